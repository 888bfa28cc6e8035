"""Standing worked out from power and cadence, where nobody and nothing saw it.

Who stands up changes to a harder gear: the legs turn slower against more torque, for half a minute
or so. How slow and how hard differs from rider to rider by more than standing differs from sitting,
so no fixed bound tells them apart on a ride of a stranger. Within one ride they lie apart. So the
ride's strokes are taken for a mixture of two ways to pedal, each a normal distribution of the
logarithms of cadence and torque. What labelled rides show of standing is where the second begins,
and some minutes of this ride outweigh it. A path through the seconds sorts them by their likelihood
(the two-state Viterbi path of `sixhills.terrain.rises`, over the running sum of log-likelihood
ratios, the price being the odds of standing up and sitting down again); what was sorted says what
the two ways are like; and so on until nothing changes.

Two ways to pedal are not always two postures: a long climb is slow and hard on the saddle. So
nothing is told where they lie less far apart than postures do, or where the second goes on for
minutes with nobody having asked for it. What is left is told as inferred, never as seen, and says
how often it is right. On the rides of other people `benchmarks/bench_posture.py` scores it, each
ride by what the others show.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.posture_spans import PostureSpan
from sixhills.ride.recording import Channel, Evidence
from sixhills.terrain.rises import find_rises
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride

    Floats = NDArray[np.float64]

RIGHT_SHARE = 0.85
"""Share of a ride's seconds told that are right: the worst of the labelled rides that are told."""

SLOWER, HARDER = 0.85, 1.5
"""Cadence and torque standing over those seated, at most and at least, for both to be postures."""

LONGEST_UNASKED_S = 120.0
"""Most standing lasts less, where no prescription asks for it: 19 of 20 bouts of labelled rides."""

_LEAST_CADENCE_RPM, _LEAST_POWER_W = 20.0, 20.0  # less is coasting and says nothing
_LEAST_STROKES = 600  # seconds of pedalling
_MOST_STEP_S = 1.5  # between records: bouts of 20 s are lost in fewer
_LEAST_KNOWN = 0.5  # of the records
_SMOOTHED = 5  # records
_MOST_TOLD = 8.0  # by one second, as log-likelihood ratio: sensors err
_ASKED = 2.0  # log odds of the posture that was asked for (notes on coaching, 8)
_ALIKE = 2.0  # so many seconds say as much as one
_PRICE = 8.2  # ln(150 s) + ln(25 s): usual time on and off the saddle
_TURNS = 12
_OWN_MEAN = (100.0, 20.0)  # strokes that outweigh the labelled cadence and torque of standing
_OWN_SPREAD = 500.0  # likewise the spread of both


@dataclass(frozen=True, kw_only=True)
class StandingShown:
    """What labelled rides show of standing, by logarithm. Spreads are covariance matrices.

    Attributes:
        cadence: mean of ln cadence [rpm] standing.
        torque_gain: mean of ln torque standing less that seated.
        seated_spread: of ln cadence and ln torque seated, as (cadence, both, torque).
        standing_spread: likewise standing.
    """

    cadence: float
    torque_gain: float
    seated_spread: tuple[float, float, float]
    standing_spread: tuple[float, float, float]


