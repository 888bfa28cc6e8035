"""The workout: effort, posture, cadence, and time *or* hills. It names no machine.

A workout is a tree: steps, and repeats of steps. Every value checks itself when made, so a
workout that exists can be prescribed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.errors import require

if TYPE_CHECKING:
    from collections.abc import Iterator


class Role(StrEnum):
    """What a step is for."""

    WARM_UP = "warm_up"
    HILL = "hill"
    INTERVAL = "interval"
    RECOVERY = "recovery"
    STEADY = "steady"
    COOL_DOWN = "cool_down"
    TEST = "test"

    @property
    def is_work(self) -> bool:
        """Whether the step is what the workout is ridden for."""
        return self in {Role.HILL, Role.INTERVAL, Role.TEST}


class Posture(StrEnum):
    """How the rider is asked to ride."""

    SEATED = "seated"
    STANDING = "standing"
    FREE = "free"


class Word(StrEnum):
    """The article's words for effort; what they mean for a rider is in prescribe/words.toml."""

    SLOW = "slow"
    WARM_UP = "warm-up"
    MODERATE = "moderate"
    RECOVERY = "recovery"
    HILL_1 = "hill-1"
    HILL_2 = "hill-2"
    HILL_3 = "hill-3"
    HILL_4 = "hill-4"
    HILL_5 = "hill-5"
    HILL_6 = "hill-6"
    HARD = "hard"


class Kind(StrEnum):
    """Which ladder a workout belongs to."""

    HILLS = "hills"
    INTERVALS = "intervals"
    RECOVERY = "recovery"
    TECHNIQUE = "technique"
    TEST = "test"


# -- extent: how long a step lasts ---------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Time:
    """A step ends after a time."""

    duration_s: float

    def __post_init__(self) -> None:
        _require_duration(self.duration_s)


@dataclass(frozen=True, kw_only=True)
class Distance:
    """A step ends after a distance."""

    distance_m: float

    def __post_init__(self) -> None:
        require(10 <= self.distance_m <= 500_000, "distance_m", "10 m to 500 km", self.distance_m)


@dataclass(frozen=True, kw_only=True)
class Climb:
    """A step ends at the top of the hill; indoors, after the time that the hill stands for."""

    duration_s: float = 240.0

    def __post_init__(self) -> None:
        _require_duration(self.duration_s)


@dataclass(frozen=True, kw_only=True)
class Descent:
    """A step ends at the foot of the hill just climbed; indoors, after a time."""

    duration_s: float = 150.0

    def __post_init__(self) -> None:
        _require_duration(self.duration_s)


Extent = Time | Distance | Climb | Descent


# -- effort: how hard ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class WordEffort:
    """An effort in the article's words.

    Attributes:
        word: the word.
        scale: 1 for the word itself; .95 for five per cent less.
    """

    word: Word
    scale: float = 1.0

    def __post_init__(self) -> None:
        require(0.5 <= self.scale <= 1.5, "scale", "between 0.5 and 1.5", self.scale)


@dataclass(frozen=True, kw_only=True)
class RpeEffort:
    """An effort as a rating of perceived exertion, 0 to 10."""

    rpe: float

    def __post_init__(self) -> None:
        require(1 <= self.rpe <= 10, "rpe", "between 1 and 10", self.rpe)


@dataclass(frozen=True, kw_only=True)
class CriticalPowerEffort:
    """An effort as a share of critical power."""

    share: float

    def __post_init__(self) -> None:
        require(0.2 <= self.share <= 4.0, "share of critical power", ".2 to 4", self.share)


@dataclass(frozen=True, kw_only=True)
class PowerEffort:
    """An effort in watts."""

    power_w: float

    def __post_init__(self) -> None:
        require(10 <= self.power_w <= 2500, "power_w", "between 10 and 2500", self.power_w)


@dataclass(frozen=True, kw_only=True)
class HeartRateEffort:
    """An effort as a heart rate [1/min]; only for steps longer than three minutes."""

    heart_rate_bpm: float

    def __post_init__(self) -> None:
        require(
            60 <= self.heart_rate_bpm <= 220,
            "heart rate",
            "between 60 and 220",
            self.heart_rate_bpm,
        )


SteadyEffort = WordEffort | RpeEffort | CriticalPowerEffort | PowerEffort | HeartRateEffort


@dataclass(frozen=True, kw_only=True)
class Ramp:
    """An effort that goes evenly from one to another."""

    start: SteadyEffort
    end: SteadyEffort


Effort = SteadyEffort | Ramp


# -- the other targets ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CadenceBand:
    """A range of cadence [1/min], both ends allowed."""

    low_rpm: float
    high_rpm: float

    def __post_init__(self) -> None:
        require(20 <= self.low_rpm <= 200, "lowest cadence", "between 20 and 200", self.low_rpm)
        require(
            self.low_rpm <= self.high_rpm <= 200,
            "highest cadence",
            f"between {self.low_rpm:g} and 200",
            self.high_rpm,
        )

    @property
    def middle_rpm(self) -> float:
        """The cadence to aim at."""
        return 0.5 * (self.low_rpm + self.high_rpm)


