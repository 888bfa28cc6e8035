"""Rides on an exercise bike with a meter, answers or a heart-rate strap, for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np

from sixhills.equipment import LevelCurve
from sixhills.ride.recording import Channel, Feeling, Ride

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2026, 3, 1)

TRUE = LevelCurve(
    settings=tuple(float(level) for level in range(1, 17)),
    power_at_80_w=tuple(60.0 * 1.12**n for n in range(16)),
    exponent=1.5,
    measured=True,
)
"""A bike as it really is: 60 to 328 W over 16 levels."""


def make_ride(
    told: Sequence[float],
    *,
    rpm: Sequence[float] | float | None = 70.0,
    power_w: Sequence[float] | None = None,
    heart_bpm: Sequence[float] | None = None,
    feelings: tuple[Feeling, ...] = (),
) -> Ride:
    """One record a second."""
    count = len(told)
    channels = {}
    if rpm is not None:
        channels[Channel.CADENCE_RPM] = np.broadcast_to(np.asarray(rpm, float), count).copy()
    if power_w is not None:
        channels[Channel.POWER_W] = np.asarray(power_w, float)
    if heart_bpm is not None:
        channels[Channel.HEART_RATE_BPM] = np.asarray(heart_bpm, float)
    return Ride(
        start=datetime(2026, 3, 1, 10, tzinfo=UTC),
        elapsed_s=np.arange(1.0, count + 1),
        channels=channels,
        told_setting=np.asarray(told, float),
        feelings=feelings,
    )


def metered_ride(
    levels: Sequence[float],
    *,
    curve: LevelCurve = TRUE,
    seconds: int = 60,
    rpm: float = 70.0,
    really: dict[float, float] | None = None,
) -> Ride:
    """So long on each level, with a meter; `really`: which levels were set instead of others."""
    told = [level for level in levels for _ in range(seconds)]
    set_to = really or {}
    power_w = [curve.power_w(set_to.get(level, level), rpm) for level in told]
    return make_ride(told, rpm=rpm, power_w=power_w)


def felt(setting: float, low: float, high: float, *, at_s: float = 60.0) -> Feeling:
    """An answer on a setting, at 70 rpm."""
    return Feeling(
        elapsed_s=at_s,
        segment=0,
        setting=setting,
        cadence_rpm=70.0,
        rpe_low=low,
        rpe_high=high,
        lasting_s=180.0,
    )
