"""Moments of a ride in which its page is looked at, and how a ride is led there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.ride.frame import Key

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from scripted_ride import ScriptedRide

MEASURED = {"power_w": 130.0, "cadence_rpm": 65.0, "heart_rate_bpm": 141.0}


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment of a ride.

    Attributes:
        arrange: leads a ride there.
        bike: name of a built-in bike.
        workout: its key.
        act: what is done on the page then, or None.
    """

    arrange: Callable[[ScriptedRide], None]
    bike: str = "exercise"
    workout: str = "six-hills"
    act: Callable[[Page], None] | None = None


def _at(ridden_s: float, **measured: float) -> Callable[[ScriptedRide], None]:
    return lambda ride: ride.ride_to(ridden_s, **measured)


def _not_begun(_: ScriptedRide) -> None:
    pass


def _paused(ride: ScriptedRide) -> None:
    ride.ride_to(1700)
    ride.press(Key.PAUSE)


def _question(ride: ScriptedRide) -> None:
    ride.ride_to(900)
    while ride.frame.question is None:
        ride.pass_s(1)


def _ended(ride: ScriptedRide) -> None:
    ride.ride_to(1700)
    ride.press(Key.END)


def _ask_end(page: Page) -> None:
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for()


def _show_more(page: Page) -> None:
    page.locator("button.more").click()
    page.get_by_role("dialog").wait_for()


def _show_keys(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


RIDING = {
    "seated": Moment(arrange=_at(1700)),
    "before standing": Moment(arrange=_at(1791)),
    "knob": Moment(arrange=_at(1700), bike="knob"),
    "sensors": Moment(arrange=_at(2470, **MEASURED), bike="trainer"),
    "too weak": Moment(
        arrange=_at(2600, power_w=60.0, cadence_rpm=40.0, heart_rate_bpm=141.0), bike="trainer"
    ),
    "warm-up": Moment(arrange=_at(60)),
    "interval": Moment(arrange=_at(605), workout="intervals"),
    "paused": Moment(arrange=_paused),
    "question": Moment(arrange=_question),
}
"""Those that the rules of the ride page are tried in."""

MOMENTS = {
    "ready": Moment(arrange=_not_begun),
    "ready road": Moment(arrange=_not_begun, bike="road"),
    **RIDING,
    "standing": Moment(arrange=_at(1900)),
    "recovery": Moment(arrange=_at(1250)),
    "road": Moment(arrange=_at(1900), bike="road"),
    "keys": Moment(arrange=_at(1700), act=_show_keys),
    "more": Moment(arrange=_at(1700), act=_show_more),
    "end asked": Moment(arrange=_at(1700), act=_ask_end),
    "ended": Moment(arrange=_ended),
}
"""All that pictures are taken of."""
