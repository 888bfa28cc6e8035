"""Devices of a bike: paired, remembered, connected for a ride, tried out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from served_trainer import Quirks, run, served, until
from sixhills.devices import finding
from sixhills.devices.driver import connection
from sixhills.devices.finding import Findings, Found, Kind
from sixhills.equipment import SmartTrainer
from sixhills.errors import ConflictError, DeviceError, InputError, NotFoundError
from sixhills.prescribe.prescription import Command, Mode
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER
from sixhills.usecases import device_desk
from sixhills.usecases.device_desk import DeviceDesk
from sixhills.usecases.devices import ChosenDevices, check_address, check_device
from sixhills.usecases.paired_devices import (
    Paired,
    list_paired,
    pair_device,
    unpair_device,
    with_learnt,
)
from sixhills.usecases.prescribing import prescribe
from sixhills.usecases.profile import Overrides
from sixhills.usecases.serving_rides import RideWish, choose_setup
from sixhills.workout.library import find_workout
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from pathlib import Path

TRAINER = SmartTrainer()
PLAN = prescribe_workout(find_workout("six-hills"), DEFAULT_RIDER, TRAINER)
KICKR = Paired(address="dircon:10.0.0.5:36866", name="KICKR")
STRAP = Paired(address="ble:AA:BB", name="strap", kind="heart-rate strap")


def test_nothing_is_paired_at_first(tmp_path: Path) -> None:
    assert list_paired(tmp_path, "trainer") == ()


def test_what_is_paired_is_remembered_with_its_bike(tmp_path: Path) -> None:
    pair_device(tmp_path, "trainer", STRAP)
    pair_device(tmp_path, "trainer", KICKR)
    assert list_paired(tmp_path, "trainer") == (KICKR, STRAP)  # the trainer first
    assert list_paired(tmp_path, "another") == ()


def test_a_new_trainer_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    pair_device(tmp_path, "trainer", KICKR)
    neo = Paired(address="ble:NEO", name="NEO")
    assert pair_device(tmp_path, "trainer", neo) == (neo,)


def test_a_device_can_be_let_go(tmp_path: Path) -> None:
    pair_device(tmp_path, "trainer", KICKR)
    assert unpair_device(tmp_path, "trainer", KICKR.address) == ()
    with pytest.raises(NotFoundError):
        unpair_device(tmp_path, "trainer", KICKR.address)


@pytest.mark.parametrize("device", ["auto", "sim", "none", "ble:KICKR 12", "dircon:10.0.0.5:1"])
def test_what_names_a_device_is_taken(device: str) -> None:
    check_device(device)


@pytest.mark.parametrize("device", ["", "ble:", "dircon:", "dircon:host:x", "usb:1", "dircon::99"])
def test_what_names_none_is_refused(device: str) -> None:
    with pytest.raises(InputError):
        check_device(device)


def test_no_address_is_refused() -> None:
    with pytest.raises(InputError):
        check_address("sim")


def test_a_ride_in_the_app_takes_the_devices_of_its_bike(tmp_path: Path) -> None:
    wish = RideWish(workout="six-hills", bike="trainer")
    assert choose_setup(tmp_path, wish).device == "none"
    pair_device(tmp_path, "trainer", KICKR)
    assert choose_setup(tmp_path, wish).device == "auto"
    shown = RideWish(workout="six-hills", bike="trainer", simulated=True)
    assert choose_setup(tmp_path, shown).device == "sim"


def test_efforts_are_set_ahead_by_what_the_paired_trainer_has_shown(tmp_path: Path) -> None:
    assert with_learnt(tmp_path, TRAINER) is TRAINER
    pair_device(tmp_path, "trainer", replace(KICKR, settle_s=3.5))
    bike = with_learnt(tmp_path, TRAINER)
    assert isinstance(bike, SmartTrainer)
    assert bike.settle_s == 3.5
    plan = prescribe(tmp_path, "intervals", Overrides(bike="trainer")).prescription
    efforts = [one for one in plan.segments if one.role is Role.INTERVAL]
    assert {one.command.lead_s for one in efforts} == {2.1}


@pytest.mark.enable_socket
def test_how_soon_a_trainer_reaches_a_power_is_learnt_in_a_ride_and_kept(tmp_path: Path) -> None:
    """The trainer's time runs ten times as fast as ours, and it settles in 3 to 5 s of it."""

    async def main() -> None:
        async with served() as stand:
            where = f"dircon:127.0.0.1:{stand.server.port}"
            device = ChosenDevices(tmp_path, where, PLAN)
            await device.connect()
            for step in range(7):
                watts = 190 if step % 2 else 90
                await device.set(Command(mode=Mode.ERG, value=watts))
                await until(lambda watts=watts: stand.last and stand.last.value == watts)
                async with asyncio.timeout(20):
                    while abs(((await device.read(1.0)).power_w or 0) - watts) > 6:
                        await asyncio.sleep(0.02)
            await device.close()
        (paired,) = list_paired(tmp_path, "trainer")
        assert paired.settle_s is not None
        assert 0.1 <= paired.settle_s <= 10.0

    run(main)


