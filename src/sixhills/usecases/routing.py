"""A ride over hills from a place on the map: found, timed, exported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.equipment import RoadBike
from sixhills.errors import InputError, InvalidValueError, require
from sixhills.prescribe.targeting import set_targets
from sixhills.usecases.prescribing import read_workout
from sixhills.usecases.profile import Overrides, load_profile
from sixhills.usecases.regions import UNKNOWN_HEIGHTS, Region, open_region
from sixhills.workout.model import Climb, Descent, Role, Time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sixhills.prescribe.target import Target
    from sixhills.rider import Rider
    from sixhills.roads.ramps import Ramp
    from sixhills.roads.route import Route
    from sixhills.roads.wish import RideWish
    from sixhills.workout.model import Workout

FARTHEST_START_M = 1_000.0
"""A start farther from any road is none."""

TOO_FAR = "The start lies {off_km:.1f} km from any road of this region."

_SLOWEST_RPM = 60.0  # "grade is capped by what the lowest gear can turn at 60 rpm"
_STEEPEST = 0.12  # and by what is still a road to train on
_RECOVERY_S = 150.0
_MINUTES_BESIDE_HILLS = 15.0 + 35.0


@dataclass(frozen=True, kw_only=True)
class RouteRequest:
    """What is asked for.

    Attributes:
        lat_deg, lon_deg: where the door is.
        workout: key of a workout over hills, or a file with one.
        proposals: how many different routes.
        minutes: how long the ride should take, or None.
        most_repeats: how often one hill may come again, None for any number.
        month: of the ride, 1 to 12, for roads that are closed in some; None: any.
        use, avoid: keys of hills.
    """

    lat_deg: float
    lon_deg: float
    workout: str = "six-hills"
    proposals: int = 1
    minutes: float | None = None
    most_repeats: int | None = None
    month: int | None = None
    use: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(-90 <= self.lat_deg <= 90, "latitude", "-90 to 90", self.lat_deg)
        require(-180 <= self.lon_deg <= 180, "longitude", "-180 to 180", self.lon_deg)
        fits = self.minutes is None or 50 <= self.minutes <= 240
        require(fits, "minutes", "50 to 240", self.minutes)


@dataclass(frozen=True, kw_only=True, eq=False)
class Routed:
    """What was found.

    Attributes:
        region: where.
        workout: for which workout.
        rider: for whom.
        bike: on what.
        routes: proposals, the best first; empty where there is none.
        reason: why there is none, else None.
        ramp: what may be ridden instead of hills; None where there are routes, or nothing climbs.
        start_off_m: how far the first point lies from where the door was said to be.
        notes: what was assumed.
    """

    region: Region
    workout: Workout
    rider: Rider
    bike: RoadBike
    routes: tuple[Route, ...]
    reason: str | None
    ramp: Ramp | None
    start_off_m: float
    notes: tuple[str, ...]


def find_routes(
    home: Path, region_name: str, request: RouteRequest, overrides: Overrides | None = None
) -> Routed:
    """Routes for a workout over hills.

    Raises:
        InputError: the region, workout or bike do not exist, or do not fit.
    """
    region = open_region(home, region_name, (request.lat_deg, request.lon_deg))
    return find_routes_in(home, region, request, overrides)


def find_routes_in(
    home: Path, region: Region, request: RouteRequest, overrides: Overrides | None = None
) -> Routed:
    """Routes in a region that is loaded."""
    from sixhills.roads.network import nearest_junction
    from sixhills.roads.route import make_route
    from sixhills.roads.six_hills import find_rides

    workout = read_workout(home, request.workout)
    given = overrides or Overrides()
    profile = load_profile(home, _on_road(home, given))
    bike = profile.equipment
    if not isinstance(bike, RoadBike):
        raise InputError(f'"{bike.name}" is no road bike', remedy="name one with --bike")
    wish = make_wish(workout, profile.rider, bike, request)
    start, off_m = nearest_junction(region.terrain.network, request.lat_deg, request.lon_deg)

    def answer(routes: tuple[Route, ...], reason: str | None, ramp: Ramp | None = None) -> Routed:
        return Routed(
            region=region,
            workout=workout,
            rider=profile.rider,
            bike=bike,
            routes=routes,
            reason=reason,
            ramp=ramp,
            start_off_m=off_m,
            notes=profile.notes,
        )

    if off_m > FARTHEST_START_M:
        return answer((), TOO_FAR.format(off_km=off_m / 1000))
    if region.info.height_noise_m is None:
        return answer((), UNKNOWN_HEIGHTS)
    search = find_rides(region.terrain, start, wish)
    names = region.info.names
    routes = [make_route(region.terrain.network, ride, wish, names) for ride in search.rides]
    if request.minutes is not None:
        wished_s = 60.0 * request.minutes
        routes.sort(key=lambda r: (not r.shape.is_exact, abs(r.legs.total_s - wished_s)))
    return answer(tuple(routes), search.reason, search.ramp)


def say_instead(workout: Workout, ramp: Ramp | None) -> str:
    """What to do where the land has no ride for a workout."""
    indoors = f"ride it indoors: sixhills ride {workout.key} --bike trainer."
    if ramp is None:
        return (
            "A bridge or a ramp that takes two minutes will do, up and down again "
            f'(sixhills prescribe {workout.key} --bike road --hill "2min, gentle"), or {indoors}'
        )
    hill = f"{ramp.length_m:.0f}m@{100 * ramp.grade:.1f}%"
    times = "once" if ramp.ups == 1 else f"{ramp.ups} times in a row"
    return (
        f"The best ramp near your door climbs {ramp.gain_m:.0f} m over {ramp.length_m:.0f} m "
        f"({100 * ramp.grade:.1f} %), {ramp.away_m / 1000:.1f} km away at {ramp.lat_deg:.5f},"
        f"{ramp.lon_deg:.5f}. Up it takes {ramp.duration_s:.0f} s: for each hill ride it up "
        f"{times} (sixhills prescribe {workout.key} --bike road --hill {hill}). Or {indoors}"
    )


def make_wish(workout: Workout, rider: Rider, bike: RoadBike, request: RouteRequest) -> RideWish:
    """What a workout asks of the road, for one rider on one bike.

    Raises:
        InvalidValueError: the workout has no hills.
    """
    from sixhills.roads.pace import steepest_rideable
    from sixhills.roads.wish import RideWish

    targets = set_targets(workout, rider, bike)
    hills = [target for target in targets if isinstance(target.step.extent, Climb)]
    if not hills:
        raise InvalidValueError(
            f'the workout "{workout.key}" climbs no hills', remedy="take one of kind hills"
        )
    cp_w = rider.fitness.critical_power_w.value
    first_w = hills[0].mean_share * cp_w
    load = bike.road_load(rider.mass_kg)
    easiest = bike.gears.speed_mps(bike.gears.easiest_first()[0], _SLOWEST_RPM)
    steady_s, cool_s = _after(targets, Role.STEADY, 1800.0), _after(targets, Role.COOL_DOWN, 300.0)
    extents = [target.step.extent for target in hills]
    meant = [extent.duration_s for extent in extents if isinstance(extent, Climb)]
    return RideWish(
        load=load,
        hills_w=tuple(target.mean_share * cp_w for target in hills),
        warm_up_w=_mean_w(targets, Role.WARM_UP, 0.57, cp_w),
        recovery_w=_mean_w(targets, Role.RECOVERY, 0.42, cp_w),
        steady_w=_mean_w(targets, Role.STEADY, 0.67, cp_w),
        cool_down_w=_mean_w(targets, Role.COOL_DOWN, 0.50, cp_w),
        hill_s=_choose_hill_s(request.minutes, len(hills), sum(meant) / len(meant)),
        recovery_s=_recovery_s(targets),
        steady_s=steady_s,
        cool_down_s=cool_s,
        steepest=min(_STEEPEST, steepest_rideable(load, first_w, easiest)),
        month=request.month,
        most_repeats=request.most_repeats,
        use=frozenset(request.use),
        avoid=frozenset(request.avoid),
        proposals=request.proposals,
    )


def _on_road(home: Path, given: Overrides) -> Overrides:
    """The overrides, on a road bike where none is named and the default is another kind."""
    from dataclasses import replace

    if given.bike is not None:
        return given
    default = load_profile(home, given).equipment
    return given if isinstance(default, RoadBike) else replace(given, bike="road", levels=None)


def _choose_hill_s(minutes: float | None, hills: int, meant_s: float) -> float:
    """How long a hill should take, so that the whole takes the minutes wished."""
    if minutes is None:
        return min(max(meant_s, 150.0), 420.0)
    each_s = 60.0 * (minutes - _MINUTES_BESIDE_HILLS) / hills
    return min(max(0.55 * each_s, 150.0), 420.0)


def _mean_w(targets: Sequence[Target], role: Role, share: float, cp_w: float) -> float:
    """Mean power of the steps of a role, or of a usual share where there is none."""
    shares = [target.mean_share for target in targets if target.step.role is role]
    return cp_w * (sum(shares) / len(shares) if shares else share)


def _after(targets: Sequence[Target], role: Role, usual_s: float) -> float:
    extents = [target.step.extent for target in targets if target.step.role is role]
    times = [extent.duration_s for extent in extents if isinstance(extent, Time)]
    return sum(times) if times else usual_s


def _recovery_s(targets: Sequence[Target]) -> float:
    times = [t.step.extent.duration_s for t in targets if isinstance(t.step.extent, Descent)]
    return sum(times) / len(times) if times else _RECOVERY_S
