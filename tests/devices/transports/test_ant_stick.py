"""ANT+ through openant on a fake stick: found, heard, told, lost; and no stick at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("openant", reason="needs the extra `ant`")

from openant.base import driver
from openant.base.ant import Ant

from served_trainer import read_until, run, until
from sixhills.devices.codecs.fec import Page
from sixhills.devices.control.targets import HoldPower
from sixhills.devices.driver.rig import Rig
from sixhills.devices.finding import address_of
from sixhills.devices.transports.ant.stick import AntStick, explain_ant_error
from sixhills.errors import DeviceError, InputError, NoRadioError
from sixhills.prescribe.prescription import Command, Mode

if TYPE_CHECKING:
    from fake_stick import FakeStick

ERG = Command(mode=Mode.ERG, value=180.0)


async def connected(where: str = "ant") -> Rig:
    rig = Rig([address_of(where)], connect_within_s=20.0)
    await rig.connect()
    return rig


def test_a_trainer_on_a_stick_is_heard_and_told_everything(stick: type[FakeStick]) -> None:
    async def main() -> None:
        rig = await connected()
        assert rig.trainer.dialect == "FE-C"
        await read_until(rig, lambda s: abs((s.cadence_rpm or 0) - 85) < 6 and s.speed_mps)
        for command in (
            ERG,
            Command(mode=Mode.SLOPE, value=0.04),
            Command(mode=Mode.RESISTANCE, value=30.0),
        ):
            await rig.set(command)
            await until(lambda command=command: stick.trainer.targets[-1:] == [command])
        await rig.close()
        told = {page[0] for page in stick.trainer.pages}
        assert told >= {Page.USER, Page.WIND, Page.TRACK, Page.POWER, Page.RESISTANCE}

    run(main)


def test_another_trainer_than_the_one_told_is_not_taken(stick: type[FakeStick]) -> None:
    async def main() -> None:
        other = AntStick(99, on_page=lambda _: None, on_lost=lambda: None)
        with pytest.raises(DeviceError, match=r"trainer 99 is not heard over ANT\+.*pedals"):
            await other.open(1.0)
        assert stick.numbers == [99]

    run(main)


def test_who_gives_up_while_the_stick_is_reset_lets_it_go_all_the_same(
    stick: type[FakeStick], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(Ant, "_RESET_WAIT", 0.3)
    monkeypatch.setattr(stick, "close", lambda _: closed.append(True))

    async def main() -> None:
        hasty = AntStick(0, on_page=lambda _: None, on_lost=lambda: None)
        with pytest.raises(DeviceError, match="not heard"):
            await hasty.open(0.1)
        await until(lambda: closed)

    run(main)


def test_a_page_that_is_lost_in_the_air_is_sent_again(stick: type[FakeStick]) -> None:
    async def main() -> None:
        rig = await connected()
        await until(lambda: stick.trainer.targets)
        stick.loses = 4
        await rig.set(ERG)
        await until(lambda: stick.trainer.targets[-1] == ERG)
        await until(lambda: rig.trainer.given == HoldPower(power_w=180.0))
        await rig.close()

    run(main)


def test_who_comes_back_into_range_gets_mode_and_target_again(stick: type[FakeStick]) -> None:
    async def main() -> None:
        rig = await connected()
        await rig.set(ERG)
        await until(lambda: stick.trainer.targets[-1:] == [ERG])
        stick.in_range = False
        await until(lambda: rig.trouble)
        before = len(stick.trainer.targets)
        stick.in_range = True
        await until(lambda: len(stick.trainer.targets) > before, within_s=40.0)
        assert stick.trainer.targets[-1] == ERG
        await rig.close()

    run(main)


def test_hazard_without_a_stick_openant_raises_an_error_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DriverNotFound is no OSError and says nothing: the rider hears what is missing."""
    monkeypatch.setattr(driver, "drivers", [])

    async def main() -> None:
        rig = Rig([address_of("ant")], connect_within_s=10.0)
        with pytest.raises(NoRadioError, match=r"no ANT\+ stick was found.*plug one in"):
            await rig.connect()

    run(main)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ModuleNotFoundError("openant"), r"install it with `sixhills\[ant\]`"),
        (PermissionError(13, "denied"), "udev"),
        (OSError(19, "no such device"), "out and in again"),
        (RuntimeError("anything"), "does not take it"),
    ],
)
def test_every_error_says_what_to_do(error: Exception, sentence: str) -> None:
    explained = explain_ant_error(error)
    assert isinstance(explained, DeviceError)
    assert re.search(sentence, str(explained))


@pytest.mark.parametrize("text", ["ant:x", "ant:-1", "ant:70000"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="ant:12345"):
        address_of(text)
