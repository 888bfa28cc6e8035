"""A knee in motion: from points on a leg, frame by frame, to its angle at fullest extension.

The points may come from anywhere: clicked on a film by hand, markers of a laboratory, a program
that finds them. What they are worth differs, and says so in the result. Frames in which thigh or
shank suddenly have another length, the hip is elsewhere, or the foot is not where it should be by
now show somebody else, the other leg, or a slipped point: they are left out. What is too poor to
tell anything is refused, with the reason and what to do about it.

The phase of a turn comes from the foot as it goes round (turns.py), and with it how the camera
stood. The knee's flexion over the phase is fitted with six harmonics, so that single frames scatter
without harm; its smallest value is the answer, and leaving out each eighth of the turns in its
place (the jackknife) says how well it repeats. How the camera stood is found anew each time, as
that may hang on a few frames. To that comes what every measurement of its kind is wrong by.

Where the bones say that the camera stood askew, but the foot's path is no circle that could tell
how far, the truth lies between the angle as seen and as undone: half the way is taken, and what
may be missing either way counts as uncertainty. A film that cannot give two degrees is refused.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.turns import (
    PoorMotionError,
    Turning,
    find_view,
    follow_foot,
    number_turns,
)
from sixhills.errors import require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Leg = tuple[Floats, Floats, Floats]  # hip, knee and ankle

LEAST_TURNS = 8
LEAST_RATE_HZ = 12.0
"""Frames a second: with fewer the foot goes too far between two of them."""

FEW_FRAMES_HZ = 25.0
_OTHER_LENGTH = 0.15  # of the median: a frame with another thigh or shank shows something else
_MOST_SCATTER = 0.08  # of the lengths that are left
_LEAST_KEPT = 0.6  # of all frames
_HIP_MOVES = 0.6  # of the thigh: further from where it usually is, and it is somebody else's
_SHAPE_GAP_DEG = 5.0
_HARMONICS = 6  # three flatten the straightest moment of a nearly straight leg by a degree
_CURVE_POINTS = 720
_GROUPS = LEAST_TURNS  # of turns, left out one after the other
_FROM_SIDE = "film exactly from the side, from 3 to 5 m, with the camera at hip height"
_MOST_UNSURE_DEG = 2.0


class PointSource(StrEnum):
    """Where points come from."""

    HAND = "hand"
    MARKER = "marker"
    AUTOMATIC = "automatic"


MODEL_SD_DEG = {PointSource.HAND: 4.0, PointSource.MARKER: 3.0, PointSource.AUTOMATIC: 8.0}
"""What a knee angle of each kind is wrong by, beside its scatter: clicked joints are off by a
centimetre; markers sit on skin (a skeleton fitted to them differed by 2 to 6 degrees); programs
that find people were off by 3 to 9 degrees on cyclists (Bini 2023)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PointTrack:
    """Points of one leg over time; frames in which one was not seen hold NaN.

    Attributes:
        time_s: of each frame, rising.
        hip, knee, ankle: n by 2, in any unit, x to one side and y up or down.
        foot: pedal spindle or toe, n by 2; the ankle serves where it is None.
        source: where they come from.
    """

    time_s: Floats
    hip: Floats
    knee: Floats
    ankle: Floats
    foot: Floats | None = None
    source: PointSource = PointSource.HAND

    def __post_init__(self) -> None:
        count = len(self.time_s)
        for name in ("hip", "knee", "ankle", "foot"):
            points = getattr(self, name)
            if points is not None:
                require(points.shape == (count, 2), name, f"{count} by 2", points.shape)
        require(bool((np.diff(self.time_s) > 0).all()), "time_s", "rising", "not")


