"""Rails: what a rider is warned about before riding what was asked for.

The load rails that bind what sixhills itself proposes are in progress/next_workout.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.care.limits_told import tell_limits
from sixhills.prescribe.targeting import may_stand
from sixhills.rider import Experience, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.equipment import Equipment
    from sixhills.prescribe.forecast import Forecast
    from sixhills.prescribe.target import Target
    from sixhills.rider import Rider

W_PRIME_FLOOR = 0.35
W_PRIME_FLOOR_BEGINNER = 0.50


def w_prime_floor(rider: Rider) -> float:
    """Share of W′ that should stay in reserve (DESIGN, rule 6)."""
    beginner = rider.experience is Experience.BEGINNER
    return W_PRIME_FLOOR_BEGINNER if beginner else W_PRIME_FLOOR


def warn_about(
    targets: Sequence[Target], forecast: Forecast, rider: Rider, equipment: Equipment
) -> tuple[str, ...]:
    """Warnings about this workout for this rider, whatever the machine."""
    told = [*_tell_seated(targets, rider, equipment), *tell_limits(rider.limits)]
    floor = w_prime_floor(rider)
    if forecast.w_prime_min_fraction < floor:
        told.append(
            f"This asks for much of your reserve (W′): {_per_cent(forecast.w_prime_min_fraction)} "
            f"would be left, and {_per_cent(floor)} should be. Take an easier variant, or go "
            "easier before it gets too hard."
        )
    if rider.fitness.critical_power_w.origin is Origin.GUESSED:
        told.append(
            f'Your fitness is guessed from "{rider.experience}". Go by the effort words until '
            "rides or a test tell more."
        )
    return tuple(told)


def _tell_seated(targets: Sequence[Target], rider: Rider, equipment: Equipment) -> list[str]:
    """What becomes of the parts that are meant standing."""
    meant_standing = [target for target in targets if target.instead_of or target.sat_down]
    if may_stand(rider, equipment) or not meant_standing:
        return []
    who = "this bike is ridden" if rider.may_stand else "you ride"
    heavier = all(target.instead_of for target in meant_standing)
    more = " with a little more resistance" if heavier else ""
    return [f"Because {who} seated only, every standing part is seated{more}."]


def _per_cent(fraction: float) -> str:
    return f"{max(0.0, 100 * fraction):.0f} %"
