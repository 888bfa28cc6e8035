"""What all writers of workouts need: what goes to text, FTP, durations in whole seconds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sixhills.formats.workouts.features import CAPABILITIES, Fate, Feature, Form
from sixhills.formats.workouts.plan import (
    Cue,
    CueKind,
    EndKind,
    Heart,
    HeartUnit,
    Plan,
    PlanRepeat,
    PlanStep,
    PowerUnit,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.formats.workouts.plan import PlanItem, Power

ASSUMED_FTP_W = 200.0
"""What shares and watts are turned into each other by where nobody said an FTP."""

FREE_SHARE, MAX_SHARE = 0.5, 1.5
"""What a free step and an all-out effort become where a format knows only power."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file, how far off its numbers are, by feature, in words, and what else to say of it."""

    data: bytes
    amounts: dict[Feature, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Tally:
    """The largest error of each feature so far."""

    _worst: dict[Feature, float] = field(default_factory=dict)
    _words: dict[Feature, str] = field(default_factory=dict)

    def note(self, feature: Feature, error: float, words: str) -> None:
        """Note an error; `words` takes the largest as {:g}. Errors of nothing are not told."""
        if error > 1e-9 and error >= self._worst.get(feature, 0.0):
            self._worst[feature] = error
            self._words[feature] = words.format(float(f"{error:.2g}"))

    def say(self, feature: Feature, words: str) -> None:
        """Note something that has no number, unless one is noted."""
        self._words.setdefault(feature, words)

    @property
    def amounts(self) -> dict[Feature, str]:
        """What is to be told of each feature."""
        return dict(self._words)


def ftp_of(plan: Plan, tally: Tally, feature: Feature) -> float:
    """FTP to turn shares into watts, or back; an assumed one is told."""
    if plan.ftp_w is None:
        tally.say(feature, f"for an assumed FTP of {ASSUMED_FTP_W:.0f} W (tell yours with --ftp)")
        return ASSUMED_FTP_W
    tally.say(feature, f"for an FTP of {plan.ftp_w:.0f} W")
    return plan.ftp_w


def to_shares(power: Power, ftp_w: float) -> tuple[Span, Span]:
    """Start and end as shares of FTP."""
    scale = 1.0 if power.unit is PowerUnit.FTP else 1.0 / ftp_w
    return _scale(power.start, scale), _scale(power.end or power.start, scale)


def to_watts(power: Power, ftp_w: float) -> tuple[Span, Span]:
    """Start and end in watts."""
    scale = 1.0 if power.unit is PowerUnit.WATTS else ftp_w
    return _scale(power.start, scale), _scale(power.end or power.start, scale)


def _scale(span: Span, factor: float) -> Span:
    return Span(low=span.low * factor, high=span.high * factor)


def round_seconds(step: PlanStep, tally: Tally) -> int:
    """Duration in whole seconds, at least one; what that costs is noted."""
    seconds = max(1, round(step.duration_s))
    if step.end.is_timed:
        tally.note(Feature.TIME, abs(seconds - step.duration_s), "up to {:g} s off")
    return seconds


def with_texts(plan: Plan, form: Form) -> Plan:
    """A plan whose steps tell as cues what the format moves to text."""
    table = CAPABILITIES[form]
    to_text = {feature for feature, carries in table.items() if carries.fate is Fate.TEXT}
    return replace(plan, items=tuple(_with_texts(item, to_text) for item in plan.items))


def _with_texts(item: PlanItem, to_text: set[Feature]) -> PlanItem:
    if isinstance(item, PlanRepeat):
        return replace(item, items=tuple(_with_texts(inner, to_text) for inner in item.items))
    said = [text for feature, text in _sayings(item) if feature in to_text]
    said = [text for text in said if all(text != cue.text for cue in item.cues)]
    ours = [Cue(at_s=0.0, text=text, kind=CueKind.EFFORT) for text in said]
    return replace(item, cues=_join_cues((*ours, *item.cues)))


def _join_cues(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Cues of which those of our own making at one moment are one sentence."""
    joined: list[Cue] = []
    for cue in cues:
        last = joined[-1] if joined else None
        both_ours = last and CueKind.TEXT not in {last.kind, cue.kind}
        if last and both_ours and last.at_s == cue.at_s:
            joined[-1] = replace(last, text=f"{last.text}; {cue.text}")
        else:
            joined.append(cue)
    return tuple(joined)


def _sayings(step: PlanStep) -> Iterator[tuple[Feature, str]]:
    """What can be told of a step in words."""
    if step.name:
        yield Feature.NAME, step.name
    if step.note:
        yield Feature.NOTE, step.note
    if step.is_max:
        yield Feature.MAX, "all out"
    if step.heart is not None:
        yield Feature.HEART, say_heart(step.heart)
    if step.cadence is not None:
        yield Feature.CADENCE, f"{say_span(step.cadence)} rpm"
    if step.speed is not None:
        kmh = Span(low=3.6 * step.speed.low, high=3.6 * step.speed.high)
        yield Feature.SPEED, f"{say_span(kmh, 1)} km/h"
    if step.grade is not None:
        yield Feature.GRADE, f"slope {100 * step.grade:.1f} %"
    if step.level is not None:
        yield Feature.LEVEL, f"resistance {step.level:g}"
    if step.end.kind is EndKind.LAP:
        yield Feature.LAP, "go on when you are ready"


def say_span(span: Span, digits: int = 0) -> str:
    """A range in words: "60-75", or "80"."""
    low, high = f"{span.low:.{digits}f}", f"{span.high:.{digits}f}"
    return low if low == high else f"{low}-{high}"


def say_heart(heart: Heart) -> str:
    """Heart rate in words."""
    if heart.unit is HeartUnit.ZONE:
        return f"heart rate zone {say_span(heart.span)}"
    if heart.unit is HeartUnit.BPM:
        return f"heart rate {say_span(heart.span)}"
    share = Span(low=100 * heart.span.low, high=100 * heart.span.high)
    what = "maximum" if heart.unit is HeartUnit.MAX else "threshold heart rate"
    return f"{say_span(share)} % of {what}"


def unroll_nested(items: tuple[PlanItem, ...]) -> tuple[PlanItem, ...]:
    """Items in which repeats within repeats are written out."""
    return tuple(
        replace(item, items=_flat(item.items)) if isinstance(item, PlanRepeat) else item
        for item in items
    )


def _flat(items: tuple[PlanItem, ...]) -> tuple[PlanStep, ...]:
    steps: list[PlanStep] = []
    for item in items:
        if isinstance(item, PlanRepeat):
            steps.extend(_flat(item.items) * item.times)
        else:
            steps.append(item)
    return tuple(steps)
