"""The turns of a crank, from a foot that goes round: phase, cadence, and how the camera stood.

The phase is taken from where the foot is on its path, not from a clock: cadence may vary, frames
may be missing. It is followed from frame to frame by what the foot usually does in the time
between, so that a gap of half a turn loses none. A frame whose foot is far from where the frames
around it would have it shows another foot: of the other leg, or of somebody else.

A pedal goes round in a circle. Seen from the side it stays one; seen from an angle it is as much
narrower as everything else, so the path says how far the camera was off, and how to undo that. A
point on the shoe does not go round in a circle, because the foot tilts: its path has a second
harmonic, and undoing it would bend the bones: then nothing is undone. Where path and bones
contradict each other, motion.py goes half the way.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_LEAST_RPM, _MOST_RPM = 20.0, 160.0
_MOST_BACKWARDS = 0.1  # share of moments at which the foot may seem to go back
_BACKWARDS_WITHIN_S = 0.06  # long enough that noise of a point does not turn the foot round
_STRAY_RAD = 1.0
_AROUND = 7  # frames either way that say where a foot should be
_CIRCLE = 0.005  # second harmonic over the first, up to which a path is a circle
_SURE_SDS = 2.5  # and how far beyond it scatter of the points may take it
_OBLIQUE_DEG = 12.0
_MOST_OFF_DEG = 32.0
_ROUNDS = 4


class PoorMotionError(InputError):
    """Points from which no knee angle can be told."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Turning:
    """A foot going round.

    Attributes:
        phase: where in its round it is, growing with time, of each frame [rad].
        strays: frames that show another foot.
        cadence_rpm: mean.
    """

    phase: Floats
    strays: NDArray[np.bool_]
    cadence_rpm: float

    @property
    def whole(self) -> int:
        """How many whole turns there are."""
        return int((self.phase[-1] - self.phase[0]) / (2.0 * math.pi))


def follow_foot(time_s: Floats, foot: Floats) -> Turning:
    """The turns of a foot.

    Args:
        time_s: of each frame, rising.
        foot: n by 2, in any unit.

    Raises:
        PoorMotionError: it does not go round as on a crank.
    """
    angle = _angle_on_path(foot)
    speed = _usual_speed(time_s, angle)
    if speed < 0:
        angle, speed = -angle, -speed
    strays = _find_strays(time_s, angle, speed)
    _require_round(time_s[~strays], angle[~strays], speed)
    phase = _unwrap(time_s, angle, speed, ~strays)
    good = phase[~strays]
    slope = float(np.polyfit(time_s[~strays] - time_s[0], good, 1)[0])
    return Turning(phase=phase, strays=strays, cadence_rpm=60.0 * slope / (2.0 * math.pi))


def number_turns(turning: Turning) -> NDArray[np.int64]:
    """Number of the whole turn that each frame belongs to; what is over joins the last."""
    turns = np.floor((turning.phase - turning.phase[0]) / (2.0 * math.pi)).astype(np.int64)
    clipped: NDArray[np.int64] = np.clip(turns, 0, max(1, turning.whole) - 1)
    return clipped


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """How a camera saw a circle.

    Attributes:
        straighten: 2 by 2; points times it are as seen exactly from the side.
        off_deg: how far the camera stood from there, by the longest and shortest width of the path.
        round: whether the path is that of a circle, so that its widths tell of the camera.
    """

    straighten: Floats
    off_deg: float
    round: bool

    @property
    def oblique(self) -> bool:
        """Whether that is enough to matter."""
        return self.off_deg > _OBLIQUE_DEG

    @property
    def lost(self) -> bool:
        """Whether that is too much to undo."""
        return self.off_deg > _MOST_OFF_DEG


