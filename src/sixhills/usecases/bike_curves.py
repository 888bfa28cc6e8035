"""What the settings of an exercise bike take: take in what is known of them, and show it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.equipment import ExerciseBike, Knob
from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence
from sixhills.equipment.level_table import TABLE_SD, fit_level_curve
from sixhills.errors import InputError, InvalidValueError, NotFoundError, require
from sixhills.usecases.profile import Overrides, load_profile

if TYPE_CHECKING:
    from datetime import date

    from sixhills.equipment import LevelCurve
    from sixhills.equipment.level_belief import LevelBelief
    from sixhills.rider import Rider

SHOWN_RPM = (60.0, 70.0, 80.0, 90.0)
"""Cadences that a curve is shown at."""

BAND_SDS = 1.645
"""Standard deviations to either side of a band that holds the truth nine times in ten."""

_BY_HAND_SD = 0.05  # of ln power: a number read off a moving display
_TABLE_SDS = (0.01, 0.50)


@dataclass(frozen=True, kw_only=True)
class CurvePoint:
    """What a setting takes at a cadence, as it is expected of the next ride.

    Attributes:
        cadence_rpm: pedalled.
        share_of_cp: share of the rider's critical power.
        share_low: nine times in ten at least this share.
        share_high: nine times in ten at most this share.
        words: what that effort feels like.
        power_w: watts; None where no meter and no table ever told.
        power_low_w: nine times in ten at least so much; None likewise.
        power_high_w: nine times in ten at most so much; None likewise.
    """

    cadence_rpm: float
    share_of_cp: float
    share_low: float
    share_high: float
    words: str
    power_w: float | None
    power_low_w: float | None
    power_high_w: float | None


@dataclass(frozen=True, kw_only=True)
class CurveRow:
    """One setting of the bike.

    Attributes:
        setting: level, or turns of a knob.
        name: in words.
        points: at each cadence of SHOWN_RPM.
    """

    setting: float
    name: str
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, kw_only=True)
class LearntFrom:
    """How much evidence of a kind there is.

    Attributes:
        kind: felt or meter.
        count: of observations.
        days: on which they were made.
        newest: the last of these days.
    """

    kind: EvidenceKind
    count: int
    days: int
    newest: date


@dataclass(frozen=True, kw_only=True)
class CurveView:
    """What is known of a bike's settings.

    Attributes:
        bike: its name.
        measured: whether watts are known.
        known: whether settings are chosen by it.
        exponent: growth of power with cadence.
        table: whether it starts from the table of its model.
        rows: one for each setting that anything is known of.
        learnt_from: by kind.
    """

    bike: str
    measured: bool
    known: bool
    exponent: float
    table: bool
    rows: tuple[CurveRow, ...]
    learnt_from: tuple[LearntFrom, ...]


def take_table(
    home: Path, name: str, file: str, *, sd: float = TABLE_SD
) -> tuple[ExerciseBike, LevelCurve]:
    """Take the table of a bike's model as where its curve starts; evidence stays on top of it.

    Args:
        home: the data directory.
        name: of the bike.
        file: name of a CSV file with columns level, cadence_rpm and power_w.
        sd: how far the bike may lie from the table, relative.

    Returns:
        The bike as it is stored now, and the curve fitted.

    Raises:
        InputError: there is no such exercise bike, or the file is no table of its levels.
    """
    from sixhills.formats.level_csv import parse_level_table

    low, high = _TABLE_SDS
    require(low <= sd <= high, "--sd", f"between {low:g} and {high:g}", sd)
    bike = _find_bike(home, name)
    readings = parse_level_table(_read_bytes(file), name=file)
    try:
        curve = fit_level_curve(readings, sd=sd)
    except InvalidValueError as error:
        raise InputError(error.problem, place=file, remedy=error.remedy) from None
    _require_settings(bike, curve.settings, place=file)
    bike = replace(bike, curve=curve)
    _save(home, bike)
    return bike, curve


def add_watts(
    home: Path, name: str, *, setting: float, cadence_rpm: float, power_w: float, day: date
) -> ExerciseBike:
    """Take in one value that the rider read off a meter.

    Args:
        home: the data directory.
        name: of the bike.
        setting: that was ridden.
        cadence_rpm: pedalled.
        power_w: shown by the meter [W].
        day: when.

    Returns:
        The bike as it is stored now.

    Raises:
        InputError: there is no such exercise bike, or no such setting.
    """
    from sixhills.progress.level_learning import keep_evidence

    require(20 <= cadence_rpm <= 200, "--cadence", "20 to 200 rpm", cadence_rpm)
    require(5 <= power_w <= 3000, "--watts", "5 to 3000 W", power_w)
    bike = _find_bike(home, name)
    _require_settings(bike, (setting,), place=None)
    seen = LevelEvidence(
        kind=EvidenceKind.METER,
        day=day,
        setting=setting,
        cadence_rpm=cadence_rpm,
        low=power_w,
        high=power_w,
        sd=_BY_HAND_SD,
    )
    bike = replace(bike, evidence=keep_evidence((*bike.evidence, seen)))
    _save(home, bike)
    return bike


def drop_evidence(home: Path, name: str, *, table: bool = False) -> ExerciseBike:
    """Drop what was learnt of a bike, and its table where asked for; the bike stays.

    Raises:
        InputError: there is no such exercise bike.
    """
    bike = _find_bike(home, name)
    bike = replace(bike, evidence=(), curve=None if table else bike.curve)
    _save(home, bike)
    return bike


def show_curve(home: Path, name: str) -> CurveView:
    """What is known of a bike's settings, for its rider, as of the day after the last evidence.

    Raises:
        InputError: there is no such exercise bike.
    """
    from sixhills.progress.level_learning import reached_settings

    bike = _find_bike(home, name)
    rider = load_profile(home, Overrides(bike=name)).rider
    critical = rider.fitness.critical_power_w
    belief = bike.believe(critical.value, critical.sd)
    if belief.day is not None:
        belief = belief.age(belief.day + timedelta(days=1))
    rows = tuple(
        CurveRow(
            setting=setting,
            name=_name_setting(bike, setting),
            points=tuple(_look_at(belief, setting, rpm, rider) for rpm in SHOWN_RPM),
        )
        for setting in reached_settings(bike)
    )
    curve = bike.working_curve(critical.value, critical.sd)
    return CurveView(
        bike=bike.name,
        measured=curve.measured,
        known=curve.known,
        exponent=curve.exponent,
        table=bike.base_curve.measured,
        rows=rows,
        learnt_from=_count_evidence(bike),
    )


def _name_setting(bike: ExerciseBike, setting: float) -> str:
    from sixhills.prescribe.wording import name_turns

    if isinstance(bike.resistance, Knob):
        return name_turns(setting).removesuffix(" from free")
    return f"level {setting:g}"


def _look_at(belief: LevelBelief, setting: float, rpm: float, rider: Rider) -> CurvePoint:
    from sixhills.prescribe.effort import LASTING_EFFORT_S, describe_effort, find_rpe

    share, share_low, share_high = _band(*belief.share(setting, rpm))
    watts = _band(*belief.power_w(setting, rpm)) if belief.metered else (None, None, None)
    return CurvePoint(
        cadence_rpm=rpm,
        share_of_cp=share,
        share_low=share_low,
        share_high=share_high,
        words=describe_effort(find_rpe(share, LASTING_EFFORT_S, rider)).words,
        power_w=watts[0],
        power_low_w=watts[1],
        power_high_w=watts[2],
    )


def _band(value: float, sd: float) -> tuple[float, float, float]:
    """A value with the bounds that hold it nine times in ten."""
    reach = math.exp(BAND_SDS * sd)
    return value, value / reach, value * reach


def _count_evidence(bike: ExerciseBike) -> tuple[LearntFrom, ...]:
    found = []
    for kind in EvidenceKind:
        days = [one.day for one in bike.evidence if one.kind is kind]
        if days:
            found.append(
                LearntFrom(kind=kind, count=len(days), days=len(set(days)), newest=max(days))
            )
    return tuple(found)


def _find_bike(home: Path, name: str) -> ExerciseBike:
    bike = load_profile(home, Overrides(bike=name)).equipment
    if not isinstance(bike, ExerciseBike):
        raise InputError(
            f'"{name}" is no exercise bike', remedy="only their settings have to be learnt"
        )
    return bike


def _save(home: Path, bike: ExerciseBike) -> None:
    from sixhills.store.store import Store

    with Store.open(home) as store:
        store.bikes.save(bike)


def _require_settings(
    bike: ExerciseBike, settings: tuple[float, ...], *, place: str | None
) -> None:
    """Settings that the bike has; between the notches of a knob is allowed."""
    own = bike.resistance.settings()
    if own[0] <= min(settings) and max(settings) <= own[-1]:
        return
    strange = max(settings) if max(settings) > own[-1] else min(settings)
    if isinstance(bike.resistance, Knob):
        remedy = f"give turns from 0 to {own[-1]:g}"
    else:
        remedy = (
            f"give levels from {own[0]:g} to {own[-1]:g}, or tell how many it has with "
            "`sixhills bike add NAME --levels N`"
        )
    raise InputError(f'"{bike.name}" has no setting {strange:g}', place=place, remedy=remedy)


def _read_bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"cannot read the file: {error.strerror}", place=file, remedy="check its name"
        ) from error
