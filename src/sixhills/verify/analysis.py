"""What a ride says beyond its summary, for a rider whose limits are known.

Everything here rests on critical power and W′ (or, for the heart, on its bounds). Where these are
only guessed from experience they are off by a fifth, and what would follow from them is not told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.ride.recording import Channel
from sixhills.rider import Origin
from sixhills.verify.decoupling import decouple_ride
from sixhills.verify.heart_load import THRESHOLD_RESERVE
from sixhills.verify.mean_max import lay_seconds
from sixhills.verify.quadrants import Quadrants, sort_quadrants
from sixhills.verify.recorded import held_s
from sixhills.verify.w_prime import WPrimeBand, band_w_prime
from sixhills.verify.zones import BODY_ZONES, HEART_ZONES, POWER_ZONES, time_in_zones_s

if TYPE_CHECKING:
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider


@dataclass(frozen=True, kw_only=True)
class RideAnalysis:
    """What a ride says beyond its summary. Names are those of `--json`.

    Attributes:
        variability: weighted over mean power; None without power.
        decoupling: share by which power over heart rate fell, of a steady ride of 20 min or more;
            else None.
        w_prime_lowest: lowest share of W′ left, by the model of slowest and of fastest recovery;
            below 0 where critical power or W′ is set too low. None where these are guessed.
        power_zones_s: seconds in seven zones of power, or None likewise.
        body_zones_s: seconds about below the first threshold, between, above critical power.
        heart_zones_s: seconds in five zones of heart rate, None without its bounds.
        quadrants: seconds by force and speed of the pedals, None where critical power is guessed.
    """

    variability: float | None
    decoupling: float | None
    w_prime_lowest: tuple[float, float] | None
    power_zones_s: tuple[float, ...] | None
    body_zones_s: tuple[float, ...] | None
    heart_zones_s: tuple[float, ...] | None
    quadrants: Quadrants | None


def analyse_ride(
    ride: Ride,
    rider: Rider | None,
    *,
    mean_power_w: float | None = None,
    weighted_power_w: float | None = None,
) -> RideAnalysis:
    """Analyse a ride.

    Args:
        ride: what was recorded.
        rider: who rode, or None where not known.
        mean_power_w: of the summary.
        weighted_power_w: likewise.
    """
    critical_w = _known_critical_w(rider)
    band = band_ride(ride, rider)
    even = weighted_power_w / mean_power_w if weighted_power_w and mean_power_w else None
    return RideAnalysis(
        variability=even,
        decoupling=decouple_ride(ride),
        w_prime_lowest=band.lowest if band else None,
        power_zones_s=_time_power_s(ride, critical_w, POWER_ZONES),
        body_zones_s=_time_power_s(ride, critical_w, BODY_ZONES),
        heart_zones_s=_time_heart_s(ride, rider),
        quadrants=sort_quadrants(ride, critical_w) if critical_w else None,
    )


def band_ride(ride: Ride, rider: Rider | None) -> WPrimeBand | None:
    """W′ left over a ride by the clock, None without power or where critical power is a guess."""
    critical_w = _known_critical_w(rider)
    if rider is None or critical_w is None:
        return None
    seconds = lay_seconds(ride, through_pauses=False)
    if seconds is None or len(seconds.work_j) < 2:
        return None
    return band_w_prime(
        seconds.power_w(),
        critical_power_w=critical_w,
        w_prime_j=rider.fitness.w_prime_j.value,
    )


def _known_critical_w(rider: Rider | None) -> float | None:
    if rider is None or rider.fitness.critical_power_w.origin is Origin.GUESSED:
        return None
    return rider.fitness.critical_power_w.value


def _time_power_s(
    ride: Ride, critical_w: float | None, shares: tuple[float, ...]
) -> tuple[float, ...] | None:
    power = ride.channel(Channel.POWER_W)
    if power is None or critical_w is None:
        return None
    return time_in_zones_s(power, held_s(ride), [share * critical_w for share in shares])


def _time_heart_s(ride: Ride, rider: Rider | None) -> tuple[float, ...] | None:
    heart = ride.channel(Channel.HEART_RATE_BPM)
    if heart is None or rider is None or rider.heart_rate is None:
        return None
    threshold_bpm = rider.heart_rate.at_reserve(THRESHOLD_RESERVE)
    return time_in_zones_s(heart, held_s(ride), [share * threshold_bpm for share in HEART_ZONES])
