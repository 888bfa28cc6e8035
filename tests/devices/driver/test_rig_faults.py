"""The driver against trainers that do what trainers do: drop, stall, refuse, split frames."""

from __future__ import annotations

import asyncio

import pytest

from served_trainer import Quirks, read_until, riding, run, served, until
from sixhills.devices.control.targets import HoldPower, RideRoad
from sixhills.devices.driver.connection import Heard, LinkState
from sixhills.devices.driver.rig import Rig
from sixhills.errors import DeviceError
from sixhills.prescribe.prescription import Command, Mode

pytestmark = pytest.mark.enable_socket

ERG = Command(mode=Mode.ERG, value=180)
SLOPE = Command(mode=Mode.SLOPE, value=0.04)


def test_hazard_the_last_target_of_an_app_that_died_is_not_kept() -> None:
    """Trainers keep the last target when an app dies: whoever comes next begins with a safe one."""

    async def main() -> None:
        async with served() as stand, riding(stand):
            await until(lambda: stand.trainer.targets)
            assert stand.trainer.targets[0] == Command(mode=Mode.ERG, value=50.0)

    run(main)


def test_a_trainer_is_left_on_a_flat_road() -> None:
    async def main() -> None:
        async with served() as stand:
            async with riding(stand) as rig:
                await rig.set(ERG)
                await until(lambda: rig.trainer.given == HoldPower(power_w=180))
            assert stand.last == Command(mode=Mode.SLOPE, value=0.0)

    run(main)


@pytest.mark.parametrize("command", [ERG, SLOPE])
def test_mode_and_target_come_back_after_a_drop(command: Command) -> None:
    async def main() -> None:
        async with served() as stand, riding(stand) as rig:
            await rig.set(command)
            await until(lambda: rig.trainer.given is not None)
            await until(lambda: stand.last == command)
            before = len(stand.trainer.targets)
            stand.server.drop()
            await until(lambda: len(stand.trainer.targets) > before)
            assert stand.last == command
            assert rig.trainer.connections == 2

    run(main)


def test_a_drop_is_a_gap_and_a_sentence_and_never_a_zero() -> None:
    async def main() -> None:
        async with served() as stand, riding(stand) as rig:
            await rig.set(ERG)
            await read_until(rig, lambda sample: sample.power_w)
            stand.running = False
            await stand.server.stop()
            await until(lambda: rig.trainer.state is LinkState.LOST)
            assert "comes back by itself" in (rig.trouble or "")
            await read_until(rig, lambda sample: sample.power_w is None)
            assert (await rig.read(2.0)).cadence_rpm is None

    run(main)


def test_hazard_a_silent_stall_is_noticed() -> None:
    """Neither TCP nor bleak tells: the link stands, and nothing comes."""

    async def main() -> None:
        async with served() as stand, riding(stand) as rig:
            await rig.set(ERG)
            await read_until(rig, lambda sample: (sample.cadence_rpm or 0) > 40)
            stand.running = False
            await until(lambda: rig.trouble)
            stand.running = True
            await read_until(rig, lambda sample: (sample.power_w or 0) > 0)
            await until(lambda: rig.trouble is None)

    run(main)


def test_who_stands_still_may_be_silent_for_longer() -> None:
    async def main() -> None:
        async with served(cadence_rpm=0.0) as stand, riding(stand) as rig:
            await read_until(rig, lambda sample: sample.cadence_rpm == 0)
            stand.running = False
            await asyncio.sleep(3.5)
            assert rig.trouble is None
            assert (await rig.read(1.0)).cadence_rpm is None  # but it is missing, not zero

    run(main)


def test_hazard_frames_split_in_two_are_joined() -> None:
    async def main() -> None:
        async with served(Quirks(split_frames=True)) as stand, riding(stand) as rig:
            await rig.set(ERG)
            sample = await read_until(rig, lambda sample: (sample.speed_mps or 0) > 2)
            assert (sample.power_w or 0) > 0
            assert (sample.cadence_rpm or 0) > 0

    run(main)


def test_hazard_a_trainer_that_says_nothing_before_it_is_started() -> None:
    async def main() -> None:
        async with served(Quirks(silent_until_started=True)) as stand, riding(stand) as rig:
            await read_until(rig, lambda sample: sample.power_w is not None)

    run(main)


