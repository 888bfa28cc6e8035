"""Forces and torques between crank, road and air. SI units; grade is rise over run.

The road-load equation is that of Martin et al. (1998), Journal of Applied Biomechanics 14,
doi:10.1123/jab.14.3.276, without wheel inertia and with drivetrain efficiency as a factor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sixhills.errors import InvalidValueError, require

GRAVITY_MPS2 = 9.80665
AIR_DENSITY_KGPM3 = 1.225  # ISO 2533 standard atmosphere, sea level, 15 °C
_MAX_SPEED_MPS = 40.0
_LEAST_SPEED_MPS = 1.0  # keeps the push of a power from growing without bound
_LONGEST_STEP_S = 0.25


def torque_nm(power_w: float, cadence_rpm: float) -> float:
    """Mean crank torque [N m] that gives a power at a cadence above zero."""
    require(cadence_rpm > 0, "cadence_rpm", "above 0", cadence_rpm)
    return power_w * 60.0 / (2.0 * math.pi * cadence_rpm)


def power_w(torque_nm: float, cadence_rpm: float) -> float:
    """Power [W] of a mean crank torque at a cadence."""
    return torque_nm * 2.0 * math.pi * cadence_rpm / 60.0


@dataclass(frozen=True, kw_only=True)
class RoadLoad:
    """What resists a rider on a bike: mass, rolling, air.

    Attributes:
        mass_kg: rider, bike and what they carry.
        rolling_resistance: coefficient of rolling resistance (about .005 on asphalt).
        drag_area_m2: drag coefficient times frontal area.
        air_density_kgpm3: density of the air.
        drivetrain_efficiency: share of crank power that reaches the wheel.
    """

    mass_kg: float
    rolling_resistance: float = 0.005
    drag_area_m2: float = 0.36
    air_density_kgpm3: float = AIR_DENSITY_KGPM3
    drivetrain_efficiency: float = 0.97

    def __post_init__(self) -> None:
        require(20 <= self.mass_kg <= 400, "mass_kg", "between 20 and 400", self.mass_kg)
        require(
            0 < self.drivetrain_efficiency <= 1,
            "drivetrain_efficiency",
            "above 0, at most 1",
            self.drivetrain_efficiency,
        )

    def force_n(self, speed_mps: float, grade: float) -> float:
        """Force [N] at the wheel that holds a speed on a grade; negative when the hill pushes."""
        slope = math.atan(grade)
        weight_n = self.mass_kg * GRAVITY_MPS2
        along_n = weight_n * (math.sin(slope) + self.rolling_resistance * math.cos(slope))
        return along_n + 0.5 * self.air_density_kgpm3 * self.drag_area_m2 * speed_mps**2

    def crank_power_w(self, speed_mps: float, grade: float) -> float:
        """Crank power [W] that holds a speed on a grade, never below zero."""
        return max(0.0, self.force_n(speed_mps, grade) * speed_mps / self.drivetrain_efficiency)

    def speed_mps(self, power_w: float, grade: float) -> float:
        """Steady speed [m/s] at a crank power on a grade, at most 40 m/s.

        On a descent the speed at zero power is the coasting speed.
        """
        wheel_w = power_w * self.drivetrain_efficiency
        low, high = 0.0, _MAX_SPEED_MPS
        for _ in range(60):
            middle = 0.5 * (low + high)
            if self.force_n(middle, grade) * middle > wheel_w:
                high = middle
            else:
                low = middle
        return low

    def development_m(self, power_w: float, grade: float, cadence_rpm: float) -> float:
        """Distance [m] that a turn of the crank must roll for a power at a cadence on a grade."""
        require(cadence_rpm > 0, "cadence_rpm", "above 0", cadence_rpm)
        return 60.0 * self.speed_mps(power_w, grade) / cadence_rpm

    def mean_speed_mps(
        self, power_w: float, grade: float, duration_s: float, *, start_mps: float
    ) -> float:
        """Mean speed [m/s] over a time at a crank power, from a speed that is not yet steady.

        What a short effort comes to: it ends before the speed that its power could hold. Wheel
        inertia is left out.
        """
        step_s = min(_LONGEST_STEP_S, duration_s / 4)
        steps = round(duration_s / step_s)
        speed, distance_m = max(start_mps, _LEAST_SPEED_MPS), 0.0
        for _ in range(steps):
            push_n = power_w * self.drivetrain_efficiency / speed - self.force_n(speed, grade)
            after = max(_LEAST_SPEED_MPS, speed + push_n / self.mass_kg * step_s)
            distance_m += 0.5 * (speed + after) * step_s
            speed = after
        return distance_m / (steps * step_s)

    def grade(self, power_w: float, speed_mps: float) -> float:
        """Grade at which a crank power holds a speed above zero.

        Raises:
            InvalidValueError: no grade exists, because the force exceeds the weight.
        """
        require(speed_mps > 0, "speed_mps", "above 0", speed_mps)
        force_n = power_w * self.drivetrain_efficiency / speed_mps
        air_n = 0.5 * self.air_density_kgpm3 * self.drag_area_m2 * speed_mps**2
        # sin a + crr cos a = q  has the closed solution below
        q = (force_n - air_n) / (self.mass_kg * GRAVITY_MPS2)
        length = math.hypot(1.0, self.rolling_resistance)
        if abs(q) >= length:
            raise InvalidValueError(
                f"no slope takes {power_w:.0f} W at {speed_mps:.1f} m/s",
                remedy="lower the power or raise the speed",
            )
        return math.tan(math.asin(q / length) - math.atan(self.rolling_resistance))


@dataclass(frozen=True, kw_only=True)
class RoadStretch:
    """A measured stretch of road, as Martin's model takes it.

    Attributes:
        speed_mps: mean ground speed.
        grade: rise over run.
        wind_mps: speed of the wind.
        wind_from_deg: where it comes from, on the compass.
        heading_deg: where the rider goes.
        start_mps, end_mps: ground speeds at the ends.
        duration_s: how long it takes.
    """

    speed_mps: float
    grade: float = 0.0
    wind_mps: float = 0.0
    wind_from_deg: float = 0.0
    heading_deg: float = 0.0
    start_mps: float | None = None
    end_mps: float | None = None
    duration_s: float | None = None

    @property
    def air_speed_mps(self) -> float:
        """Speed of the air against the rider, along the road."""
        angle = math.radians(self.wind_from_deg - self.heading_deg)
        return self.speed_mps + self.wind_mps * math.cos(angle)


@dataclass(frozen=True, kw_only=True)
class Wheels:
    """What turns: spokes in the air, bearings, inertia.

    Attributes:
        spoke_drag_area_m2: drag area of the spokes.
        inertia_kgm2: of both wheels.
        radius_m: of a wheel.
    """

    spoke_drag_area_m2: float = 0.0044
    inertia_kgm2: float = 0.14
    radius_m: float = 0.311


def stretch_power_w(stretch: RoadStretch, load: RoadLoad, wheels: Wheels | None = None) -> float:
    """Crank power [W] of a stretch by Martin's whole model: air, rolling, bearings, hill, speed.

    Equations 1 to 8 of Martin et al. (1998), doi:10.1123/jab.14.3.276.
    """
    turning = wheels or Wheels()
    slope = math.atan(stretch.grade)
    speed, air = stretch.speed_mps, stretch.air_speed_mps
    drag_m2 = load.drag_area_m2 + turning.spoke_drag_area_m2
    weight_n = load.mass_kg * GRAVITY_MPS2
    net_w = (
        0.5 * load.air_density_kgpm3 * drag_m2 * air * abs(air) * speed
        + load.rolling_resistance * weight_n * math.cos(slope) * speed
        + speed * (91.0 + 8.7 * speed) * 1e-3
        + weight_n * math.sin(slope) * speed
    )
    if stretch.start_mps is not None and stretch.end_mps is not None and stretch.duration_s:
        moved_kg = load.mass_kg + turning.inertia_kgm2 / turning.radius_m**2
        gained = stretch.end_mps**2 - stretch.start_mps**2
        net_w += 0.5 * moved_kg * gained / stretch.duration_s
    return net_w / load.drivetrain_efficiency
