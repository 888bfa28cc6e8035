"""Our workouts as plans, and plans as our workouts.

Outwards, words and ratings become shares of FTP for one rider, and postures, hills and effort are
told as cues. Inwards, what our model has no place for becomes the nearest that it has, and the loss
report says how near.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sixhills.errors import InvalidValueError, WorkoutTextError
from sixhills.formats.workouts.features import Feature, Form
from sixhills.formats.workouts.plan import (
    Cue,
    CueKind,
    End,
    EndKind,
    Heart,
    HeartUnit,
    Intensity,
    Plan,
    PlanRepeat,
    PlanStep,
    Power,
    PowerUnit,
    Span,
)
from sixhills.formats.workouts.reading import clean_line
from sixhills.formats.workouts.writing import Tally, with_texts
from sixhills.prescribe.effort import describe_effort, find_intensity, find_rpe
from sixhills.workout.model import (
    CadenceBand,
    CriticalPowerEffort,
    Descent,
    Distance,
    HeartRateEffort,
    Kind,
    Posture,
    PowerEffort,
    Ramp,
    Repeat,
    Role,
    RpeEffort,
    Step,
    StepCue,
    Time,
    Workout,
)
from sixhills.workout.text import format_workout, parse_workout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.formats.workouts.plan import PlanItem
    from sixhills.rider import Rider
    from sixhills.workout.model import Block, Effort, SteadyEffort

_INTENSITIES = {
    Role.WARM_UP: Intensity.WARM_UP,
    Role.HILL: Intensity.INTERVAL,
    Role.INTERVAL: Intensity.INTERVAL,
    Role.RECOVERY: Intensity.RECOVERY,
    Role.STEADY: Intensity.ACTIVE,
    Role.COOL_DOWN: Intensity.COOL_DOWN,
    Role.TEST: Intensity.INTERVAL,
}
_ROLES = {
    Intensity.WARM_UP: Role.WARM_UP,
    Intensity.ACTIVE: Role.STEADY,
    Intensity.INTERVAL: Role.INTERVAL,
    Intensity.RECOVERY: Role.RECOVERY,
    Intensity.REST: Role.RECOVERY,
    Intensity.COOL_DOWN: Role.COOL_DOWN,
}
_POSTURE_WORDS = {
    Posture.SEATED: "Stay seated",
    Posture.STANDING: "Ride standing",
    Posture.FREE: "Sit or stand as you like",
}
_FREE_RPE, _MAX_RPE = 3.0, 10.0
_LEAST_SHARE, _MOST_SHARE = 0.2, 4.0
_LEAST_W, _MOST_W = 10.0, 2500.0
_MAX_BPM = 185.0  # a usual maximum; at threshold 90 % of it (our convention)
_ZONES_OF_MAX = (0.55, 0.65, 0.75, 0.85, 0.95)  # middles of five zones
_LONGEST_CUE, _LONGEST_TITLE, _LONGEST_ABOUT, _LONGEST_KEY = 160, 80, 300, 60
_LONGEST_CUE_S = 36_000.0


# -- from ours --------------------------------------------------------------------------------


def plan_workout(workout: Workout, rider: Rider) -> Plan:
    """A workout as a plan for one rider; it carries its own text form along.

    Shares of FTP are shares of critical power, which is what FTP estimates.
    """
    return Plan(
        title=workout.title,
        about=workout.about,
        author="sixhills",
        tags=(workout.kind.value,),
        items=tuple(_plan_block(block, rider) for block in workout.blocks),
        own=format_workout(workout),
    )


def _plan_block(block: Block, rider: Rider) -> PlanItem:
    if isinstance(block, Repeat):
        inner = tuple(_plan_block(item, rider) for item in block.blocks)
        return PlanRepeat(times=block.times, items=inner)
    return _plan_step(block, rider)


def _plan_step(step: Step, rider: Rider) -> PlanStep:
    end = _plan_end(step)
    power, heart = _plan_effort(step.effort, end.expected_s, rider)
    cadence = step.cadence
    name = f"Hill {step.hill}" if step.hill else step.role.value.replace("_", " ").capitalize()
    return PlanStep(
        end=end,
        power=power,
        heart=heart,
        cadence=None if cadence is None else Span(low=cadence.low_rpm, high=cadence.high_rpm),
        intensity=_INTENSITIES[step.role],
        name=name,
        cues=tuple(sorted(_plan_cues(step, end, rider), key=lambda cue: cue.at_s)),
    )


def _plan_end(step: Step) -> End:
    if isinstance(step.extent, Distance):
        return End(kind=EndKind.DISTANCE, value=step.extent.distance_m)
    return End(kind=EndKind.TIME, value=step.extent.duration_s)


def _plan_effort(
    effort: Effort, duration_s: float, rider: Rider
) -> tuple[Power | None, Heart | None]:
    ends = (effort.start, effort.end) if isinstance(effort, Ramp) else (effort, effort)
    hearts = [end.heart_rate_bpm for end in ends if isinstance(end, HeartRateEffort)]
    if hearts:
        return None, Heart(unit=HeartUnit.BPM, span=Span(low=min(hearts), high=max(hearts)))
    watts = [end.power_w for end in ends if isinstance(end, PowerEffort)]
    if len(watts) == len(ends):
        return _power(PowerUnit.WATTS, watts[0], watts[1]), None
    found = find_intensity(effort, duration_s, rider)
    start, end = (min(9.99, share) for share in (found.start_share, found.end_share))
    return _power(PowerUnit.FTP, start, end), None


def _power(unit: PowerUnit, start: float, end: float) -> Power:
    last = None if start == end else Span(low=end, high=end)
    return Power(unit=unit, start=Span(low=start, high=start), end=last)


def _plan_cues(step: Step, end: End, rider: Rider) -> Iterator[Cue]:
    if step.hill is not None:
        yield Cue(at_s=0.0, text=f"Hill {step.hill}", kind=CueKind.HILL)
    elif isinstance(step.extent, Descent):
        yield Cue(at_s=0.0, text="Recover on the descent", kind=CueKind.HILL)
    words = _say_effort(step, end, rider)
    if words:
        yield Cue(at_s=0.0, text=words, kind=CueKind.EFFORT)
    is_free = len(step.postures) == 1 and step.postures[0].posture is Posture.FREE
    for change in () if is_free else step.postures:
        at_s = change.at * end.expected_s
        yield Cue(at_s=at_s, text=_POSTURE_WORDS[change.posture], kind=CueKind.POSTURE)
    for cue in step.cues:
        yield Cue(at_s=cue.at_s, text=cue.text)


def _say_effort(step: Step, end: End, rider: Rider) -> str:
    """Words for an effort that is told in words or as a rating; empty for watts and shares."""
    effort = step.effort
    ends = (effort.start, effort.end) if isinstance(effort, Ramp) else (effort,)
    if any(isinstance(end, CriticalPowerEffort | PowerEffort | HeartRateEffort) for end in ends):
        return ""
    share = find_intensity(step.effort, end.expected_s, rider).end_share
    return describe_effort(find_rpe(share, end.expected_s, rider)).words.capitalize()


# -- to ours ----------------------------------------------------------------------------------


def read_own(text: str) -> Workout | None:
    """The workout of a text form that a file carried, or None where it cannot be read."""
    try:
        return parse_workout(text)
    except (WorkoutTextError, InvalidValueError):
        return None


def make_workout(plan: Plan, key: str | None = None) -> tuple[Workout, dict[Feature, str]]:
    """A plan as our workout, and how far off it is.

    Args:
        plan: to make one of; where it has our own text form, that is what counts.
        key: its short name, unless made of the title.

    Raises:
        InvalidValueError: it has more than 1000 steps, or steps longer than ten hours.
    """
    own = read_own(plan.own) if plan.own else None
    if own is not None:
        return (replace(own, key=key) if key else own), {}
    tally = Tally()
    told = with_texts(plan, Form.OWN)
    workout = Workout(
        key=key or make_key(plan.title),
        title=_cut(plan.title, _LONGEST_TITLE) or "Workout",
        about=_cut(plan.about, _LONGEST_ABOUT) or f"Imported: {_cut(plan.title, 200)}",
        kind=_guess_kind(plan),
        difficulty=1,
        blocks=tuple(_make_block(item, tally) for item in told.items),
    )
    if len(clean_line(plan.about)) > _LONGEST_ABOUT:
        tally.note(Feature.ABOUT, len(clean_line(plan.about)) - _LONGEST_ABOUT, "{:g} letters cut")
    return workout, tally.amounts


def make_key(title: str) -> str:
    """A short name in lower case for a title."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)[:_LONGEST_KEY].strip("-") or "workout"


