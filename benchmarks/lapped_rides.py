"""Real rides whose laps were steps: a prescription made of what their laps asked.

What the other program asked is not in the file. It is taken to be the mean power of each lap,
rounded to 5 W, which is what a person reading the workout would know.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.prescription import (
    Command,
    EffortTarget,
    Mode,
    Prescription,
    Segment,
)
from sixhills.ride.recording import Channel
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from sixhills.ride.recording import Ride

LEAST_S = 10.0
ROUNDED_W = 5.0
RECOVERY_SHARE = 0.85  # of the ride's mean power: less is a rest


def prescribe_laps(ride: Ride) -> tuple[Prescription, list[tuple[float, float]]]:
    """A prescription of a ride's laps, and where these really began and ended."""
    power = np.nan_to_num(ride.channels[Channel.POWER_W])
    mean_w = float(power.mean())
    critical_w = DEFAULT_RIDER.fitness.critical_power_w.value
    segments: list[Segment] = []
    edges: list[tuple[float, float]] = []
    for lap in ride.laps:
        rows = (ride.elapsed_s >= lap.start_s) & (ride.elapsed_s < lap.end_s)
        if lap.end_s - lap.start_s < LEAST_S or not rows.any():
            continue
        watts = ROUNDED_W * round(float(power[rows].mean()) / ROUNDED_W)
        role = Role.RECOVERY if watts < RECOVERY_SHARE * mean_w else Role.INTERVAL
        segments.append(make_segment(len(segments), lap.end_s - lap.start_s, watts, role))
        edges.append((lap.start_s, lap.end_s))
    segments = [replace(s, share_of_cp=max(0.05, s.share_of_cp / critical_w)) for s in segments]
    return make_prescription(segments), edges


def make_segment(index: int, duration_s: float, watts: float, role: Role) -> Segment:
    """A step of one segment; its share is in watts until the rider is known."""
    return Segment(
        index=index,
        step=index,
        role=role,
        hill=None,
        start_s=0.0,
        duration_s=duration_s,
        posture=Posture.FREE,
        share_of_cp=watts,
        effort=EffortTarget(rpe_low=0, rpe_high=10, words=""),
        heart_rate_bpm=None,
        power_w=None,
        cadence_rpm=None,
        resistance_felt=1.0,
        command=Command(mode=Mode.NONE),
        cues=(),
        why="A lap of a real ride.",
    )


def make_prescription(segments: list[Segment]) -> Prescription:
    """The segments as one prescription."""
    return Prescription(
        workout="laps",
        title="Laps",
        rider=DEFAULT_RIDER,
        equipment=BUILT_IN_BIKES["trainer"],
        segments=tuple(segments),
        w_prime_min_fraction=1.0,
        training_load=0.0,
        work_kj=0.0,
        standing_s=0.0,
    )
