"""How much of the hills simulated riders spend in the band, and how much anyone could have.

Power at the crank is never still: who turns a little faster puts energy into the flywheel, and in a
high gear or with little power that is several per cent of it, second by second. A controller hears
of a second when it is over. So the best that any could reach is told by what of one second cannot
be foretold from those before: the minimum variance of Harris (1989), doi:10.1002/cjce.5450670519,
from a linear prediction of the ride's own deviations. It takes the brake to follow within the next
second, which none does, so it is above what can be reached.
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from sixhills.devices.simulation import NO_FAULTS, SimulatedRide, draw_hidden_rider
from sixhills.equipment import Gears, SmartTrainer
from sixhills.live import LiveRide
from sixhills.prescribe.prescription import Mode
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.recording import Channel
from sixhills.rider import DEFAULT_RIDER
from sixhills.verify.steps import verify_ride
from sixhills.workout.library import find_workout
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.frame import Frame, Key
    from sixhills.ride.recording import Ride

TRAINER = SmartTrainer()
FIVE_GEARS = ((34, 28), (34, 21), (34, 17), (34, 15), (50, 21))
SINGLE_COG = Gears(chainrings=(42,), sprockets=(16,))

_FOUND_S = 15  # of a hill, until cadence and brake are where they stay
_LAGS = 8  # seconds that a prediction looks back


@dataclass(frozen=True, kw_only=True)
class Held:
    """Power on the hills of one ride against what was asked for.

    Attributes:
        off: for each hill the deviation of each second's crank power, share of the target.
        half_band: the band on either side, share of the target.
        meter_gain: what the trainer shows over what is true.
        judged_share: share of the hills' seconds in the band, as the ride's report says.
        judged_true_share: what it would say, had the trainer's meter been right.
    """

    off: tuple[NDArray[np.float64], ...]
    half_band: float
    meter_gain: float
    judged_share: float
    judged_true_share: float

    @property
    def true_share(self) -> float:
        """Share of the seconds whose power at the crank is in the band."""
        return float((np.abs(np.concatenate(self.off)) <= self.half_band).mean())

    @property
    def shown_share(self) -> float:
        """Likewise of the power as the trainer's meter reads it, without its noise."""
        shown = self.meter_gain * (1.0 + np.concatenate(self.off)) - 1.0
        return float((np.abs(shown) <= self.half_band).mean())

    @property
    def unforeseen(self) -> float:
        """Standard deviation of what of a second cannot be foretold from those before."""
        hills = [hill[_FOUND_S:] - hill[_FOUND_S:].mean() for hill in self.off]
        before = np.vstack([np.lib.stride_tricks.sliding_window_view(h[:-1], _LAGS) for h in hills])
        now = np.concatenate([hill[_LAGS:] for hill in hills])
        weights = np.linalg.lstsq(before, now, rcond=None)[0]
        return float((now - before @ weights).std())

    @property
    def best_shown_share(self) -> float:
        """The most that any controller could have held in the band, as the meter reads it."""
        return math.erf(self.half_band / self.unforeseen / math.sqrt(2.0))

    @property
    def best_true_share(self) -> float:
        """Likewise at the crank, for who knows no other watts than those of the meter."""
        sd, off = self.unforeseen * math.sqrt(2.0), 1.0 / self.meter_gain - 1.0
        return 0.5 * (math.erf((self.half_band - off) / sd) + math.erf((self.half_band + off) / sd))


class _Instant:
    async def wait(self, seconds: float) -> None:
        """Return at once."""


class _Log:
    def __init__(self) -> None:
        self.frames: dict[float, Frame] = {}

    def show(self, frame: Frame) -> tuple[Key, ...]:
        """Keep what is shown."""
        self.frames[frame.elapsed_s] = frame
        return ()


@dataclass(frozen=True, kw_only=True)
class Ridden:
    """A ride of a simulated rider.

    Attributes:
        prescription: that was followed.
        rider: who rode, and what really was.
        frames: what was shown, by the ride's clock.
        recording: what was recorded.
    """

    prescription: Prescription
    rider: SimulatedRide
    frames: dict[float, Frame]
    recording: Ride