def find_view(foot: Floats) -> View:
    """How the camera stood, where the path of the foot is a circle seen from an angle.

    Whether it was one is for the bones to say: undone rightly, they keep their lengths better.
    """
    straighten, circle = np.eye(2), True
    for _ in range(_ROUNDS):  # the angle on an ellipse is not quite that of the crank
        path = foot @ straighten
        first, second, sd = _find_harmonics(path)
        axes, sizes, _ = np.linalg.svd(first)
        most = _CIRCLE * sizes[0] + _SURE_SDS * sd
        circle &= bool(np.linalg.svd(second, compute_uv=False)[0] <= most)
        straighten = straighten @ axes @ np.diag([1.0, sizes[0] / sizes[1]]) @ axes.T
    narrow = 1.0 / float(np.linalg.cond(straighten))
    off_deg = math.degrees(math.acos(min(1.0, narrow)))
    return View(straighten=straighten, off_deg=off_deg, round=circle)


def _middle(foot: Floats) -> Floats:
    middle: Floats = 0.5 * (np.percentile(foot, 2, axis=0) + np.percentile(foot, 98, axis=0))
    return middle


def _angle_on_path(foot: Floats) -> Floats:
    away = foot - _middle(foot)
    angle: Floats = np.arctan2(away[:, 1], away[:, 0])
    return angle


def _usual_speed(time_s: Floats, angle: Floats) -> float:
    """Median speed [rad/s] over the shortest steps that noise does not hide; its sign is kept.

    Short steps cannot be taken for more than half a turn; of those the direction follows.
    """
    step_s = float(np.median(np.diff(time_s)))
    lag = max(1, math.ceil(0.5 * _BACKWARDS_WITHIN_S / step_s))
    gone_s = time_s[lag:] - time_s[:-lag]
    near = gone_s <= 1.5 * lag * step_s
    return float(np.median(_wrap(angle[lag:] - angle[:-lag])[near] / gone_s[near]))


def _find_strays(time_s: Floats, angle: Floats, speed: float) -> NDArray[np.bool_]:
    """Frames whose foot is far from where those around it would have it."""
    turned = np.exp(1j * (angle - speed * (time_s - time_s[0])))
    padded = np.pad(turned, _AROUND, mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1)
    usual = np.median(around.real, axis=1) + 1j * np.median(around.imag, axis=1)
    strays: NDArray[np.bool_] = np.abs(np.angle(turned * np.conj(usual))) > _STRAY_RAD
    return strays


def _unwrap(time_s: Floats, angle: Floats, speed: float, good: NDArray[np.bool_]) -> Floats:
    """Angles growing with time; strays lie between their neighbours."""
    when = time_s[good] - time_s[0]
    steady = speed * when
    late = np.unwrap(angle[good] - steady)
    phase: Floats = np.interp(time_s - time_s[0], when, late + steady)
    return phase


def _require_round(time_s: Floats, angle: Floats, speed: float) -> None:
    cadence_rpm = 60.0 * speed / (2.0 * math.pi)
    lag = max(1, math.ceil(_BACKWARDS_WITHIN_S / float(np.median(np.diff(time_s)))))
    expected = speed * (time_s[lag:] - time_s[:-lag])
    gone = expected + _wrap(angle[lag:] - angle[:-lag] - expected)
    backwards = float(np.mean(gone < 0)) if len(gone) else 1.0
    if backwards > _MOST_BACKWARDS or not _LEAST_RPM <= cadence_rpm <= _MOST_RPM:
        raise PoorMotionError(
            f"the foot does not go round as on a crank ({cadence_rpm:.0f} turns a minute)",
            remedy="film while pedalling steadily, at 60 frames a second",
        )


def _find_harmonics(path: Floats) -> tuple[Floats, Floats, float]:
    """First and second harmonic of a path over its angle: cosine and sine as columns of x and y.

    The third value is the standard deviation of each of their parts.
    """
    angle = _angle_on_path(path)
    waves = [np.ones_like(angle)]
    for order in (1, 2, 3):
        waves += [np.cos(order * angle), np.sin(order * angle)]
    basis = np.stack(waves, axis=1)
    weights = np.linalg.lstsq(basis, path, rcond=None)[0]
    scatter = float(np.std(path - basis @ weights))
    first, second = (np.asarray(part.T, dtype=np.float64) for part in (weights[1:3], weights[3:5]))
    return first, second, scatter * math.sqrt(2.0 / len(path))


def _wrap(angle: Floats) -> Floats:
    wrapped: Floats = (angle + math.pi) % (2.0 * math.pi) - math.pi
    return wrapped
