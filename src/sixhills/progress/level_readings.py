"""What a ride's channels tell of its exercise bike: a meter's watts, and the heart.

A meter: the medians of power and cadence wherever a setting was held, by setting and by ten
revolutions of cadence. Power rises with cadence, so the two medians lie on the same curve. The
first seconds on a setting are left out (the rider is still turning it), and so is what nobody
rides for long. A rider who miscounts by one level spoils whole groups and not single samples: a
group that contradicts all others is taken in only as surely as it deserves.

The heart: where a setting was held, the share of heart-rate reserve in the last minute tells the
share of critical power. It lags by minutes and differs from person to person, so it is weak
evidence, and all of one ride together weighs as one observation: a wrong maximum shifts them all.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence
from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from sixhills.equipment.level_belief import LevelBelief
    from sixhills.ride.recording import Ride
    from sixhills.rider import HeartRateBounds

METER_SD = 0.03
"""Of ln power: a meter's gain (1-2 %) and a median of some seconds (notes on coaching, 7)."""

HEART_RATE_SD = 0.12
"""Of ln share: how far people's hearts differ at one share of critical power (our convention)."""

CADENCE_BIN_RPM = 10.0

_SETTLED_S = 10.0  # after a change of setting
_LEAST_SAMPLES = 10
_LONGEST_GAP_S = 3.0  # between records, within which a setting counts as held
_CADENCES_RPM = (40.0, 120.0)
_LEAST_POWER_W = 5.0
_FAR = 3.0  # standard deviations from what all other groups say: a slip

_HELD_S = 150.0  # for heart rate to follow
_LAST_S = 60.0
_LEAST_KNOWN = 0.5  # of the last minute's records
_RESERVES = (0.30, 0.90)  # below it the heart minds other things, above it has no more to give
_RESERVE_AT_CRITICAL = 0.86
_RESERVE_PER_SHARE = 0.97


def read_meter(ride: Ride, belief: LevelBelief, day: date) -> tuple[LevelEvidence, ...]:
    """What a power meter measured, one value for each setting and ten revolutions of cadence.

    Args:
        ride: with power, cadence and the settings that were told; else there is nothing to read.
        belief: of the bike before this ride; tells what contradicts everything else.
        day: of the ride.
    """
    power_w, cadence_rpm = ride.channel(Channel.POWER_W), ride.channel(Channel.CADENCE_RPM)
    setting = ride.told_setting
    if power_w is None or cadence_rpm is None or setting is None:
        return ()
    low, high = _CADENCES_RPM
    good = (power_w >= _LEAST_POWER_W) & (cadence_rpm >= low) & (cadence_rpm < high)
    good &= _held_s(ride.elapsed_s, setting) >= _SETTLED_S
    groups = _group(setting[good], cadence_rpm[good], power_w[good])
    return weigh_slips(belief, [_observe(*group, day) for group in groups])


def read_heart_rate(ride: Ride, bounds: HeartRateBounds, day: date) -> tuple[LevelEvidence, ...]:
    """What heart rate says of each setting that was held for two and a half minutes.

    Args:
        ride: with heart rate, cadence and the settings that were told; else nothing is read.
        bounds: the rider's heart rate at rest and at most.
        day: of the ride.
    """
    heart_bpm, cadence_rpm = ride.channel(Channel.HEART_RATE_BPM), ride.channel(Channel.CADENCE_RPM)
    setting = ride.told_setting
    if heart_bpm is None or cadence_rpm is None or setting is None:
        return ()
    span = bounds.max_bpm - bounds.rest_bpm
    seen: list[tuple[float, float, float]] = []
    for start, end in _find_holds(ride.elapsed_s, setting):
        last = slice(_since(ride.elapsed_s, start, end), end)
        heart, cadence = _median(heart_bpm[last]), _median(cadence_rpm[last])
        if heart is None or cadence is None or not 30 <= cadence <= _CADENCES_RPM[1]:
            continue
        reserve = (heart - bounds.rest_bpm) / span
        if _RESERVES[0] <= reserve <= _RESERVES[1]:
            seen.append((float(setting[start]), cadence, share_at_reserve(reserve)))
    sd = HEART_RATE_SD * math.sqrt(len(seen))
    return tuple(
        LevelEvidence(
            kind=EvidenceKind.FELT,
            day=day,
            setting=held,
            cadence_rpm=cadence,
            low=share,
            high=share,
            sd=sd,
        )
        for held, cadence, share in seen
    )


