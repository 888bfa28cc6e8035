"""What is said where there is no Bluetooth, no permission, or something else goes wrong below."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDBusError,
    BleakError,
)

from served_trainer import run
from sixhills.devices.driver.connection import Address
from sixhills.devices.driver.rig import Rig
from sixhills.devices.finding import find_devices, find_named
from sixhills.devices.transports.radio import explain_error
from sixhills.errors import DeviceError, NoRadioError

if TYPE_CHECKING:
    from pathlib import Path


def unavailable(reason: str) -> Exception:
    return BleakBluetoothNotAvailableError(reason, BleakBluetoothNotAvailableReason[reason])


@pytest.fixture
def no_bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A computer without D-Bus, and so without anything that serves Bluetooth."""
    if sys.platform != "linux":
        pytest.skip("only Linux asks D-Bus")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")


@pytest.mark.usefixtures("no_bus")
def test_hazard_without_dbus_bleak_raises_a_plain_file_not_found() -> None:
    """A search without Bluetooth is a note beside what else was found."""

    async def main() -> None:
        findings = await find_devices(0.1, network=False)
        (note,) = findings.notes
        assert note.startswith("this computer has no Bluetooth that can be used")
        assert "plug in an adapter" in note
        with pytest.raises(NoRadioError, match="without one"):
            await find_named("KICKR", 0.1)

    run(main)


@pytest.mark.usefixtures("no_bus")
def test_hazard_without_dbus_a_ride_does_not_wait_for_a_radio() -> None:
    async def main() -> None:
        address = Address(name="KICKR", target="AA:BB:CC:DD:EE:FF")
        rig = Rig([address], connect_within_s=3600.0)
        with pytest.raises(NoRadioError, match="plug in an adapter"):
            await rig.connect()

    run(main)


class BumbleTimeoutError(Exception):
    """As bumble's own: no OSError, no TimeoutError, no BleakError."""


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (PermissionError(13, "Permission denied"), NoRadioError, "may not use Bluetooth"),
        (ConnectionRefusedError(111, "refused"), NoRadioError, "has no Bluetooth"),
        (
            BleakDBusError("org.freedesktop.DBus.Error.ServiceUnknown", ["no bluez"]),
            NoRadioError,
            "has no Bluetooth",
        ),
        (
            BleakDBusError("org.freedesktop.DBus.Error.AccessDenied", ["not you"]),
            NoRadioError,
            "may not use Bluetooth",
        ),
        (unavailable("POWERED_OFF"), NoRadioError, "switched off"),
        (unavailable("NO_BLUETOOTH"), NoRadioError, "plug in an adapter"),
        (unavailable("DENIED_BY_USER"), NoRadioError, "may not use Bluetooth"),
        (TimeoutError(), DeviceError, "is it awake"),
        (BleakError("Service Discovery has not been performed yet"), DeviceError, "Discovery"),
        (BumbleTimeoutError("30 s"), DeviceError, "Bluetooth failed"),
        (asyncio.IncompleteReadError(b"", 6), DeviceError, "bytes"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_hazard_errors_of_every_layer_are_one_kind(
    error: Exception, kind: type[DeviceError], sentence: str
) -> None:
    """bumble has a TimeoutError of its own, BlueZ tells by D-Bus, Linux by errno."""
    explained = explain_error(error)
    assert isinstance(explained, kind)
    assert sentence in str(explained)
