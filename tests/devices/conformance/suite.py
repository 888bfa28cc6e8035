"""What every app must be able to do with every trainer, over every carrier."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from served_trainer import until
from sixhills.prescribe.prescription import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps import App

    from served_trainer import Stand


async def settle(app: App, stand: Stand, met: Callable[[float], object]) -> float:
    """Wait until what is measured fits; the watts then."""
    async with asyncio.timeout(40):
        while True:
            power_w = await app.power_w()
            if power_w is not None and met(power_w):
                return power_w
            await asyncio.sleep(0.03)


async def measures(app: App, stand: Stand) -> None:
    """Watts and cadence arrive, and are those of the trainer."""
    await settle(app, stand, lambda power_w: power_w > 20)
    async with asyncio.timeout(40):
        while abs((await app.cadence_rpm() or 0) - 85) > 6:
            await asyncio.sleep(0.03)


async def holds_power(app: App, stand: Stand) -> None:
    """Watts are reached, upwards and downwards."""
    for watts in (210, 120):
        await app.hold(watts)
        await until(lambda watts=watts: stand.last and stand.last.value == pytest.approx(watts))
        assert stand.last is not None
        assert stand.last.mode is Mode.ERG
        await settle(app, stand, lambda power_w, watts=watts: abs(power_w - watts) < 12)


async def rides_roads(app: App, stand: Stand) -> None:
    """A steeper road takes more."""
    await app.road(0.0)
    await until(lambda: stand.last and stand.last.mode is Mode.SLOPE)
    flat = await settle(app, stand, lambda power_w: power_w < 140)
    await app.road(0.03)
    await until(lambda: stand.last and stand.last.value == pytest.approx(0.03))
    await settle(app, stand, lambda power_w: power_w > flat + 80)


async def resists(app: App, stand: Stand, per_cents: tuple[int, int] = (5, 25)) -> None:
    """More of the brake takes more."""
    low, high = per_cents
    await app.resist(low)
    await until(lambda: stand.last and stand.last.mode is Mode.RESISTANCE)
    first = stand.last
    await app.resist(high)
    await until(lambda: stand.last is not first)
    assert first is not None
    assert stand.last is not None
    assert float(str(stand.last.value)) > float(str(first.value))


SUITE = {
    "measures": measures,
    "holds power": holds_power,
    "rides roads": rides_roads,
    "resists": resists,
}
