"""Trainers and sensors: a bike's own under /api/bikes/{name}/devices, all that is there."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI

from sixhills.errors import ConflictError
from sixhills.usecases import paired_devices
from sixhills.usecases.device_desk import FoundDevices, SpinDownShown, TriedDevice
from sixhills.usecases.devices import check_address
from sixhills.usecases.paired_devices import Paired
from sixhills.web.context import Context, ContextOf

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def let_go(app: FastAPI) -> AsyncIterator[None]:
    """When the server stops, it lets go of every device."""
    context = app.state.context
    assert isinstance(context, Context)  # noqa: S101 - make_app puts it there
    try:
        yield
    finally:
        await context.devices.close()


router = APIRouter(tags=["devices"], lifespan=let_go)


@dataclass(frozen=True, kw_only=True)
class DeviceChoice:
    """The address of a device."""

    address: str


@router.get("/bikes/{name}/devices")
def list_devices(context: ContextOf, name: str) -> tuple[Paired, ...]:
    """The devices of a bike, its trainer first."""
    return paired_devices.list_paired(context.home, name)


@router.put("/bikes/{name}/devices")
def pair_device(context: ContextOf, name: str, device: Paired) -> tuple[Paired, ...]:
    """Let a device belong to a bike; a new trainer takes the place of the old one."""
    check_address(device.address)
    return paired_devices.pair_device(context.home, name, device)


@router.delete("/bikes/{name}/devices")
def unpair_device(context: ContextOf, name: str, device: DeviceChoice) -> tuple[Paired, ...]:
    """Let a device no longer belong to a bike."""
    return paired_devices.unpair_device(context.home, name, device.address)


@router.post("/devices/search")
async def search_devices(context: ContextOf) -> FoundDevices:
    """Look for trainers and sensors for some seconds, over Bluetooth and in the network."""
    _require_free(context)
    return await context.devices.search()


@router.post("/devices/try")
async def try_device(context: ContextOf, device: DeviceChoice) -> TriedDevice:
    """Connect a device for some seconds, and say what it says."""
    _require_free(context)
    check_address(device.address)
    return await context.devices.try_out(device.address)


@router.post("/devices/spin-down")
async def begin_spin_down(context: ContextOf, device: DeviceChoice) -> SpinDownShown:
    """Begin a spin-down of a trainer."""
    _require_free(context)
    check_address(device.address)
    return await context.devices.begin_spin_down(device.address)


@router.get("/devices/spin-down")
async def show_spin_down(context: ContextOf) -> SpinDownShown | None:
    """How the last spin-down goes; null where there was none."""
    return context.devices.spin_down()


def _require_free(context: Context) -> None:
    if context.rides.ride is not None:
        raise ConflictError("a ride runs, and needs its devices", remedy="end it first")