@dataclass(frozen=True, kw_only=True)
class KneeMotion:
    """A knee over the turns of a crank.

    Attributes:
        extension_deg: flexion at fullest extension, mean over the turns.
        repeat_sd_deg: how well that repeats from turn to turn.
        sd_deg: the same with what such a measurement is wrong by; judge by this.
        most_flexion_deg: flexion at the top, mean over the turns.
        smallest_deg, largest_deg: the extremes of single frames, as the camera saw them.
        cadence_rpm: mean.
        turns: how many whole turns were used.
        frames: how many frames were used.
        left_out: share of frames that were not.
        hip_range: how far the hip goes up and down in a turn, over the length of the thigh.
        circle_radius: of the foot's path, in the unit of the points.
        camera_off_deg: how far the camera stood from the side, which is undone; None where the
            foot's point does not go round in a circle, so that nobody can tell.
        doubts: what makes it less sure, each one plain sentence.
    """

    extension_deg: float
    repeat_sd_deg: float
    sd_deg: float
    most_flexion_deg: float
    smallest_deg: float
    largest_deg: float
    cadence_rpm: float
    turns: int
    frames: int
    left_out: float
    hip_range: float
    circle_radius: float
    camera_off_deg: float | None
    doubts: tuple[str, ...]


def measure_motion(track: PointTrack) -> KneeMotion:
    """The knee's angles over the turns of a film.

    Raises:
        PoorMotionError: too few frames or turns, or no leg that keeps its lengths, a camera
            askew, or an angle that is not told within two degrees.
    """
    kept, turning = _follow(track)
    turns = number_turns(turning)
    if turning.whole < LEAST_TURNS:
        raise PoorMotionError(
            f"only {turning.whole} turns of the crank can be used",
            remedy=f"film at least {LEAST_TURNS}, better 30 seconds",
        )
    foot = _foot(track)[kept]
    seen = (track.hip[kept], track.knee[kept], track.ankle[kept])
    camera = _find_camera(foot, seen)
    hip, knee, ankle = (points @ camera.straighten for points in seen)
    flexion_deg, seen_deg = flexion_of(hip, knee, ankle), flexion_of(*seen)
    curve = _fit_curve(turning.phase, flexion_deg)
    repeat_sd = _jackknife(turning.phase, foot, seen, turns)
    either_way = 0.0
    if camera.contradicted:
        either_way = abs(float(curve.min() - _fit_curve(turning.phase, seen_deg).min()))
    _require_sure(repeat_sd, either_way)
    return KneeMotion(
        extension_deg=float(curve.min()),
        repeat_sd_deg=repeat_sd,
        sd_deg=math.hypot(repeat_sd, either_way / math.sqrt(3.0), MODEL_SD_DEG[track.source]),
        most_flexion_deg=float(curve.max()),
        smallest_deg=float(seen_deg.min()),
        largest_deg=float(seen_deg.max()),
        cadence_rpm=turning.cadence_rpm,
        turns=turning.whole,
        frames=int(kept.sum()),
        left_out=1.0 - float(kept.mean()),
        hip_range=_hip_range(turning.phase, hip[:, 1]) / _median_length(hip, knee),
        circle_radius=_circle_radius(foot),
        camera_off_deg=camera.off_deg,
        doubts=tuple(
            _find_doubts(
                _rate_hz(track.time_s), _rigid_flexion(hip, knee, ankle), flexion_deg, camera
            )
        ),
    )


def flexion_of(hip: Floats, knee: Floats, ankle: Floats) -> Floats:
    """Flexion of the knee from three points, n by 2 each: 0 is a straight leg [degrees]."""
    thigh, shank = hip - knee, ankle - knee
    lengths = np.hypot(*thigh.T) * np.hypot(*shank.T)
    included = np.arccos(np.clip((thigh * shank).sum(axis=1) / lengths, -1.0, 1.0))
    flexion: Floats = 180.0 - np.degrees(included)
    return flexion


# -- frames --------------------------------------------------------------------------------


def _follow(track: PointTrack) -> tuple[NDArray[np.bool_], Turning]:
    """The frames that show one leg, and its turns in them."""
    kept = _choose_frames(track)
    turning = follow_foot(track.time_s[kept], _foot(track)[kept])
    kept[np.flatnonzero(kept)[turning.strays]] = False
    _require_enough(kept)
    good = ~turning.strays
    return kept, replace(turning, phase=turning.phase[good], strays=turning.strays[good])


@dataclass(frozen=True, kw_only=True, eq=False)
class _Camera:
    """What is undone of a camera, by what foot and bones say together.

    Attributes:
        straighten: 2 by 2; points times it are as seen from the side.
        off_deg: how far it stood from there, or None where nobody can tell.
        oblique: whether that was undone and is enough to matter.
        contradicted: whether bones say askew and the foot cannot say how far: half is undone.
    """

    straighten: Floats
    off_deg: float | None = None
    oblique: bool = False
    contradicted: bool = False


