"""What a workout can hold, and what each format can carry of it: the one table.

The loss report of an export and docs/formats.md are made from it, so that neither can promise what
the other denies.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.formats.workouts.plan import (
    CueKind,
    EndKind,
    Plan,
    PlanRepeat,
    PlanStep,
    PowerUnit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class Form(StrEnum):
    """A format of workouts; its value is the usual suffix."""

    OWN = ".workout"
    ZWO = ".zwo"
    ERG = ".erg"
    MRC = ".mrc"
    CRS = ".crs"
    FIT = ".fit"
    ICU = ".txt"
    QZ = ".xml"
    TCX = ".tcx"
    GARMIN = ".json"


FORM_NAMES = {
    Form.OWN: "sixhills text",
    Form.ZWO: "ZWO (Zwift)",
    Form.ERG: "ERG (watts)",
    Form.MRC: "MRC (per cent)",
    Form.CRS: "CRS (slopes)",
    Form.FIT: "FIT workout",
    Form.ICU: "intervals.icu text",
    Form.QZ: "QZ XML",
    Form.TCX: "TCX workout",
    Form.GARMIN: "Garmin Connect JSON",
}

READ_ONLY = frozenset({Form.TCX, Form.GARMIN})
"""Formats that are read and not written."""


class Feature(StrEnum):
    """Something that a workout can hold; its value names it for people."""

    TIME = "steps by time"
    SHARE = "power as a share of FTP"
    WATTS = "power in watts"
    BAND = "a band of power"
    RAMP = "an even ramp of power"
    FREE = "a free step"
    MAX = "an all-out effort"
    CADENCE = "cadence"
    HEART = "heart rate"
    SPEED = "speed"
    GRADE = "slope"
    LEVEL = "resistance level"
    POSTURE = "posture"
    HILL = "hills"
    EFFORT = "effort in words"
    CUE = "timed cues"
    DISTANCE = "steps by distance"
    LAP = "steps that end by a key"
    CONDITION = "steps that end by heart rate, power or calories"
    REPEAT = "repeats"
    NESTED = "repeats within repeats"
    NAME = "names of steps"
    NOTE = "notes on steps"
    INTENSITY = "what a step is for"
    ABOUT = "description"


class Fate(StrEnum):
    """What becomes of a feature in a format."""

    KEPT = "kept"
    APPROXIMATED = "approximated"
    TEXT = "moved to text"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class Carries:
    """What a format does with a feature, and how."""

    fate: Fate
    how: str = ""


def _kept(how: str = "") -> Carries:
    return Carries(fate=Fate.KEPT, how=how)


def _near(how: str) -> Carries:
    return Carries(fate=Fate.APPROXIMATED, how=how)


def _text(how: str) -> Carries:
    return Carries(fate=Fate.TEXT, how=how)


def _lost(how: str = "") -> Carries:
    return Carries(fate=Fate.DROPPED, how=how)


_F = Feature
_OPEN = "lasts 5 minutes"
_ROLLED = "written out"
_BY_SPEED = "as time at 25 km/h"

_ERGS: dict[Feature, Carries] = {
    _F.TIME: _kept("to the second"),
    _F.SHARE: _kept(),
    _F.WATTS: _kept(),
    _F.BAND: _near("the middle of the band"),
    _F.RAMP: _kept(),
    _F.FREE: _near("as half of FTP"),
    _F.MAX: _near("as 150 % of FTP"),
    _F.CADENCE: _text("course text"),
    _F.HEART: _text("course text"),
    _F.SPEED: _text("course text"),
    _F.GRADE: _text("course text"),
    _F.LEVEL: _text("course text"),
    _F.POSTURE: _text("course text"),
    _F.HILL: _text("course text"),
    _F.EFFORT: _text("course text"),
    _F.CUE: _kept("course text"),
    _F.DISTANCE: _near(_BY_SPEED),
    _F.LAP: _near(_OPEN),
    _F.CONDITION: _near(_OPEN),
    _F.REPEAT: _near(_ROLLED),
    _F.NESTED: _near(_ROLLED),
    _F.NAME: _kept("lap rows"),
    _F.NOTE: _text("course text"),
    _F.INTENSITY: _lost(),
    _F.ABOUT: _kept(),
}

CAPABILITIES: dict[Form, dict[Feature, Carries]] = {
    Form.OWN: {
        _F.TIME: _kept("1 s to 10 h"),
        _F.SHARE: _kept("20 to 400 % of critical power"),
        _F.WATTS: _kept("10 to 2500 W"),
        _F.BAND: _near("the middle of the band"),
        _F.RAMP: _kept(),
        _F.FREE: _near("as an easy effort, RPE 3"),
        _F.MAX: _near("as RPE 10"),
        _F.CADENCE: _kept("20 to 200 rpm"),
        _F.HEART: _near("the middle; shares and zones by a usual heart of 185 at most"),
        _F.SPEED: _text("cue"),
        _F.GRADE: _text("cue"),
        _F.LEVEL: _text("cue"),
        _F.POSTURE: _kept(),
        _F.HILL: _kept(),
        _F.EFFORT: _kept(),
        _F.CUE: _kept(),
        _F.DISTANCE: _kept("10 m to 500 km"),
        _F.LAP: _near(_OPEN),
        _F.CONDITION: _near(_OPEN),
        _F.REPEAT: _kept(),
        _F.NESTED: _kept(),
        _F.NAME: _text("cue"),
        _F.NOTE: _text("cue"),
        _F.INTENSITY: _kept("as the role of a step"),
        _F.ABOUT: _kept("its first 300 letters"),
    },
    Form.ZWO: {
        _F.TIME: _kept("to the second"),
        _F.SHARE: _kept(),
        _F.WATTS: _kept("as shares, with ftpOverride"),
        _F.BAND: _kept(),
        _F.RAMP: _kept(),
        _F.FREE: _kept(),
        _F.MAX: _kept("MaxEffort"),
        _F.CADENCE: _kept(),
        _F.HEART: _text("text event"),
        _F.SPEED: _text("text event"),
        _F.GRADE: _text("text event"),
        _F.LEVEL: _text("text event"),
        _F.POSTURE: _text("text event"),
        _F.HILL: _text("text event"),
        _F.EFFORT: _text("text event"),
        _F.CUE: _kept("text event"),
        _F.DISTANCE: _near(_BY_SPEED),
        _F.LAP: _near(_OPEN),
        _F.CONDITION: _near(_OPEN),
        _F.REPEAT: _kept("IntervalsT, where it is two plain steps; else written out"),
        _F.NESTED: _near(_ROLLED),
        _F.NAME: _text("text event"),
        _F.NOTE: _text("text event"),
        _F.INTENSITY: _near("warm-up and cool-down as ramps of that name"),
        _F.ABOUT: _kept(),
    },
    Form.ERG: _ERGS | {_F.SHARE: _near("as watts of the FTP in the header")},
    Form.MRC: _ERGS | {_F.WATTS: _near("as per cent of the FTP in the header")},
    Form.CRS: {
        _F.TIME: _near("as the distance that a rider of 75 kg and the FTP in the header rides"),
        _F.SHARE: _near("as the slope that needs it at 12.6 km/h; up to 72 % of FTP flat"),
        _F.WATTS: _near("as slope, likewise"),
        _F.BAND: _near("the middle of the band"),
        _F.RAMP: _near("its middle"),
        _F.FREE: _near("flat"),
        _F.MAX: _near("as 150 % of FTP"),
        _F.CADENCE: _lost(),
        _F.HEART: _lost(),
        _F.SPEED: _lost(),
        _F.GRADE: _kept(),
        _F.LEVEL: _lost(),
        _F.POSTURE: _text("name of the lap"),
        _F.HILL: _text("name of the lap"),
        _F.EFFORT: _text("name of the lap"),
        _F.CUE: _lost(),
        _F.DISTANCE: _kept(),
        _F.LAP: _near(_OPEN),
        _F.CONDITION: _near(_OPEN),
        _F.REPEAT: _near(_ROLLED),
        _F.NESTED: _near(_ROLLED),
        _F.NAME: _kept("lap rows"),
        _F.NOTE: _lost(),
        _F.INTENSITY: _lost(),
        _F.ABOUT: _kept(),
    },
    Form.FIT: {
        _F.TIME: _kept(),
        _F.SHARE: _kept("to 1 %, with a band for head units"),
        _F.WATTS: _kept("to 1 W, with a band for head units"),
        _F.BAND: _kept(),
        _F.RAMP: _near("stairs"),
        _F.FREE: _kept("open target"),
        _F.MAX: _text("notes"),
        _F.CADENCE: _kept("second target"),
        _F.HEART: _kept("second target beside power"),
        _F.SPEED: _kept("where nothing else is asked for"),
        _F.GRADE: _text("notes"),
        _F.LEVEL: _text("notes"),
        _F.POSTURE: _text("notes"),
        _F.HILL: _text("notes"),
        _F.EFFORT: _text("notes"),
        _F.CUE: _text("notes"),
        _F.DISTANCE: _kept(),
        _F.LAP: _kept(),
        _F.CONDITION: _kept(),
        _F.REPEAT: _kept(),
        _F.NESTED: _kept(),
        _F.NAME: _kept("its first 23 letters"),
        _F.NOTE: _kept("notes, 240 letters in all"),
        _F.INTENSITY: _kept(),
        _F.ABOUT: _kept("its first 250 letters"),
    },
    Form.ICU: {
        _F.TIME: _kept("to the second"),
        _F.SHARE: _kept("to 0.1 %"),
        _F.WATTS: _kept(),
        _F.BAND: _kept(),
        _F.RAMP: _kept(),
        _F.FREE: _kept("freeride"),
        _F.MAX: _text("cue, freeride"),
        _F.CADENCE: _kept(),
        _F.HEART: _kept("shares and zones; beats as cue"),
        _F.SPEED: _text("cue"),
        _F.GRADE: _text("cue"),
        _F.LEVEL: _text("cue"),
        _F.POSTURE: _text("cue"),
        _F.HILL: _text("cue"),
        _F.EFFORT: _text("cue"),
        _F.CUE: _kept("timed prompts"),
        _F.DISTANCE: _kept(),
        _F.LAP: _kept("press lap"),
        _F.CONDITION: _near(_OPEN),
        _F.REPEAT: _kept(),
        _F.NESTED: _near(_ROLLED),
        _F.NAME: _text("cue"),
        _F.NOTE: _text("cue"),
        _F.INTENSITY: _lost(),
        _F.ABOUT: _kept("lines above the steps"),
    },
    Form.QZ: {
        _F.TIME: _kept("to the second"),
        _F.SHARE: _kept("powerzone"),
        _F.WATTS: _kept("whole watts"),
        _F.BAND: _near("the middle of the band"),
        _F.RAMP: _kept("of shares; watts by the FTP"),
        _F.FREE: _kept(),
        _F.MAX: _text("text event"),
        _F.CADENCE: _kept(),
        _F.HEART: _kept("in beats and zones; shares as text"),
        _F.SPEED: _kept("km/h"),
        _F.GRADE: _kept("inclination"),
        _F.LEVEL: _kept("whole levels"),
        _F.POSTURE: _text("text event"),
        _F.HILL: _text("text event"),
        _F.EFFORT: _text("text event"),
        _F.CUE: _kept("text event"),
        _F.DISTANCE: _kept(),
        _F.LAP: _near(_OPEN),
        _F.CONDITION: _near(_OPEN),
        _F.REPEAT: _kept(),
        _F.NESTED: _near(_ROLLED),
        _F.NAME: _text("text event"),
        _F.NOTE: _text("text event"),
        _F.INTENSITY: _lost(),
        _F.ABOUT: _lost(),
    },
}
"""What each written format does with each feature."""

_CUES = {
    CueKind.TEXT: Feature.CUE,
    CueKind.POSTURE: Feature.POSTURE,
    CueKind.HILL: Feature.HILL,
    CueKind.EFFORT: Feature.EFFORT,
}
_ENDS = {
    EndKind.TIME: Feature.TIME,
    EndKind.DISTANCE: Feature.DISTANCE,
    EndKind.LAP: Feature.LAP,
}


def count_features(plan: Plan) -> dict[Feature, int]:
    """In how many steps, as ridden, each feature is used; of repeats, how many there are."""
    counts: dict[Feature, int] = {}
    for step in plan.steps():
        for feature in set(_features_of(step)):
            counts[feature] = counts.get(feature, 0) + 1
    for repeat in _repeats(plan.items):
        feature = Feature.NESTED if repeat.is_nested else Feature.REPEAT
        counts[feature] = counts.get(feature, 0) + 1
    if plan.about:
        counts[Feature.ABOUT] = 1
    return {feature: counts[feature] for feature in Feature if feature in counts}


def _features_of(step: PlanStep) -> Iterator[Feature]:
    yield _ENDS.get(step.end.kind, Feature.CONDITION)
    if step.power is not None:
        yield Feature.SHARE if step.power.unit is PowerUnit.FTP else Feature.WATTS
        if step.power.is_ramp:
            yield Feature.RAMP
        elif step.power.start.is_band:
            yield Feature.BAND
    asked = {
        Feature.FREE: step.is_free,
        Feature.MAX: step.is_max,
        Feature.CADENCE: step.cadence is not None,
        Feature.HEART: step.heart is not None,
        Feature.SPEED: step.speed is not None,
        Feature.GRADE: step.grade is not None,
        Feature.LEVEL: step.level is not None,
        Feature.NAME: bool(step.name),
        Feature.NOTE: bool(step.note),
        Feature.INTENSITY: step.intensity != "active",
    }
    yield from (feature for feature, is_there in asked.items() if is_there)
    yield from (_CUES[cue.kind] for cue in step.cues)


def _repeats(items: tuple[PlanStep | PlanRepeat, ...]) -> Iterator[PlanRepeat]:
    for item in items:
        if isinstance(item, PlanRepeat):
            yield item
            yield from _repeats(item.items)
