"""Refusing what no setting can make safe: a bike or a hill beyond what a rider's health allows.

Limits lower what is asked (prescribe/limiting.py), and a machine is set within them as far as it
can be. Where even its easiest is beyond them, riding it is not prescribed at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.errors import InvalidValueError
from sixhills.prescribe.wording import list_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.prescription import Segment
    from sixhills.rider import Limits, Rider
    from sixhills.workout.model import Role

_ROUNDED = 1e-4  # resistance is told to four digits


def refuse_beyond_limits(
    segments: Sequence[Segment], rider: Rider, too_heavy: Sequence[Role] = ()
) -> None:
    """Do nothing where a rider may ride segments on their bike.

    Args:
        segments: as they would be prescribed.
        rider: with limits.
        too_heavy: parts that are known to be harder than they are told, whatever is set.

    Raises:
        InvalidValueError: a segment is beyond the limits, whatever the bike is set to.
    """
    if not rider.limits.bind:
        return
    beyond = [s.role for s in segments if _is_beyond(s, rider.limits)]
    if rider.limits.max_rpe is not None:
        beyond += too_heavy
    if beyond:
        raise InvalidValueError(
            f"this bike or hill cannot be set easy enough in {list_roles(beyond)} for what your "
            "answers on health allow",
            remedy="choose another bike, hill or workout; to answer anew: `sixhills screening`",
        )


def _is_beyond(segment: Segment, limits: Limits) -> bool:
    meant_rpm = round(80.0 * segment.share_of_cp / segment.resistance_felt, 1)
    slowest_rpm = min(segment.cadence_rpm.low, meant_rpm) if segment.cadence_rpm else meant_rpm
    return (
        segment.effort.rpe_high > (limits.max_rpe or 10.0)
        or slowest_rpm < (limits.least_cadence_rpm or 0.0)
        or (limits.most_torque or 10.0) + _ROUNDED < segment.resistance_felt
    )