def test_hazard_a_level_in_one_byte_is_learnt_and_kept() -> None:
    async def main() -> None:
        async with served(Quirks(one_byte_level=True)) as stand, riding(stand) as rig:
            await rig.set(Command(mode=Mode.RESISTANCE, value=50.0))
            await until(lambda: stand.last and stand.last.mode is Mode.RESISTANCE)
            assert stand.last is not None
            assert stand.last.value == pytest.approx(50.0)
            assert rig.trainer.learnt.one_byte_level

    run(main)


def test_hazard_another_app_holds_control_and_lets_go() -> None:
    async def main() -> None:
        async with served() as stand:
            stand.trainer.lock()
            async with riding(stand) as rig:
                await rig.set(ERG)
                await until(lambda: rig.trouble)
                assert "another app" in (rig.trouble or "")
                await read_until(rig, lambda sample: sample.cadence_rpm is not None)  # rides on
                stand.trainer.unlock()
                await until(lambda: rig.trouble is None)
                await until(lambda: stand.last == ERG)

    run(main)


def test_hazard_control_taken_away_is_asked_for_again() -> None:
    async def main() -> None:
        async with served() as stand, riding(stand) as rig:
            await rig.set(ERG)
            await until(lambda: stand.last == ERG)
            before = len(stand.trainer.targets)
            stand.trainer.take_control_away()
            await until(lambda: len(stand.trainer.targets) > before)
            assert stand.last == ERG

    run(main)


def test_hazard_short_answers_are_no_consent_but_a_status_is() -> None:
    async def main() -> None:
        async with served(Quirks(short_answers=True)) as stand:
            rig = Rig([stand.address], connect_within_s=10.0)
            await rig.connect()
            await rig.set(ERG)
            await asyncio.sleep(1.0)
            assert rig.trainer.given is None
            await rig.close()

    run(main)


def test_a_command_for_the_rider_is_ignored() -> None:
    async def main() -> None:
        async with served() as stand, riding(stand) as rig:
            await rig.set(ERG)
            await until(lambda: rig.trainer.given == HoldPower(power_w=180))
            await rig.set(Command(mode=Mode.LEVEL, value=9, setting=9.0))
            await asyncio.sleep(0.3)
            assert rig.trainer.given == HoldPower(power_w=180)

    run(main)


def test_many_targets_at_once_end_with_the_newest() -> None:
    async def main() -> None:
        async with served() as stand, riding(stand) as rig:
            for watts in range(100, 200, 2):
                await rig.set(Command(mode=Mode.ERG, value=watts))
            await until(lambda: rig.trainer.given == HoldPower(power_w=198))
            assert len(stand.trainer.targets) < 6
            await rig.set(SLOPE)
            await until(lambda: isinstance(rig.trainer.given, RideRoad))

    run(main)


def test_the_battery_is_told() -> None:
    async def main() -> None:
        async with served() as stand, riding(stand) as rig:
            assert rig.trainer.battery == pytest.approx(0.8)
            assert rig.trainer.dialect == "FTMS"

    run(main)


def test_a_second_source_takes_over_where_the_first_falls_silent() -> None:
    """Cadence and heart rate come from the sensor while it speaks, and from the trainer after."""

    async def main() -> None:
        async with (
            served() as stand,
            served(cadence_rpm=60.0) as other,
            riding(stand, other.address) as rig,
        ):
            second = rig.connections[1]
            await second.wait_ready(20.0)
            await until(lambda: not second.is_trainer and second.connections == 1)
            await rig.set(ERG)
            await read_until(rig, lambda sample: (sample.power_w or 0) > 100)
            await other.server.stop()
            await asyncio.sleep(0.2)
            assert ((await rig.read(1.0)).power_w or 0) > 0

    run(main)


def test_raw_frames_of_both_ways_can_be_watched() -> None:
    async def main() -> None:
        seen: list[Heard] = []
        async with served() as stand:
            rig = Rig([stand.address], watch=seen.append, connect_within_s=10.0)
            await rig.connect()
            await rig.set(ERG)
            await until(lambda: rig.trainer.given == HoldPower(power_w=180))
            await rig.close()
        assert any(one.written and one.frame == bytes.fromhex("05b400") for one in seen)
        assert any(not one.written and one.frame == bytes.fromhex("800501") for one in seen)

    run(main)


def test_who_is_not_there_ends_the_start_with_a_sentence() -> None:
    async def main() -> None:
        async with served() as stand:
            address = stand.address
        rig = Rig([address], connect_within_s=0.5)
        with pytest.raises(DeviceError, match="switched on"):
            await rig.connect()

    run(main)
