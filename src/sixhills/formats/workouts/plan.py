"""A workout as files know it: steps with targets, in repeats.

Richer than each format, so that one can be turned into another without passing through a poorer
third. It knows no hills and no postures: these travel as cues of their own kind, and whole in the
text form of ours that a file may carry (`Plan.own`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.errors import require

if TYPE_CHECKING:
    from collections.abc import Iterator

ASSUMED_OPEN_S = 300.0
"""How long a step is taken to last that ends when the rider, or the heart, says so."""

ASSUMED_SPEED_MPS = 25 / 3.6
"""How fast a step by distance is taken to be ridden."""

MOST_STEPS = 2000
_LONGEST_S = 86_400.0
_LATEST_S = 1e8  # of a cue that is counted from the start of a workout


class EndKind(StrEnum):
    """What ends a step."""

    TIME = "time"  # s
    DISTANCE = "distance"  # m
    LAP = "lap"  # the rider says so
    CALORIES = "calories"  # kcal
    HEART_ABOVE = "heart_above"  # 1/min
    HEART_BELOW = "heart_below"
    POWER_ABOVE = "power_above"  # W
    POWER_BELOW = "power_below"


@dataclass(frozen=True, kw_only=True)
class End:
    """When a step ends.

    Attributes:
        kind: what ends it.
        value: in the unit of the kind, None for a lap.
    """

    kind: EndKind
    value: float | None = None

    def __post_init__(self) -> None:
        require((self.value is None) == (self.kind is EndKind.LAP), "end", "with value", self.value)
        most = 2_000_000.0 if self.kind is EndKind.DISTANCE else _LONGEST_S
        require(self.value is None or 0 < self.value <= most, "end", f"0 to {most:g}", self.value)

    @property
    def is_timed(self) -> bool:
        """Whether it ends after a time."""
        return self.kind is EndKind.TIME

    @property
    def expected_s(self) -> float:
        """How long the step is taken to last."""
        if self.value is None:
            return ASSUMED_OPEN_S
        if self.kind is EndKind.TIME:
            return self.value
        if self.kind is EndKind.DISTANCE:
            return max(1.0, self.value / ASSUMED_SPEED_MPS)
        return ASSUMED_OPEN_S


class PowerUnit(StrEnum):
    """What power is told in."""

    FTP = "ftp"  # share
    WATTS = "watts"


POWER_ZONES = (
    (0.0, 0.55), (0.56, 0.75), (0.76, 0.90), (0.91, 1.05), (1.06, 1.20), (1.21, 1.50), (1.51, 2.0),
)  # fmt: skip
"""Shares of FTP of the usual seven zones (Coggan)."""


class HeartUnit(StrEnum):
    """What heart rate is told in."""

    BPM = "bpm"
    MAX = "max"  # share of the maximum
    THRESHOLD = "threshold"  # share of that at threshold
    ZONE = "zone"  # number


@dataclass(frozen=True, kw_only=True)
class Span:
    """A range; both ends the same where one value is asked for."""

    low: float
    high: float

    def __post_init__(self) -> None:
        require(0 <= self.low <= self.high <= 1e5, "range", "rising from 0", (self.low, self.high))

    @property
    def middle(self) -> float:
        """What to aim at."""
        return 0.5 * (self.low + self.high)

    @property
    def is_band(self) -> bool:
        """Whether more than one value is good."""
        return self.high > self.low


@dataclass(frozen=True, kw_only=True)
class Power:
    """Power to hold, or to go evenly from one to another.

    Attributes:
        unit: shares of FTP, or watts.
        start: at the start, and throughout where there is no end.
        end: at the end of a ramp, or None.
    """

    unit: PowerUnit
    start: Span
    end: Span | None = None

    def __post_init__(self) -> None:
        most = 10.0 if self.unit is PowerUnit.FTP else 5000.0
        for span in (self.start, self.end or self.start):
            require(span.high <= most, "power", f"at most {most:g}", span.high)

    @property
    def is_ramp(self) -> bool:
        """Whether it changes over the step."""
        return self.end is not None and self.end != self.start

    def values(self) -> tuple[float, float]:
        """What to aim at, at the start and at the end."""
        return self.start.middle, (self.end or self.start).middle


def zone_power(first: float, last: float | None = None) -> Power:
    """Power from one of the usual zones to another, counted from 1."""
    low, high = sorted((first, first if last is None else last))
    low, high = (max(1, min(int(number), len(POWER_ZONES))) for number in (low, high))
    span = Span(low=POWER_ZONES[low - 1][0], high=POWER_ZONES[high - 1][1])
    return Power(unit=PowerUnit.FTP, start=span)


@dataclass(frozen=True, kw_only=True)
class Heart:
    """Heart rate to hold, in a unit."""

    unit: HeartUnit
    span: Span


class Intensity(StrEnum):
    """What a step is for."""

    WARM_UP = "warm-up"
    ACTIVE = "active"
    INTERVAL = "interval"
    RECOVERY = "recovery"
    REST = "rest"
    COOL_DOWN = "cool-down"


class CueKind(StrEnum):
    """What a cue tells."""

    TEXT = "text"
    POSTURE = "posture"
    HILL = "hill"
    EFFORT = "effort"


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A sentence for a moment.

    Attributes:
        at_s: from the start of the step.
        text: one line.
        kind: what it stands for.
        duration_s: how long it is shown, or None.
    """

    at_s: float
    text: str
    kind: CueKind = CueKind.TEXT
    duration_s: float | None = None

    def __post_init__(self) -> None:
        require(0 <= self.at_s <= _LATEST_S, "cue", "within the workout", self.at_s)
        require(bool(self.text.strip()), "cue", "a text", self.text)


