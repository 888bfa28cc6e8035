"""Is the bike in order? What to look at before a ride, and once a month (M4.1).

Before each ride: air, brakes, chain, quick releases, in this order (the "ABC quick check" of the
League of American Bicyclists), in under a minute. Once a month the whole bike, from the front wheel
over frame and saddle to the gears, in the shape of an M. Exercise bikes have a list of their own.
The sentences are ours. What can throw a rider off is a reason not to ride.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

MONTHLY_DAYS = 30
"""The whole bike is due again after so many days."""


class Found(StrEnum):
    """What a look at one thing gave."""

    FINE = "fine"
    FAULT = "fault"
    SKIPPED = "skipped"


class HowOften(StrEnum):
    """When a thing is looked at."""

    EACH_RIDE = "each_ride"
    MONTHLY = "monthly"


@dataclass(frozen=True, kw_only=True)
class CheckItem:
    """One thing to look at.

    Attributes:
        key: its short name.
        text: what to look at, and what is right.
        why: what goes wrong otherwise.
        remedy: what to do about a fault.
        stops: whether nobody should ride with the fault.
        how_often: when it is looked at.
        kinds: kinds of bike that have it: "exercise", "trainer", "road".
    """

    key: str
    text: str
    why: str
    remedy: str
    stops: bool
    how_often: HowOften
    kinds: frozenset[str]


_ROAD = frozenset({"road"})
_WHEELED = frozenset({"road", "trainer"})
_INDOOR = frozenset({"exercise", "trainer"})
_EXERCISE = frozenset({"exercise"})
_ANY = frozenset({"exercise", "trainer", "road"})
_EACH, _MONTHLY = HowOften.EACH_RIDE, HowOften.MONTHLY


def _item(  # noqa: PLR0917 - a table is read by columns
    key: str, how_often: HowOften, kinds: frozenset[str], text: str, why: str, remedy: str,
    *, stops: bool = False,
) -> CheckItem:  # fmt: skip
    return CheckItem(
        key=key, text=text, why=why, remedy=remedy, stops=stops, how_often=how_often, kinds=kinds
    )


CHECK_ITEMS = (
    _item(
        "air", _EACH, _ROAD,
        "Press both tyres with the thumb: firm, no cut, no bulge. Is the pressure within what is "
        "printed on the side?",
        "A soft or cut tyre slips off or bursts in a bend.",
        "Pump up; change a tyre that is cut or bulges.", stops=True,
    ),
    _item(
        "brakes", _EACH, _ROAD,
        "Pull both brakes hard and push the bike: it must not roll, and a finger must still fit "
        "between lever and bar.",
        "On a descent the brakes are all you have.",
        "Do not ride before they are adjusted or their pads are changed.", stops=True,
    ),
    _item(
        "chain", _EACH, _WHEELED,
        "Turn the cranks backwards: does the chain run quietly? Rock each crank sideways: no play.",
        "A dry chain wears the gears and skips when you stand up; a loose crank falls off.",
        "Oil a dry chain and wipe it. Have a loose crank tightened before you ride.",
    ),
    _item(
        "quick-releases", _EACH, _ROAD,
        "Are both wheels tight? A quick release leaves a mark in the palm when it closes; thru "
        "axles are screwed home.",
        "A wheel that comes out throws you.",
        "Close them before you ride.", stops=True,
    ),
    _item(
        "trainer-firm", _EACH, frozenset({"trainer"}),
        "Rock the bike: does the trainer stand firm with its legs out, and is the rear axle "
        "clamped?",
        "When you stand up on a hill a loose bike tips.",
        "Open the legs fully and clamp the axle again.", stops=True,
    ),
    _item(
        "stands-firm", _EACH, _EXERCISE,
        "Rock the bike: does it stand level, without wobbling?",
        "When you stand up on a hill a wobbling bike tips.",
        "Turn its feet until all touch the floor.", stops=True,
    ),
    _item(
        "seat-pin", _EACH, _EXERCISE,
        "Tug the saddle up and down and to the sides. Is the pin right through its hole, and no "
        "mark beyond the end showing?",
        "A saddle that drops hurts.",
        "Push the pin through until it clicks, and tighten it.", stops=True,
    ),
    _item(
        "pedals", _EACH, _INDOOR,
        "Are pedals and straps tight, the laces tucked in?",
        "Standing, a foot that slips takes you down.",
        "Tighten pedals and straps before you ride.", stops=True,
    ),
    _item(
        "emergency-stop", _EACH, _EXERCISE,
        "Does the brake or emergency stop halt the flywheel? Is everybody else, child or pet, away "
        "from it?",
        "A fixed flywheel goes on turning with your feet, and with fingers.",
        "Do not ride a bike whose flywheel cannot be stopped.", stops=True,
    ),
    _item(
        "resistance", _EACH, _EXERCISE,
        "Go once through the resistance, from easy to hard: does it change all the way?",
        "Without it there are no hills.",
        "Clean or replace the pad; tell the studio.",
    ),
    _item(
        "room", _EACH, _INDOOR,
        "Is there a towel, water, and air that moves?",
        "Indoors you overheat first.",
        "Put a fan in front of you.",
    ),
    _item(
        "bar", _MONTHLY, _ANY,
        "Stand before the bike, hold it firmly and twist the bar: nothing moves, nothing creaks.",
        "Standing, you lean on it.",
        "Have it tightened to what is printed on it before you ride.", stops=True,
    ),
    _item(
        "front-wheel", _MONTHLY, _ROAD,
        "Lift the front wheel and spin it: straight to about 3 mm, no rub, every spoke tight. Rock "
        "it sideways: no play.",
        "A wheel with loose spokes gives way in a bend.",
        "Have it trued; with play in the hub do not ride.", stops=True,
    ),
    _item(
        "brake-pads", _MONTHLY, _ROAD,
        "Is there at least 3 mm of pad (1 mm on discs), and do pads meet the rim, not the tyre? "
        "Are cables without frayed strands?",
        "Worn pads and frayed cables fail when you pull hardest.",
        "Change them before you ride.", stops=True,
    ),
    _item(
        "headset", _MONTHLY, _ROAD,
        "Pull the front brake and rock the bike: no knock in the head tube, and the bar turns "
        "freely.",
        "Play there makes the bike wander downhill.",
        "Have it adjusted.",
    ),
    _item(
        "frame", _MONTHLY, _WHEELED,
        "Wipe the frame and look at every joint, the fork and the saddle's rails: no crack, no "
        "wrinkle in the paint.",
        "A crack grows until it breaks.",
        "Do not ride a cracked frame.", stops=True,
    ),
    _item(
        "bottom-bracket", _MONTHLY, _WHEELED,
        "Push both cranks sideways: no play in the bearing. Are pedals tight and do they spin?",
        "It creaks, then wears the frame.",
        "Have it tightened.",
    ),
    _item(
        "saddle", _MONTHLY, _ANY,
        "Twist the saddle, press on its nose and tail: nothing moves. Is the seat post in beyond "
        "its mark?",
        "A saddle that tips changes your fit, one that breaks hurts you.",
        "Tighten it; a post beyond its mark must go in.", stops=True,
    ),
    _item(
        "rear-wheel", _MONTHLY, _ROAD,
        "Spin the rear wheel: straight, no rub, every spoke tight, no play.",
        "It carries most of you.",
        "Have it trued.",
    ),
    _item(
        "gears", _MONTHLY, _WHEELED,
        "Shift through all gears under light load: no skipping, no chain beyond the last sprocket.",
        "A gear that skips throws you forward when you stand up.",
        "Have the gears adjusted; ride seated until then.",
    ),
    _item(
        "belt", _MONTHLY, _EXERCISE,
        "Listen to belt or chain and pad while turning: no grinding, no smell.",
        "Worn parts change the resistance, and then they fail.",
        "Have it serviced.",
    ),
    _item(
        "screws", _MONTHLY, _EXERCISE,
        "Go round every screw and lever of posts, bar, cranks and feet: tight. Wipe off sweat.",
        "Shaking loosens them and salt eats them.",
        "Tighten and dry them.",
    ),
)  # fmt: skip
"""All things that are looked at, in the order of a walk round the bike."""

_BY_KEY = {item.key: item for item in CHECK_ITEMS}


@dataclass(frozen=True, kw_only=True)
class BikeCheck:
    """A look at a bike on one day.

    Attributes:
        bike: its name.
        day: when.
        found: what each thing gave, by key.
    """

    bike: str
    day: date
    found: dict[str, Found]

    def __post_init__(self) -> None:
        find_items(self.found)

    @property
    def faults(self) -> tuple[CheckItem, ...]:
        """What was not in order."""
        return tuple(item for item in CHECK_ITEMS if self.found.get(item.key) is Found.FAULT)

    @property
    def stops(self) -> tuple[CheckItem, ...]:
        """What of it is a reason not to ride."""
        return tuple(item for item in self.faults if item.stops)

    def covers(self, items: Iterable[CheckItem]) -> bool:
        """Whether each of some things was looked at."""
        return all(self.found.get(item.key, Found.SKIPPED) is not Found.SKIPPED for item in items)


def find_items(keys: Collection[str]) -> tuple[CheckItem, ...]:
    """Things to look at by their keys, in the order of the walk.

    Raises:
        NotFoundError: a key is none of ours.
    """
    unknown = sorted(set(keys) - set(_BY_KEY))
    if unknown:
        raise NotFoundError(
            f'there is nothing to check by the name "{unknown[0]}"',
            remedy=f"the names are: {', '.join(_BY_KEY)}",
        )
    return tuple(item for item in CHECK_ITEMS if item.key in keys)


def choose_items(kind: str, how_often: HowOften) -> tuple[CheckItem, ...]:
    """What to look at on a kind of bike: before each ride, or all of it once a month."""
    return tuple(
        item
        for item in CHECK_ITEMS
        if kind in item.kinds and (how_often is _MONTHLY or item.how_often is _EACH)
    )


def monthly_due(checks: Iterable[BikeCheck], bike: str, kind: str, today: date) -> date:
    """When the whole bike is to be looked at next: today or earlier where it never was."""
    items = choose_items(kind, _MONTHLY)
    done = [check.day for check in checks if check.bike == bike and check.covers(items)]
    return max(done) + timedelta(days=MONTHLY_DAYS) if done else today


def open_stops(checks: Iterable[BikeCheck], bike: str) -> tuple[CheckItem, ...]:
    """Reasons not to ride a bike that were found and not seen to be in order since."""
    last: dict[str, Found] = {}
    for check in sorted((c for c in checks if c.bike == bike), key=lambda c: c.day):
        last |= {key: f for key, f in check.found.items() if f is not Found.SKIPPED}
    return tuple(i for i in CHECK_ITEMS if i.stops and last.get(i.key) is Found.FAULT)
