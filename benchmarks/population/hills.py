"""Did hills feel as they were meant?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from population.figures import Figure, mean, share
from sixhills.rider import Experience
from sixhills.workout.model import Kind, Role

if TYPE_CHECKING:
    from population.records import LifeRecord, RideRecord, StepRecord

HIT_POINTS = 1.0
"""A hill that felt so near to what was meant is right."""


@dataclass(frozen=True, kw_only=True)
class Hill:
    """One hill that somebody rode whole, with all that tables are cut by.

    Attributes:
        life: whose.
        ride: which ride.
        hill_ride: number of the ride among those with hills, from 1.
        step: what it was.
    """

    life: LifeRecord
    ride: RideRecord
    hill_ride: int
    step: StepRecord

    @property
    def miss(self) -> float:
        """Points by which it felt harder than meant."""
        return self.step.felt - self.step.meant

    @property
    def physical_miss(self) -> float:
        """The same for the average of the person's class: without their own way of rating."""
        return self.step.physical - self.step.meant

    @property
    def hits(self) -> bool:
        """Whether it was right."""
        return abs(self.miss) <= HIT_POINTS

    @property
    def is_given(self) -> bool:
        """Whether the bike can be as hard as meant in every hill of the ride.

        Hills rise together, so one that the bike cannot give lowers them all.
        """
        return all(step.reachable for step in self.ride.steps if step.role is Role.HILL)


def find_hills(lives: Iterable[LifeRecord]) -> list[Hill]:
    """All hills of which at least half was ridden."""
    found = []
    for life in lives:
        with_hills = (ride for ride in life.rides if ride.kind is Kind.HILLS)
        for number, ride in enumerate(with_hills, start=1):
            found += [
                Hill(life=life, ride=ride, hill_ride=number, step=step)
                for step in ride.steps
                if step.role is Role.HILL and step.ridden_s >= 0.5 * step.asked_s
            ]
    return found


def measure_hills(hills: Sequence[Hill]) -> list[Figure]:
    """How hills felt against how they were meant.

    Felt: mean of the true perceived effort over the hill's second half. Meant: middle of the
    effort of the hill in the prescription as it was before the ride. Right: within one point.
    "Ride N" counts a person's rides with hills, "ride 4" stands for all later ones too. "That the
    bike can give": in rides for whose hills some setting within 10 rpm of the cadence asked for is
    as hard as meant, within a point.
    """
    goals = {1: "80 or more", 3: "95 or more"}
    figures = [
        share(f"hills right, ride {number}", picked, lambda h: h.hits, goals.get(number, ""))
        for number, picked in _by_ride(hills)
    ]
    able = [hill for hill in hills if hill.is_given]
    figures += [
        share(f"hills right that the bike can give, ride {number}", picked, lambda h: h.hits)
        for number, picked in _by_ride(able)
    ]
    figures += [
        share(
            f"hills right for the average of the class, ride {number}",
            picked,
            lambda h: abs(h.physical_miss) <= HIT_POINTS,
        )
        for number, picked in _by_ride(hills)
    ]
    figures.append(share("hills that the bike can give", hills, lambda h: h.is_given))
    figures += [
        share(
            f"hills right that the bike can give, told {experience}",
            [h for h in able if h.life.person.told.experience is experience],
            lambda h: h.hits,
        )
        for experience in Experience
    ]
    figures += [
        share(
            f"hills right that the bike can give, {group}, ride {label}", picked, lambda h: h.hits
        )
        for group, members in _by_bike(able)
        for label, picked in (
            ("1", [h for h in members if h.hill_ride == 1]),
            ("3 and later", [h for h in members if h.hill_ride >= 3]),
        )
    ]
    figures += [
        mean(f"points too hard (+) or easy (-), ride {number}", [h.miss for h in picked])
        for number, picked in _by_ride(hills)
    ]
    return figures


def _by_ride(hills: Sequence[Hill]) -> list[tuple[int, list[Hill]]]:
    """Hills of the first, second, third and all later rides with hills."""
    return [
        (number, [h for h in hills if h.hill_ride == number or (number == 4 and h.hill_ride > 4)])
        for number in (1, 2, 3, 4)
    ]


def _by_bike(hills: Sequence[Hill]) -> list[tuple[str, list[Hill]]]:
    groups: dict[str, list[Hill]] = {
        "6 to 8 levels": [], "9 to 16 levels": [], "17 to 40 levels": [], "100 levels": [],
        "a knob": [],
    }  # fmt: skip
    for hill in hills:
        groups[name_bike(hill.life)].append(hill)
    return list(groups.items())


def name_bike(life: LifeRecord) -> str:
    """The group that somebody's bike belongs to."""
    bike = life.person.bike
    if bike.is_knob:
        return "a knob"
    count = len(bike.settings)
    names = ((8, "6 to 8 levels"), (16, "9 to 16 levels"), (40, "17 to 40 levels"))
    return next((name for most, name in names if count <= most), "100 levels")