def ride_simulated(
    workout: str,
    gears: Gears | None,
    seed: int,
    trainer: SmartTrainer = TRAINER,
    *,
    set_ahead: bool = True,
) -> Ridden:
    """Ride a workout.

    Args:
        workout: key of a stock workout.
        gears: those of the bike really on the trainer.
        seed: of the rider, whose fitness and rating are as declared and whose habits are drawn.
        trainer: as declared.
        set_ahead: whether the brake is set ahead where the prescription says so.
    """
    prescription = prescribe_workout(find_workout(workout), DEFAULT_RIDER, trainer)
    if not set_ahead:
        late = (
            replace(one, command=replace(one.command, lead_s=0.0)) for one in prescription.segments
        )
        prescription = replace(prescription, segments=tuple(late))
    drawn = draw_hidden_rider(DEFAULT_RIDER, Random(seed))
    hidden = replace(drawn, fitness=DEFAULT_RIDER.fitness, rating_bias=0.0)
    bike = replace(TRAINER, gears=gears)
    rider = SimulatedRide(bike, DEFAULT_RIDER, seed=seed, faults=NO_FAULTS, hidden=hidden)
    with TemporaryDirectory() as folder:
        live = LiveRide.begin(Path(folder) / "ride.log", "id", prescription, datetime.now(UTC))
        log = _Log()
        asyncio.run(live.run(rider, [log, rider], _Instant()))
    recording = live.recorder.recording()
    if recording is None:
        raise AssertionError("nothing was ridden")
    return Ridden(prescription=prescription, rider=rider, frames=log.frames, recording=recording)


def hold_hills(gears: Gears | None, seed: int, trainer: SmartTrainer = TRAINER) -> Held:
    """Ride six hills in what gears there are; what was held."""
    ridden = ride_simulated("six-hills", gears, seed, trainer)
    hills: dict[int, list[float]] = {}
    gains, half = [], 0.0
    for truth in ridden.rider.truth:
        frame = ridden.frames.get(truth.elapsed_s)
        if frame is None or frame.segment.role is not Role.HILL or frame.segment.power_w is None:
            continue
        band = frame.segment.power_w
        half = 0.5 * (band.high - band.low) / band.target
        hills.setdefault(frame.segment.step, []).append(truth.power_w / band.target - 1.0)
        shown_w = frame.sample.power_w if frame.sample else None
        if shown_w is not None and frame.command.mode is Mode.SLOPE:  # ERG here holds what is true
            gains.append((shown_w, truth.power_w))
    shown, true = np.array(gains or [(1.0, 1.0)]).sum(axis=0)
    off = tuple(np.array(hill) for hill in hills.values())
    return Held(
        off=off,
        half_band=half,
        meter_gain=float(shown / true),
        judged_share=judge_hills(ridden.recording, ridden.prescription),
        judged_true_share=judge_hills(_put_right(ridden), ridden.prescription),
    )


def judge_hills(recording: Ride, prescription: Prescription) -> float:
    """Share of the hills' seconds in the band by the ride's report; a hill counts by its length."""
    hills = [one for one in verify_ride(recording, prescription) if one.role is Role.HILL]
    asked = {step[0].step: sum(one.duration_s for one in step) for step in prescription.steps()}
    shares = [one.compliance or 0.0 for one in hills]  # not judged is not held
    return float(np.average(shares, weights=[asked[one.index] for one in hills]))


def _put_right(ridden: Ridden) -> Ride:
    """The recording with the watts at the crank for those of the trainer's meter."""
    true_w = {truth.elapsed_s: truth.power_w for truth in ridden.rider.truth}
    recording = ridden.recording
    power_w = np.array([true_w.get(moment, math.nan) for moment in recording.elapsed_s.tolist()])
    return replace(recording, channels={**recording.channels, Channel.POWER_W: power_w})


def hold_efforts(
    seed: int, trainer: SmartTrainer = TRAINER, *, set_ahead: bool = True
) -> dict[int, list[float]]:
    """Ride the intervals; for efforts of each length [s] the deviation of each second's power."""
    ridden = ride_simulated("intervals", TRAINER.gears, seed, trainer, set_ahead=set_ahead)
    off: dict[int, list[float]] = {}
    for truth in ridden.rider.truth:
        frame = ridden.frames.get(truth.elapsed_s)
        if frame is None or frame.segment.role is not Role.INTERVAL or not frame.segment.power_w:
            continue
        target_w = frame.segment.power_w.target
        off.setdefault(round(frame.segment.duration_s), []).append(truth.power_w / target_w - 1.0)
    return off
