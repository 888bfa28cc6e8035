"""Simulated legs: the torque on the crank that holds a cadence or gives a power.

Torque has a ceiling that falls in a straight line with cadence, so that maximal power comes at
half the cadence at which no torque is left; what a tired body has left is a second ceiling.
"""

from __future__ import annotations

_UNLOADED_RADPS = 22.6  # 216 rpm: nobody pushes faster than that
_STANDING_GAIN = 1.22  # body weight helps: 20-30 % more torque, our convention
_GRIP_NM_S = 18.0  # torque for a cadence that is off by 1 rad/s, on a light flywheel
_HEAVY_S = 1.5  # a heavy flywheel is steered with torque in proportion to its inertia
_INTEGRAL_PER_S = 0.5
_SPIN_UP_RADPS2 = 2.5  # 70 rpm three seconds after a stop
_SLOW_DOWN_RADPS2 = 0.6  # a lower cadence is taken on without letting go
_SLOWEST_RADPS = 2.0  # below, a power is no guide for how hard to push


class Legs:
    """Legs that push.

    Args:
        max_power_w: maximal power of the rider, seated.
        inertia_kgm2: of all that turns, seen from the crank.

    Attributes:
        aim_radps: cadence to hold, or None.
        aim_w: power to give whatever the cadence, or None. With neither aim the legs rest.
        standing: whether the rider stands.
        limit_w: the most power that the body can give now.
        inertia_kgm2: what the legs have got used to.
    """

    def __init__(self, max_power_w: float, inertia_kgm2: float):
        self._strength_nm = 4.0 * max_power_w / _UNLOADED_RADPS
        self._held_nm = 0.0
        self._aiming_radps = 0.0
        self.aim_radps: float | None = None
        self.aim_w: float | None = None
        self.standing = False
        self.limit_w = max_power_w
        self.inertia_kgm2 = inertia_kgm2

    @property
    def rest(self) -> bool:
        """Whether the legs stand still: a freewheel then lets the crank stop."""
        return self.aim_radps is None and self.aim_w is None

    def ceiling_nm(self, crank_radps: float) -> float:
        """The most torque [N m] at a cadence."""
        strength_nm = self._strength_nm * (_STANDING_GAIN if self.standing else 1.0)
        fresh_nm = max(0.0, strength_nm * (1.0 - crank_radps / _UNLOADED_RADPS))
        return min(fresh_nm, self.limit_w / crank_radps) if crank_radps > 0.1 else fresh_nm

    def push_nm(self, crank_radps: float, step_s: float) -> float:
        """Torque [N m] for the next instant; never negative."""
        ceiling_nm = self.ceiling_nm(crank_radps)
        if self.aim_w is not None:
            return min(ceiling_nm, self.aim_w / max(_SLOWEST_RADPS, crank_radps))
        if self.aim_radps is None:
            self._held_nm = 0.0
            self._aiming_radps = crank_radps
            return 0.0
        return self._hold_cadence(self.aim_radps, crank_radps, ceiling_nm, step_s)

    def _hold_cadence(
        self, aim_radps: float, crank_radps: float, ceiling_nm: float, step_s: float
    ) -> float:
        change = aim_radps - self._aiming_radps
        self._aiming_radps += min(
            _SPIN_UP_RADPS2 * step_s, max(-_SLOW_DOWN_RADPS2 * step_s, change)
        )
        grip = max(_GRIP_NM_S, self.inertia_kgm2 / _HEAVY_S)
        off_radps = self._aiming_radps - crank_radps
        push_nm = self._held_nm + grip * off_radps
        if 0.0 < push_nm < ceiling_nm:  # at a limit, trying longer teaches the legs nothing
            self._held_nm += _INTEGRAL_PER_S * grip * off_radps * step_s
        return min(ceiling_nm, max(0.0, push_nm))
