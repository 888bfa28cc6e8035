"""A road bike: the same known hill again and again, resistance by the gear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.prescribe.choice import Option, choose_best, weigh_option
from sixhills.prescribe.effort import find_intensity
from sixhills.prescribe.prescription import Command, Mode, PowerTarget
from sixhills.prescribe.rising import choose_hills
from sixhills.prescribe.setting import Setting, Stretch, show_cadence, show_power
from sixhills.prescribe.target import Target, is_climb, nominal_duration_s
from sixhills.terrain.known_hill import KnownHill
from sixhills.workout.model import Climb, Descent, Distance, Word, WordEffort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.equipment.road_bike import RoadBike
    from sixhills.rider import Rider

_TURN_S = 30.0  # turning round at the top and at the foot
_FASTEST_DESCENT_MPS = 11.0  # about 40 km/h, with brakes
_SLOWEST_MPS = 1.4  # below walking pace nobody stays upright
_LOWEST_RPM = 60.0  # "grade is capped by what the lowest gear can turn at 60 rpm"
_HARDER_GEARS_NEEDED = 2  # above the easiest, so that hills 2 and 3 can be harder
_SUGGESTED_GRADES = tuple(per_mille / 1000 for per_mille in range(60, 5, -5))


class RoadBikeMachine:
    """A road bike on one hill, geared for one rider and one workout."""

    def __init__(
        self,
        rider: Rider,
        bike: RoadBike,
        targets: Sequence[Target],
        hill: KnownHill | None,
    ):
        self._rider = rider
        self._bike = bike
        self._load = bike.road_load(rider.mass_kg)
        self._cp_w = rider.fitness.critical_power_w.value
        self._gears = bike.gears.easiest_first()
        self._climbs = any(is_climb(target) for target in targets)
        self._told_hill = hill
        self._hill = hill or self._suggest_hill()
        self._choice = choose_hills(targets, self._hill_options)
        self._slowest = min(
            (self._hill_options(t)[0].cadence_rpm for t in targets if is_climb(t)), default=None
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the rider should know about this workout on this hill."""
        told = []
        if self._climbs and self._told_hill is None:
            told.append(
                f"No hill was given, so one of {100 * self._hill.grade:.1f} % is assumed, which "
                "suits you and your gears. Tell yours, for example --hill 900m@6%."
            )
        if self._slowest is not None and self._slowest < _LOWEST_RPM:
            told.append(
                f"This hill is steep for you and your gears: the easiest gear turns at only "
                f"{self._slowest:.0f} rpm. A hill of {100 * self._steepest():.1f} % or less suits "
                "better, or a cassette with a larger sprocket."
            )
        if self._choice.too_few:
            told.append(
                "This bike has too few gears for this hill to make every climb harder than the "
                "last; hold the cadence lower where more is asked."
            )
        return tuple(told)

    @property
    def setup(self) -> tuple[str, ...]:
        """What to do before starting."""
        if not self._climbs:
            return ()
        return (
            "Ride the same hill each time: up, turn where you see far both ways, roll down, "
            "turn again at the foot.",
        )

    def measure(self, target: Target) -> Stretch:
        """How long a step lasts: climbs and descents by the hill's length."""
        extent = target.step.extent
        if isinstance(extent, Climb):
            speed = self._speed(target)
            length = self._length_m()
            return Stretch(
                duration_s=round(length / speed), distance_m=round(length), grade=self._hill.grade
            )
        if isinstance(extent, Descent):
            length = self._length_m()
            speed = min(_FASTEST_DESCENT_MPS, self._load.speed_mps(0.0, -self._hill.grade))
            speed = max(speed, self._load.speed_mps(target.mean_share * self._cp_w, 0.0))
            return Stretch(
                duration_s=round(length / speed + _TURN_S),
                distance_m=round(length),
                grade=-self._hill.grade,
            )
        if isinstance(extent, Distance):
            speed = self._load.speed_mps(target.mean_share * self._cp_w, 0.0)
            return Stretch(
                duration_s=round(extent.distance_m / speed),
                distance_m=extent.distance_m,
                grade=None,
            )
        return Stretch(duration_s=nominal_duration_s(target.step))

    def set(self, target: Target, share_of_cp: float) -> Setting:
        """What gear to ride a part of a step in."""
        if isinstance(target.step.extent, Descent):
            return self._roll_down(target, share_of_cp)
        option = self._choice.by_word.get(target.hill_word) if target.hill_word else None
        if option is None:
            option = choose_best(self._options(target, share_of_cp))
        return Setting(
            command=Command(mode=Mode.GEAR, value=self._gears[option.rank]),
            share_of_cp=share_of_cp,
            aim_rpm=option.cadence_rpm,
            cadence_rpm=show_cadence(option.cadence_rpm, target),
            power_w=self._power(target, share_of_cp),
        )

    def _roll_down(self, target: Target, share_of_cp: float) -> Setting:
        return Setting(
            command=Command(mode=Mode.NONE),
            share_of_cp=share_of_cp,
            aim_rpm=target.aim_rpm,
            cadence_rpm=None,
            power_w=self._power(target, share_of_cp),
        )

    def _hill_options(self, target: Target) -> list[Option]:
        return self._options(target, target.mean_share)

    def _options(self, target: Target, share_of_cp: float) -> list[Option]:
        power_w = share_of_cp * self._cp_w
        grade = self._hill.grade if is_climb(target) else 0.0
        speed = max(_SLOWEST_MPS, self._load.speed_mps(power_w, grade))
        return [
            weigh_option(
                rank,
                cadence_rpm=self._bike.gears.cadence_rpm(gear, speed),
                power_w=power_w,
                aim_rpm=target.aim_rpm,
                target_w=power_w,
            )
            for rank, gear in enumerate(self._gears)
        ]

    def _speed(self, target: Target) -> float:
        power_w = target.mean_share * self._cp_w
        return max(_SLOWEST_MPS, self._load.speed_mps(power_w, self._hill.grade))

    def _length_m(self) -> float:
        if self._hill.length_m is not None:
            return self._hill.length_m
        seconds = self._hill.duration_s or Climb().duration_s
        speed = self._load.speed_mps(self._moderate_w(), self._hill.grade)
        return seconds * max(_SLOWEST_MPS, speed)

    def _moderate_w(self) -> float:
        """Power on the first hill: what a known time up the hill is taken to mean."""
        intensity = find_intensity(WordEffort(word=Word.HILL_1), 240.0, self._rider)
        return intensity.share_at(0.5) * self._cp_w

    def _suggest_hill(self) -> KnownHill:
        return KnownHill(grade=self._steepest(), duration_s=Climb().duration_s)

    def _steepest(self) -> float:
        """Steepest grade on which the first hill leaves harder gears for the next ones."""
        needed = self._gears[min(_HARDER_GEARS_NEEDED, len(self._gears) - 1)]
        for grade in _SUGGESTED_GRADES:
            speed = self._load.speed_mps(self._moderate_w(), grade)
            if speed >= _SLOWEST_MPS and self._bike.gears.cadence_rpm(needed, speed) >= _LOWEST_RPM:
                return grade
        return _SUGGESTED_GRADES[-1]

    def _power(self, target: Target, share_of_cp: float) -> PowerTarget | None:
        if not self._bike.shows_watts:
            return None
        return show_power(share_of_cp * self._cp_w, target)
