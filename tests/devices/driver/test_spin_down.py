"""A spin-down, from the asking to its end, and trainers that offer none or never end it."""

from __future__ import annotations

import pytest

from served_trainer import run, served
from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.codecs import uuids
from sixhills.devices.driver.spin_down import SpinDown, SpinDownMoment, Stage
from sixhills.errors import DeviceError, RefusedError

pytestmark = pytest.mark.enable_socket


def test_a_spin_down_tells_what_to_do_and_ends() -> None:
    async def main() -> None:
        told: list[SpinDownMoment] = []
        async with served() as stand:
            await SpinDown(stand.address, told.append).run()
        assert told[-1].stage is Stage.DONE
        assert told[0].stage is Stage.SPEED_UP
        assert told[0].high_mps == pytest.approx(40 / 3.6, abs=0.01)
        assert any(moment.speed_mps for moment in told)

    run(main)


def test_a_trainer_without_one_is_told_so() -> None:
    async def main() -> None:
        async with served() as stand:
            features = ftms.Features(
                machine=ftms.MachineFeature.POWER, target=ftms.TargetFeature.POWER
            )
            found = stand.trainer.peripheral.find(uuids.MACHINE_FEATURE)
            found.value = ftms.encode_features(features)
            with pytest.raises(RefusedError, match="offers no spin-down"):
                await SpinDown(stand.address, lambda _moment: None).run()

    run(main)


def test_a_trainer_that_another_app_holds_says_so() -> None:
    async def main() -> None:
        async with served() as stand:
            stand.trainer.lock()
            with pytest.raises(RefusedError, match="other apps"):
                await SpinDown(stand.address, lambda _moment: None).run()

    run(main)


def test_one_that_never_ends_is_given_up() -> None:
    async def main() -> None:
        async with served() as stand:
            stand.running = False
            with pytest.raises(DeviceError, match="did not come to an end"):
                await SpinDown(stand.address, lambda _moment: None, within_s=0.3).run()

    run(main)
