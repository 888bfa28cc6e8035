"""The one suite over a virtual Bluetooth radio (bumble): our driver, and pycycling unchanged."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("bumble", reason="needs the extra `virtual`")

from apps import our_app, pycycling_app
from suite import SUITE

from served_trainer import Quirks, Stand, run, until
from sixhills.devices.control.targets import HoldPower
from sixhills.devices.driver.connection import Address
from sixhills.devices.driver.link import Link
from sixhills.devices.driver.rig import Rig
from sixhills.devices.finding import Kind, find_devices, find_named
from sixhills.devices.transports.virtual.air import VirtualAir, VirtualPeripheral
from sixhills.devices.transports.virtual.radio_backend import VirtualRadio
from sixhills.errors import DeviceError, NotFoundError
from sixhills.prescribe.prescription import Command, Mode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

APPS = {"ours": our_app, "pycycling": pycycling_app}


@asynccontextmanager
async def on_the_air(
    quirks: Quirks | None = None,
) -> AsyncIterator[tuple[Stand, VirtualRadio, VirtualPeripheral]]:
    stand = Stand(quirks)
    air = VirtualAir()
    peripheral = VirtualPeripheral(air, stand.trainer.peripheral)
    await peripheral.start()
    task = asyncio.create_task(stand.run())
    try:
        yield stand, VirtualRadio(air), peripheral
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await peripheral.stop()


def address_of(radio: VirtualRadio, peripheral: VirtualPeripheral) -> Address:
    return Address(name="trainer", target=peripheral.address, backend=radio.client)


@pytest.mark.parametrize("check", SUITE)
@pytest.mark.parametrize("app", APPS)
def test_over_a_virtual_radio(app: str, check: str) -> None:
    async def main() -> None:
        quirks = Quirks(one_byte_level=app == "pycycling")
        async with (
            on_the_air(quirks) as (stand, radio, peripheral),
            APPS[app](address_of(radio, peripheral)) as driver,
        ):
            await SUITE[check](driver, stand)

    run(main)


def test_it_is_found_by_its_name_with_its_signal() -> None:
    async def main() -> None:
        async with on_the_air() as (_, radio, peripheral):
            findings = await find_devices(0.5, network=False, scanner=radio.scanner)
            (found,) = findings.found
            assert (found.name, found.kind) == ("sixhills trainer", Kind.TRAINER)
            assert found.rssi_dbm == -50
            assert found.address == f"ble:{peripheral.address}"
            named = await find_named("SIXHILLS", 2.0, scanner=radio.scanner)
            assert named.address == found.address

    run(main)


def test_who_is_not_heard_is_told_with_who_is() -> None:
    async def main() -> None:
        async with on_the_air() as (_, radio, _peripheral):
            with pytest.raises(NotFoundError, match="heard: sixhills trainer"):
                await find_named("KICKR", 0.5, scanner=radio.scanner)

    run(main)


def test_mode_and_target_come_back_after_a_drop() -> None:
    async def main() -> None:
        async with on_the_air() as (stand, radio, peripheral):
            rig = Rig([address_of(radio, peripheral)], connect_within_s=5.0)
            await rig.connect()
            command = Command(mode=Mode.ERG, value=190)
            await rig.set(command)
            await until(lambda: rig.trainer.given == HoldPower(power_w=190))
            before = len(stand.trainer.targets)
            await peripheral.drop()
            await until(lambda: len(stand.trainer.targets) > before)
            assert stand.last == command
            await rig.close()

    run(main)


def test_hazard_control_point_before_its_subscription_is_an_att_error() -> None:
    async def main() -> None:
        async with on_the_air() as (_, radio, peripheral):
            link = Link(peripheral.address, backend=radio.client, on_lost=lambda: None)
            await link.open()
            machine, point = _CONTROL
            with pytest.raises(DeviceError, match="Improperly Configured"):
                await link.write(machine, point, b"\x00")
            await link.close()

    run(main)


def test_hazard_a_raising_callback_does_not_kill_the_link() -> None:
    """In bumble an exception in a subscriber costs the confirmation, and with it the control."""

    async def main() -> None:
        async with on_the_air() as (_, radio, peripheral):
            link = Link(peripheral.address, backend=radio.client, on_lost=lambda: None)
            await link.open()
            machine, point = _CONTROL
            heard: list[bytes] = []

            def fail_once(frame: bytes) -> None:
                heard.append(frame)
                if len(heard) == 1:
                    raise RuntimeError("ours")

            await link.subscribe(machine, point, fail_once)
            await link.write(machine, point, b"\x00")
            await until(lambda: len(heard) == 1)
            await link.write(machine, point, b"\x05\xc8\x00")
            await until(lambda: len(heard) == 2)
            await link.close()

    run(main)


def test_hazard_a_write_after_a_drop_is_a_device_error() -> None:
    async def main() -> None:
        async with on_the_air() as (_, radio, peripheral):
            lost: list[bool] = []
            link = Link(peripheral.address, backend=radio.client, on_lost=lambda: lost.append(True))
            await link.open()
            await peripheral.drop()
            await until(lambda: lost)
            with pytest.raises(DeviceError):
                await link.write(*_CONTROL, b"\x00")
            await link.close()

    run(main)


def test_hazard_a_characteristic_twice_is_found_within_its_service() -> None:
    """bleak refuses to look one up by its UUID alone."""

    async def main() -> None:
        from sixhills.devices.codecs import uuids
        from sixhills.devices.peripheral.gatt import Characteristic, Peripheral, Service

        twice = tuple(
            Service(
                uuid=service,
                characteristics=(
                    Characteristic(uuid=uuids.POWER_FEATURE, value=value, readable=True),
                ),
            )
            for service, value in ((uuids.HEART_RATE, b"1"), (uuids.CYCLING_POWER, b"2"))
        )
        air = VirtualAir()
        peripheral = VirtualPeripheral(air, Peripheral("twice", twice))
        await peripheral.start()
        radio = VirtualRadio(air)
        link = Link(peripheral.address, backend=radio.client, on_lost=lambda: None)
        await link.open()
        assert await link.read(uuids.CYCLING_POWER, uuids.POWER_FEATURE) == b"2"
        await link.close()
        await peripheral.stop()

    run(main)


def test_hazard_bumbles_link_knows_chips_by_their_random_address() -> None:
    """Stacks of others have a public one, and would lose all they send."""

    async def main() -> None:
        chip, address = VirtualAir().make_controller("radio")
        assert str(chip.random_address).split("/")[0] == address
        assert str(chip.public_address).split("/")[0] == address

    run(main)


def test_hazard_a_road_is_written_whatever_the_features_are_called() -> None:
    """pyftms asks for a setting of a name that it never lists, and so never writes a slope."""

    async def main() -> None:
        async with on_the_air() as (stand, radio, peripheral):
            rig = Rig([address_of(radio, peripheral)], connect_within_s=5.0)
            await rig.connect()
            slope = Command(mode=Mode.SLOPE, value=0.065)
            await rig.set(slope)
            await until(lambda: stand.last == slope)
            await rig.close()

    run(main)


def _control() -> tuple[str, str]:
    from sixhills.devices.codecs import uuids

    return uuids.FITNESS_MACHINE, uuids.MACHINE_CONTROL_POINT


_CONTROL = _control()