@dataclass(frozen=True, kw_only=True)
class PlanStep:
    """One step.

    Attributes:
        end: when it ends.
        power: to hold; without it and without `is_max` power is free.
        is_max: as hard as the rider can.
        heart: heart rate to hold.
        cadence: [1/min].
        speed: [m/s].
        grade: slope to ride on, rise over run.
        level: resistance level of a bike.
        intensity: what it is for.
        name: what it is called.
        note: more words about it.
        cues: in order of time.
    """

    end: End
    power: Power | None = None
    is_max: bool = False
    heart: Heart | None = None
    cadence: Span | None = None
    speed: Span | None = None
    grade: float | None = None
    level: float | None = None
    intensity: Intensity = Intensity.ACTIVE
    name: str = ""
    note: str = ""
    cues: tuple[Cue, ...] = ()

    def __post_init__(self) -> None:
        require(self.grade is None or -0.5 <= self.grade <= 0.5, "grade", "-.5 to .5", self.grade)

    @property
    def duration_s(self) -> float:
        """How long it is taken to last."""
        return self.end.expected_s

    @property
    def is_free(self) -> bool:
        """Whether nothing is asked for that a machine could hold."""
        return (
            self.power is None
            and not self.is_max
            and self.heart is None
            and self.grade is None
            and self.level is None
            and self.speed is None
        )


@dataclass(frozen=True, kw_only=True)
class PlanRepeat:
    """The same items several times over."""

    times: int
    items: tuple[PlanItem, ...]

    def __post_init__(self) -> None:
        require(1 <= self.times <= 1000, "times", "1 to 1000", self.times)
        require(bool(self.items), "a repeat", "of something", self.items)

    @property
    def is_nested(self) -> bool:
        """Whether repeats lie within it."""
        return any(isinstance(item, PlanRepeat) for item in self.items)


PlanItem = PlanStep | PlanRepeat


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A workout.

    Attributes:
        title: its name.
        items: steps and repeats, in order.
        about: what it is.
        author: who made it.
        tags: words to find it by.
        is_ride: whether it is for a bike.
        ftp_w: what shares are of, where the file says so, or None.
        own: our text form of the same workout, where it comes from us, or None.
    """

    title: str
    items: tuple[PlanItem, ...]
    about: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    is_ride: bool = True
    ftp_w: float | None = None
    own: str | None = None

    def __post_init__(self) -> None:
        require(bool(self.items), "a workout", "of at least one step", self.items)
        count = sum(_count(item) for item in self.items)
        require(count <= MOST_STEPS, "steps", f"at most {MOST_STEPS}", count)

    def steps(self) -> tuple[PlanStep, ...]:
        """All steps in the order in which they are ridden, repeats written out."""
        return tuple(step for item in self.items for step in unroll(item))

    @property
    def duration_s(self) -> float:
        """How long it is taken to last."""
        return sum(step.duration_s for step in self.steps())


def _count(item: PlanItem) -> int:
    if isinstance(item, PlanStep):
        return 1
    return item.times * sum(_count(inner) for inner in item.items)


def unroll(item: PlanItem) -> Iterator[PlanStep]:
    """The steps of an item in the order in which they are ridden."""
    if isinstance(item, PlanStep):
        yield item
        return
    for _ in range(item.times):
        for inner in item.items:
            yield from unroll(inner)