def share_at_reserve(reserve: float) -> float:
    """Share of critical power at a share of heart-rate reserve, ridden for some minutes.

    A line through the middles of the classes slow, moderate, hill and final hill of the notes on
    coaching (6.1: 50 % of critical power at 37 % of reserve to 96 % at 83 %); it reaches critical
    power at 86 % of reserve, as the 85-88 % of section 2 ask.
    """
    return 1.0 + (reserve - _RESERVE_AT_CRITICAL) / _RESERVE_PER_SHARE


def weigh_slips(belief: LevelBelief, readings: list[LevelEvidence]) -> tuple[LevelEvidence, ...]:
    """The readings of a meter, those less sure that contradict all the others.

    One at a time, the worst first, at most every fourth: how far a reading lies from what the
    others say becomes its standard deviation. With r its distance to a fit that includes it and s
    that fit's sd, its distance to one without it is r / (1 - s²/sd²), with variance
    sd² / (1 - s²/sd²).
    """
    weighed = list(readings)
    for _ in range(len(readings) // 4):
        fit = belief.learn_all(weighed)
        worst, far, distance = 0, 0.0, 0.0
        for i, reading in enumerate(weighed):
            power_w, sd = fit.power_w(reading.setting, reading.cadence_rpm)
            left = max(1e-6, 1.0 - (sd / reading.sd) ** 2)
            off = abs(math.log(reading.low or power_w) - math.log(power_w)) / left
            if off / (reading.sd / math.sqrt(left)) > far:
                worst, far, distance = i, off / (reading.sd / math.sqrt(left)), off
        if far <= _FAR:
            break
        weighed[worst] = replace(weighed[worst], sd=max(distance, 2 * weighed[worst].sd))
    return tuple(weighed)


def cadence_bin(cadence_rpm: float) -> int:
    """The group of ten revolutions that a cadence belongs to: 60 to 69.9 rpm are group 6."""
    return int(cadence_rpm // CADENCE_BIN_RPM)


def _observe(setting: float, cadence_rpm: float, power_w: float, day: date) -> LevelEvidence:
    return LevelEvidence(
        kind=EvidenceKind.METER,
        day=day,
        setting=setting,
        cadence_rpm=cadence_rpm,
        low=power_w,
        high=power_w,
        sd=METER_SD,
    )


def _group(
    setting: NDArray[np.float64], cadence_rpm: NDArray[np.float64], power_w: NDArray[np.float64]
) -> list[tuple[float, float, float]]:
    """Setting and the medians of cadence and power of each group with enough samples."""
    import numpy as np

    groups = []
    bins = cadence_rpm // CADENCE_BIN_RPM
    for level, tens in sorted(set(zip(setting.tolist(), bins.tolist(), strict=True))):
        here = (setting == level) & (bins == tens)
        if here.sum() >= _LEAST_SAMPLES:
            cadence, power = float(np.median(cadence_rpm[here])), float(np.median(power_w[here]))
            groups.append((level, cadence, power))
    return groups


def _held_s(elapsed_s: NDArray[np.float64], setting: NDArray[np.float64]) -> NDArray[np.float64]:
    """For how long [s] each record's setting has been held; NaN where none was told."""
    import numpy as np

    changed = _changes(elapsed_s, setting)
    begun = np.maximum.accumulate(np.where(changed, np.arange(len(setting)), 0))
    held: NDArray[np.float64] = np.where(np.isnan(setting), np.nan, elapsed_s - elapsed_s[begun])
    return held


def _find_holds(
    elapsed_s: NDArray[np.float64], setting: NDArray[np.float64]
) -> list[tuple[int, int]]:
    """First record of each long hold of a setting, and the one after its last."""
    import numpy as np

    starts = np.flatnonzero(_changes(elapsed_s, setting)).tolist()
    holds = zip(starts, [*starts[1:], len(setting)], strict=True)
    return [
        (start, end)
        for start, end in holds
        if elapsed_s[end - 1] - elapsed_s[start] >= _HELD_S - 1 and not np.isnan(setting[start])
    ]


def _changes(elapsed_s: NDArray[np.float64], setting: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where a setting begins to be held: at the start, another setting, or after a gap."""
    import numpy as np

    changed = np.ones(len(setting), dtype=np.bool_)
    changed[1:] = (setting[1:] != setting[:-1]) | (np.diff(elapsed_s) > _LONGEST_GAP_S)
    return changed


def _since(elapsed_s: NDArray[np.float64], start: int, end: int) -> int:
    """Index where the last minute of a hold begins."""
    import numpy as np

    first_s = elapsed_s[end - 1] - _LAST_S
    return start + int(np.searchsorted(elapsed_s[start:end], first_s, side="right"))


def _median(values: NDArray[np.float64]) -> float | None:
    """The median of what is known, None where less than half is."""
    import numpy as np

    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) > _LEAST_KNOWN * len(values) else None
