"""A route as `sixhills route --json` and the app tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sixhills.roads.ramps import Ramp
    from sixhills.roads.route import Route


def list_facts(route: Route) -> dict[str, object]:
    """Plain values of a route; grades are fractions."""
    from sixhills.roads.faults import find_faults, say_fault

    legs = route.legs
    return {
        "distance_m": round(route.length_m, 1),
        "ascent_m": round(route.ascent_m, 1),
        "duration_s": round(legs.total_s),
        "hills": [
            {
                "index": hill.index,
                "start_m": round(hill.start_m, 1),
                "length_m": round(hill.length_m, 1),
                "gain_m": round(hill.gain_m, 1),
                "grade": round(hill.grade, 4),
                "duration_s": round(hill.duration_s),
                "repeat_of": hill.repeat_of,
                "key": hill.key,
            }
            for hill in route.hills
        ],
        "extra_climbs": len(route.shape.extra),
        "other_climbs": len(route.shape.loud) + len(route.shape.elsewhere),
        "hills_found": sum(route.shape.found),
        "is_quiet": not route.shape.loud,
        "faults": [say_fault(fault) for fault in find_faults(route)],
        "u_turns": route.u_turns,
        "most_passes": route.most_passes,
        "main_road_share": round(route.main_road_share, 3),
        "legs": {
            "warm_up_s": round(legs.warm_up_s),
            "hills_s": round(legs.hills_s),
            "steady_s": round(legs.steady_s),
            "cool_down_s": round(legs.cool_down_s),
        },
    }


def list_ramp_facts(ramp: Ramp) -> dict[str, object]:
    """Plain values of a ramp; `ups` in a row do for a hill."""
    return {
        "lat_deg": round(ramp.lat_deg, 6),
        "lon_deg": round(ramp.lon_deg, 6),
        "away_m": round(ramp.away_m),
        "length_m": round(ramp.length_m, 1),
        "gain_m": round(ramp.gain_m, 1),
        "grade": round(ramp.grade, 4),
        "duration_s": round(ramp.duration_s),
        "ups": ramp.ups,
    }