def no_radio(monkeypatch: pytest.MonkeyPatch, *found: Found, note: str = "no Bluetooth") -> None:
    async def find(*_args: object, **_more: object) -> Findings:
        return Findings(found=found, failures=(DeviceError(note, remedy="plug one in"),))

    monkeypatch.setattr(finding, "find_devices", find)


def test_no_trainer_is_an_error_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_radio(monkeypatch)

    async def main() -> None:
        with pytest.raises(DeviceError, match=r"no Bluetooth, and no trainer.*plug one in.*none"):
            await ChosenDevices(tmp_path, "auto", PLAN).connect()

    run(main)


@pytest.mark.enable_socket
def test_auto_takes_what_is_found_and_remembers_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        async with served(Quirks(one_byte_level=True)) as stand:
            where = f"127.0.0.1:{stand.server.port}"
            found = Found(
                address=f"dircon:{where}",
                name="KICKR",
                kind=Kind.TRAINER,
                rssi_dbm=None,
                services=(),
                target=where,
            )
            no_radio(monkeypatch, found)
            device = ChosenDevices(tmp_path, "auto", PLAN, ridden_m=500.0)
            await device.connect()
            await device.set(Command(mode=Mode.RESISTANCE, value=40.0))
            await until(lambda: stand.last and stand.last.mode is Mode.RESISTANCE)
            sample = await device.read(1.0)
            assert (sample.distance_m or 0) >= 500.0
            await device.close()
        (paired,) = list_paired(tmp_path, "trainer")
        assert (paired.name, paired.one_byte_level) == ("KICKR", True)

    run(main)


@pytest.mark.enable_socket
def test_a_sensor_that_is_not_heard_keeps_no_ride_waiting_and_joins_it_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_LOOK_AGAIN_AFTER_S", 0.01)
    worn = asyncio.Event()

    async def main() -> None:
        async with served() as stand, served() as strap:
            where = f"127.0.0.1:{strap.server.port}"

            async def find(name: str, **_more: object) -> Found:
                if not worn.is_set():
                    raise NotFoundError(f"{name} is not heard")
                return Found(
                    address=f"dircon:{where}",
                    name="strap",
                    kind=Kind.HEART_RATE,
                    rssi_dbm=None,
                    services=(),
                    target=where,
                )

            monkeypatch.setattr(finding, "find_named", find)
            trainer = Paired(address=f"dircon:127.0.0.1:{stand.server.port}", name="KICKR")
            pair_device(tmp_path, "trainer", trainer)
            pair_device(tmp_path, "trainer", STRAP)
            device = ChosenDevices(tmp_path, "auto", PLAN)
            await device.connect()
            await until(lambda: device.trouble)
            assert "strap is not heard yet" in (device.trouble or "")
            worn.set()
            await until(lambda: device.trouble is None and strap.trainer.peripheral.clients)
            await device.close()

    run(main)


@pytest.mark.enable_socket
def test_a_device_is_tried_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_desk, "TRY_S", 1.0)

    async def main() -> None:
        desk = DeviceDesk(tmp_path)
        async with served() as stand:
            tried = await desk.try_out(f"dircon:127.0.0.1:{stand.server.port}")
        assert (tried.control, tried.battery, tried.trouble) == ("FTMS", 0.8, None)
        assert tried.cadence_rpm is not None
        gone = await desk.try_out("dircon:127.0.0.1:1")
        assert "no trainer answers" in (gone.trouble or "")

    monkeypatch.setattr(device_desk, "_CONNECT_WITHIN_S", 0.5)
    run(main)


@pytest.mark.enable_socket
def test_a_spin_down_is_followed(tmp_path: Path) -> None:
    async def main() -> None:
        desk = DeviceDesk(tmp_path)
        assert desk.spin_down() is None
        async with served() as stand:
            address = f"dircon:127.0.0.1:{stand.server.port}"
            assert (await desk.begin_spin_down(address)).stage == "connecting"
            with pytest.raises(ConflictError):
                await _twice(desk, address)
            await until(lambda: (shown := desk.spin_down()) and shown.stage == "done")
        await desk.close()

    run(main)


async def _twice(desk: DeviceDesk, address: str) -> None:
    import asyncio

    await asyncio.sleep(0.05)
    await desk.begin_spin_down(address)
