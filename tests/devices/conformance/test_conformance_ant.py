"""The one suite over ANT+, through openant and a fake stick: our driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from apps import our_app
from suite import SUITE

from served_trainer import run
from sixhills.devices.finding import address_of

if TYPE_CHECKING:
    from fake_stick import FakeStick


class OnTheStick:
    """What the trainer on the stick was told last."""

    def __init__(self, stick: type[FakeStick]):
        self._stick = stick

    @property
    def last(self) -> object:
        targets = self._stick.trainer.targets
        return targets[-1] if targets else None


@pytest.mark.parametrize("check", SUITE)
def test_over_ant(check: str, stick: type[FakeStick]) -> None:
    async def main() -> None:
        async with our_app(address_of("ant"), within_s=20.0) as app:
            await SUITE[check](app, OnTheStick(stick))

    run(main)
