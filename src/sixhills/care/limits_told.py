"""What a rider's limits mean for riding, each told in one plain sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sixhills.rider import Limits


def tell_limits(limits: Limits) -> tuple[str, ...]:
    """One sentence for each limit that binds, what matters most first."""
    told = []
    if limits.max_rpe is not None:
        told.append(
            f"Because of your answers on health, no effort is above {limits.max_rpe:g} of 10, "
            "until a doctor or other professional clears you for more."
        )
    if limits.seated_only:
        told.append("Because of your answers on health, stay in the saddle all through.")
    if limits.low_torque:
        told.append(
            "Because of your answers on health, resistance stays low: quick, light legs instead."
        )
    if limits.least_cadence_rpm is not None:
        told.append(
            f"To spare your knees, never pedal slower than {limits.least_cadence_rpm:.0f} rpm; "
            "take less resistance instead."
        )
    if not limits.heart_rate_steers:
        told.append("Your pulse does not show how hard it is: go by how it feels.")
    return tuple(told)