def _find_camera(foot: Floats, leg: Leg) -> _Camera:
    """How the camera stood, if undoing it makes thigh and shank keep their lengths better."""
    view = find_view(foot)
    straight = tuple(points @ view.straighten for points in leg)
    steadier = _scatter(*straight) < _scatter(*leg)
    if view.oblique and steadier and not view.round:
        return _Camera(straighten=0.5 * (np.eye(2) + view.straighten), contradicted=True)
    if not view.round or (view.oblique and not steadier):
        return _Camera(straighten=np.eye(2))
    if view.lost:
        raise PoorMotionError(
            f"the camera stood {view.off_deg:.0f} degrees away from the side", remedy=_FROM_SIDE
        )
    return _Camera(straighten=view.straighten, off_deg=view.off_deg, oblique=view.oblique)


def _require_sure(repeat_sd_deg: float, either_way_deg: float) -> None:
    """That neither the scatter of the turns nor the camera may be worth more than two degrees."""
    if either_way_deg > _MOST_UNSURE_DEG:
        raise PoorMotionError(
            "the camera stood askew, and the path of the foot does not say how far: that leaves "
            f"{either_way_deg:.1f} degrees either way",
            remedy=_FROM_SIDE,
        )
    if 2.0 * repeat_sd_deg > _MOST_UNSURE_DEG:
        raise PoorMotionError(
            f"the angle differs from turn to turn so much that {2.0 * repeat_sd_deg:.1f} degrees "
            "either way are left",
            remedy="film longer, 30 seconds at 60 frames a second, exactly from the side",
        )


def _scatter(hip: Floats, knee: Floats, ankle: Floats) -> float:
    """How much thigh and shank change their lengths, both together, as a share of them."""
    lengths = (np.hypot(*(hip - knee).T), np.hypot(*(knee - ankle).T))
    return math.hypot(*(float(length.std() / length.mean()) for length in lengths))


def _foot(track: PointTrack) -> Floats:
    return track.ankle if track.foot is None else track.foot


def _choose_frames(track: PointTrack) -> NDArray[np.bool_]:
    rate_hz = _rate_hz(track.time_s)
    if len(track.time_s) < 2 * LEAST_TURNS or rate_hz < LEAST_RATE_HZ:
        raise PoorMotionError(
            f"{len(track.time_s)} frames at {rate_hz:.0f} a second are too few to follow a foot",
            remedy="film 30 seconds at 60 frames a second",
        )
    parts = [track.hip, track.knee, track.ankle, *([] if track.foot is None else [track.foot])]
    seen: NDArray[np.bool_] = np.all(np.isfinite(np.hstack(parts)), axis=1)
    with np.errstate(invalid="ignore"):
        thigh = np.hypot(*(track.hip - track.knee).T)
        shank = np.hypot(*(track.knee - track.ankle).T)
        same = seen & _alike(thigh, seen) & _alike(shank, seen)
        same &= _stays(track.hip, thigh, same)
    _require_enough(same)
    scatter = max(length[same].std() / length[same].mean() for length in (thigh, shank))
    if scatter > _MOST_SCATTER:
        raise PoorMotionError(
            f"thigh or shank change their length by {100 * scatter:.0f} %",
            remedy=_FROM_SIDE,
        )
    return same


def _require_enough(kept: NDArray[np.bool_]) -> None:
    if kept.mean() < _LEAST_KEPT:
        raise PoorMotionError(
            f"in {100 * (1 - kept.mean()):.0f} % of the frames the points are missing or not those "
            "of one leg",
            remedy="mark hip, knee and ankle of the near leg of one person",
        )