LABELLED = StandingShown(
    cadence=4.017,
    torque_gain=0.518,
    seated_spread=(0.0199, -0.0157, 0.0822),
    standing_spread=(0.0084, -0.0036, 0.0301),
)
"""Of three rides whose pedals recorded posture; made by `benchmarks/bench_posture.py`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class InferredStanding:
    """Where a rider probably stood.

    Attributes:
        standing: at each record, shape (n,).
        spans: the same as spans, all `Evidence.INFERRED`.
        confidence: share of the seconds that is expected to be right.
    """

    standing: NDArray[np.bool_]
    spans: tuple[PostureSpan, ...]
    confidence: float


def infer_standing(
    ride: Ride, prescription: Prescription | None = None, *, shown: StandingShown = LABELLED
) -> InferredStanding | None:
    """Where the rider probably stood; None where power and cadence do not tell.

    Args:
        ride: what was recorded; what it knows of postures is not looked at.
        prescription: what was to be ridden, whose postures are a little more likely than others.
        shown: what is known of standing beforehand.
    """
    strokes = measure_strokes(ride)
    if strokes is None:
        return None
    asked = _list_asked(ride, prescription)
    standing = _sort_strokes(strokes, asked, shown)
    turning = ~np.isnan(strokes[:, 0])
    if not _lie_apart(strokes[turning], standing[turning]):
        return None
    bouts = _list_bouts(standing, ride.elapsed_s)
    if not asked.any() and not _are_short(bouts):
        return None
    return InferredStanding(
        standing=standing, spans=_make_spans(ride, standing), confidence=RIGHT_SHARE
    )


def measure_strokes(ride: Ride) -> Floats | None:
    """Logarithms of cadence [rpm] and torque [N m] at each record, shape (n, 2), NaN coasting.

    None where power or cadence is missing, recorded too rarely, or pedalled for too short.
    """
    power, cadence = ride.channel(Channel.POWER_W), ride.channel(Channel.CADENCE_RPM)
    if power is None or cadence is None or len(power) < _LEAST_STROKES:
        return None
    if float(np.median(np.diff(ride.elapsed_s))) > _MOST_STEP_S:
        return None
    if float(np.mean(np.isfinite(power) & np.isfinite(cadence))) < _LEAST_KNOWN:
        return None
    turning = (cadence >= _LEAST_CADENCE_RPM) & (power >= _LEAST_POWER_W)
    if int(turning.sum()) < _LEAST_STROKES:
        return None
    rpm, watts = (_smooth_where(turning, values) for values in (cadence, power))
    both = np.column_stack((np.log(rpm), np.log(60.0 / (2.0 * np.pi) * watts / rpm)))
    both[~turning] = np.nan
    return both


def _smooth_where(known: NDArray[np.bool_], values: Floats) -> Floats:
    """Means of the known values of some records around each; 1 where none is known."""
    window = np.ones(_SMOOTHED)
    total = np.convolve(np.where(known, values, 0.0), window, "same")
    count = np.convolve(known.astype(np.float64), window, "same")
    return np.where(known, total / np.maximum(count, 1.0), 1.0)


def _list_asked(ride: Ride, prescription: Prescription | None) -> Floats:
    """Log odds of standing at each record by what was asked for; 0 where nothing was."""
    if prescription is None or ride.segments is None:
        return np.zeros(len(ride.elapsed_s))
    odds = {Posture.STANDING: _ASKED, Posture.SEATED: -_ASKED}
    by_segment = [odds.get(segment.posture, 0.0) for segment in prescription.segments]
    return np.array([*by_segment, 0.0])[ride.segments]  # -1 is the last: none


def _sort_strokes(strokes: Floats, asked: Floats, shown: StandingShown) -> NDArray[np.bool_]:
    turning = ~np.isnan(strokes[:, 0])
    known = strokes[turning]
    usual = np.median(known, axis=0)
    seated = _Way(usual, _matrix(shown.seated_spread))
    standing_way = _Way(
        np.array([shown.cadence, usual[1] + shown.torque_gain]), _matrix(shown.standing_spread)
    )
    standing = np.zeros(len(strokes), dtype=np.bool_)
    for _ in range(_TURNS):
        told = np.zeros(len(strokes))
        ratio = standing_way.log_density(known) - seated.log_density(known)
        told[turning] = np.clip(ratio, -_MOST_TOLD, _MOST_TOLD)
        before, standing = standing, _find_path((told + asked) / _ALIKE)
        if bool((before == standing).all()):
            break
        seated, standing_way = _learn_ways(known, standing[turning], shown)
    return standing


@dataclass(frozen=True, eq=False)
class _Way:
    """A way to pedal: a normal distribution of strokes."""

    mean: Floats
    spread: Floats

    def log_density(self, strokes: Floats) -> Floats:
        """Of each stroke, but for a constant."""
        cadence, torque = (strokes - self.mean).T
        (a, b), (_, c) = np.linalg.inv(self.spread)
        log_volume = float(np.log(np.linalg.det(self.spread)))
        off = a * cadence**2 + 2 * b * cadence * torque + c * torque**2
        density: Floats = -0.5 * (off + log_volume)
        return density


def _matrix(spread: tuple[float, float, float]) -> Floats:
    cadence, both, torque = spread
    return np.array([[cadence, both], [both, torque]])


def _find_path(told: Floats) -> NDArray[np.bool_]:
    standing = np.zeros(len(told), dtype=np.bool_)
    for first, after in find_rises(np.concatenate(([0.0], np.cumsum(told))), _PRICE):
        standing[first:after] = True
    return standing


def _learn_ways(
    strokes: Floats, standing: NDArray[np.bool_], shown: StandingShown
) -> tuple[_Way, _Way]:
    """Both ways to pedal from strokes that are sorted, drawn towards what is shown."""
    up, down = strokes[standing], strokes[~standing]
    sitting = down.mean(axis=0) if len(down) else np.median(strokes, axis=0)
    start = np.array([shown.cadence, sitting[1] + shown.torque_gain])
    count, own = len(up) / _ALIKE, np.array(_OWN_MEAN)
    total = up.sum(axis=0) / _ALIKE
    upright = (total + own * start) / (count + own)
    return (
        _Way(sitting, _learn_spread(down - sitting, shown.seated_spread)),
        _Way(upright, _learn_spread(up - upright, shown.standing_spread)),
    )


def _learn_spread(off: Floats, shown: tuple[float, float, float]) -> Floats:
    cadence, torque = off.T
    squares = (
        float((cadence**2).sum()), float((cadence * torque).sum()), float((torque**2).sum())
    )  # fmt: skip
    count = len(off) / _ALIKE
    learnt: Floats = (_matrix(squares) / _ALIKE + _OWN_SPREAD * _matrix(shown)) / (
        count + _OWN_SPREAD
    )
    return learnt


def _lie_apart(strokes: Floats, standing: NDArray[np.bool_]) -> bool:
    """Whether what was sorted differs as postures do."""
    if not standing.any() or standing.all():
        return False
    slower, harder = np.exp(strokes[standing].mean(axis=0) - strokes[~standing].mean(axis=0))
    return bool(slower <= SLOWER and harder >= HARDER)


def _list_bouts(standing: NDArray[np.bool_], elapsed_s: Floats) -> list[float]:
    """Seconds of each bout."""
    edges = np.flatnonzero(np.diff(standing, prepend=False, append=False)).reshape(-1, 2)
    return [float(elapsed_s[after - 1] - elapsed_s[first]) + 1.0 for first, after in edges]


def _are_short(bouts: Sequence[float]) -> bool:
    """Whether most of the standing was in bouts that people stand for by themselves."""
    return sum(bout for bout in bouts if bout <= LONGEST_UNASKED_S) >= 0.5 * sum(bouts)


def _make_spans(ride: Ride, standing: NDArray[np.bool_]) -> tuple[PostureSpan, ...]:
    changes = np.flatnonzero(np.diff(standing)) + 1
    edges = [0, *changes.tolist(), len(standing) - 1]
    postures = {True: Posture.STANDING, False: Posture.SEATED}
    return tuple(
        PostureSpan(
            start_s=float(ride.elapsed_s[first]),
            end_s=float(ride.elapsed_s[after]),
            posture=postures[bool(standing[first])],
            evidence=Evidence.INFERRED,
        )
        for first, after in pairwise(edges)
        if after > first
    )