def _cut(text: str, longest: int) -> str:
    return clean_line(text.replace('"', "'"))[:longest].strip()


def _guess_kind(plan: Plan) -> Kind:
    powers = [step.power.values() for step in plan.steps() if step.power]
    shares = [share for pair in powers for share in pair if share < _MOST_SHARE]
    return Kind.RECOVERY if shares and max(shares) < 0.6 else Kind.INTERVALS


def _make_block(item: PlanItem, tally: Tally) -> Block:
    if isinstance(item, PlanRepeat):
        inner = tuple(_make_block(one, tally) for one in item.items)
        times, rest = item.times, 1
        if times > 100:  # our repeats end there
            times, rest = 100, -(-times // 100)
            tally.say(Feature.REPEAT, "in hundreds")
        repeat = Repeat(times=times, blocks=inner)
        return repeat if rest == 1 else Repeat(times=rest, blocks=(repeat,))
    return _make_step(item, tally)


def _make_step(step: PlanStep, tally: Tally) -> Step:
    return Step(
        role=_ROLES[step.intensity],
        extent=_make_extent(step, tally),
        effort=_make_effort(step, tally),
        cadence=_make_cadence(step.cadence, tally),
        cues=tuple(
            StepCue(at_s=min(cue.at_s, _LONGEST_CUE_S), text=text)
            for cue in step.cues
            if (text := _cut(cue.text, _LONGEST_CUE))
        ),
    )


def _make_extent(step: PlanStep, tally: Tally) -> Time | Distance:
    if step.end.kind is EndKind.DISTANCE and step.end.value is not None:
        metres = min(500_000.0, max(10.0, step.end.value))
        tally.note(Feature.DISTANCE, abs(metres - step.end.value), "up to {:g} m off")
        return Distance(distance_m=metres)
    seconds = max(1.0, step.duration_s)
    if step.end.is_timed:
        tally.note(Feature.TIME, seconds - step.duration_s, "up to {:g} s off")
    return Time(duration_s=seconds)


def _make_effort(step: PlanStep, tally: Tally) -> Effort:
    if step.is_max:
        return RpeEffort(rpe=_MAX_RPE)
    if step.power is not None:
        start, end = step.power.values()
        if step.power.start.is_band:
            half = 0.5 * (step.power.start.high - step.power.start.low)
            is_share = step.power.unit is PowerUnit.FTP
            unit, scale = ("% of FTP", 100.0) if is_share else ("W", 1.0)
            tally.note(Feature.BAND, scale * half, f"band of ±{{:g}} {unit}")
        first = _make_steady(step.power.unit, start, tally)
        if not step.power.is_ramp:
            return first
        return Ramp(start=first, end=_make_steady(step.power.unit, end, tally))
    if step.heart is not None:
        return _make_heart(step.heart, tally)
    return RpeEffort(rpe=_FREE_RPE)


def _make_steady(unit: PowerUnit, value: float, tally: Tally) -> SteadyEffort:
    if unit is PowerUnit.FTP:
        share = min(_MOST_SHARE, max(_LEAST_SHARE, value))
        tally.note(Feature.SHARE, 100 * abs(share - value), "up to {:g} % of FTP off")
        return CriticalPowerEffort(share=share)
    watts = min(_MOST_W, max(_LEAST_W, value))
    tally.note(Feature.WATTS, abs(watts - value), "up to {:g} W off")
    return PowerEffort(power_w=watts)


def _make_heart(heart: Heart, tally: Tally) -> HeartRateEffort:
    if heart.unit is HeartUnit.ZONE:
        zone = max(1, min(5, round(heart.span.middle)))
        bpm = _MAX_BPM * _ZONES_OF_MAX[zone - 1]
    elif heart.unit is HeartUnit.BPM:
        bpm = heart.span.middle
        half = 0.5 * (heart.span.high - heart.span.low)
        tally.note(Feature.HEART, half, "band of ±{:g} beats")
    else:
        bpm = _MAX_BPM * heart.span.middle * (0.9 if heart.unit is HeartUnit.THRESHOLD else 1.0)
    return HeartRateEffort(heart_rate_bpm=min(220.0, max(60.0, bpm)))


def _make_cadence(cadence: Span | None, tally: Tally) -> CadenceBand | None:
    if cadence is None:
        return None
    low, high = (min(200.0, max(20.0, end)) for end in (cadence.low, cadence.high))
    off = max(abs(low - cadence.low), abs(high - cadence.high))
    tally.note(Feature.CADENCE, off, "up to {:g} rpm off")
    return CadenceBand(low_rpm=low, high_rpm=high)