def _stays(hip: Floats, thigh: Floats, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Frames in which the hip is about where it usually is: the camera stands still."""
    if not seen.any():
        return seen
    away = np.hypot(*(hip - np.median(hip[seen], axis=0)).T)
    near: NDArray[np.bool_] = away <= _HIP_MOVES * float(np.median(thigh[seen]))
    return near


def _rate_hz(time_s: Floats) -> float:
    return 1.0 / float(np.median(np.diff(time_s))) if len(time_s) > 1 else 0.0


def _rigid_flexion(hip: Floats, knee: Floats, ankle: Floats) -> Floats:
    """Flexion from hip and ankle alone, for bones of their usual lengths [degrees]."""
    thigh, shank = _median_length(hip, knee), _median_length(knee, ankle)
    away = np.hypot(*(ankle - hip).T)
    cosine = (thigh**2 + shank**2 - away**2) / (2 * thigh * shank)
    flexion: Floats = 180.0 - np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return flexion


def _alike(length: Floats, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    if not seen.any():
        return seen
    usual = float(np.median(length[seen]))
    near: NDArray[np.bool_] = np.abs(length - usual) <= _OTHER_LENGTH * usual
    return near


def _median_length(start: Floats, end: Floats) -> float:
    return float(np.median(np.hypot(*(end - start).T)))


# -- turns ---------------------------------------------------------------------------------


def _basis(phase: Floats) -> Floats:
    waves = [np.ones_like(phase)]
    for order in range(1, _HARMONICS + 1):
        waves += [np.cos(order * phase), np.sin(order * phase)]
    return np.stack(waves, axis=1)


_ROUND = np.linspace(0.0, 2.0 * math.pi, _CURVE_POINTS, endpoint=False)


def _fit_curve(phase: Floats, values: Floats) -> Floats:
    """Values over one turn, by harmonics."""
    weights = np.linalg.lstsq(_basis(phase), values, rcond=None)[0]
    curve: Floats = _basis(_ROUND) @ weights
    return curve


def _jackknife(phase: Floats, foot: Floats, leg: Leg, turns: NDArray[np.int64]) -> float:
    """Standard error of the smallest flexion by leaving out each eighth of the turns in its place.

    Of eighths and not of single turns, because what hangs on a decision (how the camera stood)
    jumps, and leaving out little overstates a jump (Shao and Wu 1989).
    """
    left = np.array(
        [_extension(phase, foot, leg, turns % _GROUPS != group) for group in range(_GROUPS)]
    )
    return math.sqrt((_GROUPS - 1) / _GROUPS * float(np.sum((left - left.mean()) ** 2)))


def _extension(phase: Floats, foot: Floats, leg: Leg, used: NDArray[np.bool_]) -> float:
    hip, knee, ankle = (points[used] for points in leg)
    straighten = _find_camera(foot[used], (hip, knee, ankle)).straighten
    flexion_deg = flexion_of(hip @ straighten, knee @ straighten, ankle @ straighten)
    return float(_fit_curve(phase[used], flexion_deg).min())


def _hip_range(phase: Floats, height: Floats) -> float:
    curve = _fit_curve(phase, height)
    return float(curve.max() - curve.min())


def _circle_radius(points: Floats) -> float:
    """Radius of the circle nearest to points, by least squares (Kåsa 1976)."""
    x, y = points.T
    system = np.stack([x, y, np.ones_like(x)], axis=1)
    a, b, c = np.linalg.lstsq(system, x**2 + y**2, rcond=None)[0]
    return math.sqrt(max(0.0, c + 0.25 * (a**2 + b**2)))


def _find_doubts(
    rate_hz: float, rigid_deg: Floats, flexion_deg: Floats, camera: _Camera
) -> list[str]:
    doubts = []
    if camera.contradicted:
        doubts.append(
            "The camera seems to have stood askew, but the foot does not say how far. Film again "
            "from the side."
        )
    if camera.oblique:
        doubts.append(
            f"The camera stood {camera.off_deg:.0f} degrees away from the side; that was undone, "
            "but film again from the side if you can."
        )
    if rate_hz < FEW_FRAMES_HZ:
        doubts.append(f"{rate_hz:.0f} frames a second are few: 60 would be better.")
    gap_deg = abs(float(np.percentile(rigid_deg, 5) - np.percentile(flexion_deg, 5)))
    if gap_deg > _SHAPE_GAP_DEG:
        doubts.append(
            f"The point on the knee and the lengths of the leg disagree by {gap_deg:.0f} degrees."
        )
    return doubts