@dataclass(frozen=True, kw_only=True)
class PostureChange:
    """From a share of the step on, ride in a posture.

    Attributes:
        at: share of the step's extent, 0 (its start) up to but not including 1.
        posture: the posture from there.
    """

    at: float
    posture: Posture

    def __post_init__(self) -> None:
        require(0 <= self.at < 1, "at", "from 0 to below 1", self.at)


@dataclass(frozen=True, kw_only=True)
class StepCue:
    """A sentence to say at a moment of a step.

    Attributes:
        at_s: seconds from the start of the step.
        text: what to say, one line.
    """

    at_s: float
    text: str

    def __post_init__(self) -> None:
        require(0 <= self.at_s <= 36_000, "at_s", "from 0 to 36000", self.at_s)
        _require_line("cue text", self.text, longest=160)


_REQUIREMENT = re.compile(r"M[1-5]\.\d{1,2}")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One part of a workout with one purpose and one effort.

    Attributes:
        role: what the step is for.
        hill: number of the hill (1, 2, ...) for a hill, else None.
        extent: how long it lasts.
        effort: how hard it is.
        postures: the posture from the start, and changes in order.
        cadence: cadence to hold, or None where it is free.
        cues: sentences to say, in order of time.
        meets: numbers of the requirements that this step meets (docs/mission.md).
    """

    role: Role
    extent: Extent
    effort: Effort
    hill: int | None = None
    postures: tuple[PostureChange, ...] = (PostureChange(at=0.0, posture=Posture.FREE),)
    cadence: CadenceBand | None = None
    cues: tuple[StepCue, ...] = ()
    meets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.role is Role.HILL:
            require(
                self.hill is not None and 1 <= self.hill <= 20, "hill", "from 1 to 20", self.hill
            )
        else:
            require(self.hill is None, "hill", f"absent from a {self.role} step", self.hill)
        require(
            bool(self.postures) and self.postures[0].at == 0,
            "postures",
            "given from 0",
            self.postures,
        )
        for before, after in pairwise(self.postures):
            require(before.at < after.at, "postures", "in order", after.at)
            require(before.posture != after.posture, "postures", "a change", after.posture)
        times = [cue.at_s for cue in self.cues]
        require(times == sorted(times), "cues", "in order of time", times)
        for number in self.meets:
            require(bool(_REQUIREMENT.fullmatch(number)), "meets", "like M2.4", number)

    @property
    def stands(self) -> bool:
        """Whether any part of the step is ridden standing."""
        return any(change.posture is Posture.STANDING for change in self.postures)


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """The same steps several times over."""

    times: int
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        require(1 <= self.times <= 100, "times", "between 1 and 100", self.times)
        require(bool(self.blocks), "a repeat", "of at least one step", self.blocks)


Block = Step | Repeat

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_STEPS = 1000


@dataclass(frozen=True, kw_only=True)
class Workout:
    """A workout for nobody in particular.

    Attributes:
        key: its short name in lower case ("six-hills").
        title: its name for people.
        about: what it is and for whom, one line.
        kind: the ladder that it belongs to.
        difficulty: its rung on that ladder, 1 the easiest.
        blocks: steps and repeats, in order.
    """

    key: str
    title: str
    about: str
    kind: Kind
    difficulty: int
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        require(
            bool(_KEY.fullmatch(self.key)) and len(self.key) <= 60,
            "key",
            "lower-case words joined by hyphens",
            self.key,
        )
        _require_line("title", self.title, longest=80)
        _require_line("about", self.about, longest=300)
        require(1 <= self.difficulty <= 20, "difficulty", "between 1 and 20", self.difficulty)
        require(bool(self.blocks), "a workout", "of at least one step", self.blocks)
        count = sum(_count(block) for block in self.blocks)
        require(count <= _MOST_STEPS, "steps", f"at most {_MOST_STEPS}", count)

    def steps(self) -> tuple[Step, ...]:
        """All steps in the order in which they are ridden, repeats written out."""
        return tuple(step for block in self.blocks for step in _unroll(block))

    @property
    def minutes(self) -> float | None:
        """How long it takes, None where a step goes by distance."""
        total_s = 0.0
        for step in self.steps():
            if not isinstance(step.extent, Time | Climb | Descent):
                return None
            total_s += step.extent.duration_s
        return total_s / 60.0


def _count(block: Block) -> int:
    if isinstance(block, Step):
        return 1
    return block.times * sum(_count(inner) for inner in block.blocks)


def _unroll(block: Block) -> Iterator[Step]:
    if isinstance(block, Step):
        yield block
        return
    for _ in range(block.times):
        for inner in block.blocks:
            yield from _unroll(inner)


def _require_duration(duration_s: float) -> None:
    require(1 <= duration_s <= 36_000, "duration_s", "1 s to 10 h", duration_s)


def _require_line(field: str, text: str, *, longest: int) -> None:
    plain = text.isprintable() and '"' not in text and text == text.strip()
    require(
        plain and 1 <= len(text) <= longest,
        field,
        f"one line of 1 to {longest} characters without double quotes",
        text,
    )
