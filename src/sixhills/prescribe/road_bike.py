"""A road bike: one known hill again and again, or those of a route; resistance by the gear."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sixhills.prescribe.choice import Option, weigh_option
from sixhills.prescribe.effort import SHORT_EFFORT_S, find_intensity
from sixhills.prescribe.prescription import Command, Mode, PowerTarget
from sixhills.prescribe.rising import choose_hills, choose_setting, find_no_heavier
from sixhills.prescribe.setting import (
    Setting,
    Stretch,
    keep_limits,
    show_cadence,
    show_power,
)
from sixhills.prescribe.target import Target, nominal_duration_s
from sixhills.prescribe.wording import list_roles, say_about, say_grade
from sixhills.terrain.hilly_way import HillyWay
from sixhills.terrain.known_hill import KnownHill
from sixhills.workout.model import Climb, Descent, Distance, Role, Time, Word, WordEffort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.equipment.road_bike import RoadBike
    from sixhills.rider import Rider

_TURN_S = 30.0  # turning round at the top and at the foot
_FASTEST_DESCENT_MPS = 11.0  # about 40 km/h, with brakes
_SLOWEST_MPS = 1.4  # below walking pace nobody stays upright
_LOWEST_RPM = 60.0  # "grade is capped by what the lowest gear can turn at 60 rpm"
_HARDER_GEARS_NEEDED = 2  # above the easiest, so that hills 2 and 3 can be harder
_GENTLEST_GRADE = 0.01
_SUGGESTED_GRADES = tuple(per_mille / 1000 for per_mille in range(60, 5, -5))
_NOTICED_LONGER = 1.5  # a climb that takes so much longer (or shorter) than meant is worth a word


_WAY_TIMES = {
    Role.WARM_UP: "warm_up_s",
    Role.STEADY: "steady_s",
    Role.COOL_DOWN: "cool_down_s",
}


def _place_on_way(targets: Sequence[Target]) -> dict[int, int]:
    """How many climbs come before each target."""
    places, climbs = {}, 0
    for target in targets:
        places[target.index] = climbs
        climbs += target.is_climb
    return places


class RoadBikeMachine:
    """A road bike on one hill, geared for one rider and one workout."""

    def __init__(
        self,
        rider: Rider,
        bike: RoadBike,
        targets: Sequence[Target],
        hill: KnownHill | HillyWay | None,
    ):
        self._rider = rider
        self._bike = bike
        self._load = bike.road_load(rider.mass_kg)
        self._cp_w = rider.fitness.critical_power_w.value
        self._gears = bike.gears.in_shifting_order()
        self._climbs = [target for target in targets if target.is_climb]
        self._suits = self._find_suiting_grade()
        self._way = hill if isinstance(hill, HillyWay) else None
        self._told_hill = hill
        self._hill = self._take_hill(hill)
        self._places = _place_on_way(targets)
        self._hills = choose_hills(targets, self._weigh)
        self._no_heavier = find_no_heavier(targets, self._weigh, self._hills)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the rider should know about this workout on this hill."""
        if not self._climbs:
            return self._tell_no_heavier()
        assumed = [] if self._told_hill else [self._tell_assumption()]
        return (
            *assumed,
            *self._tell_steepness(),
            *self._tell_too_few(),
            *self._tell_no_heavier(),
            *([] if self._way else self._tell_length()),
        )

    @property
    def setup(self) -> tuple[str, ...]:
        """What to do before starting."""
        if not self._climbs:
            return ()
        if self._way:
            return (
                "Follow the route; turn round only where it says so and you see far both ways.",
            )
        count = len(self._climbs)
        times = {1: "once", 2: "twice, the same hill"}.get(count, f"{count} times, the same hill")
        return (
            f"Ride {self._name_hill()} up {times}.",
            "Turn at the top and at the foot, only where you see far both ways. Roll down easily, "
            "and wait at the foot while you are still out of breath.",
        )

    @property
    def too_heavy(self) -> tuple[Role, ...]:
        """Nothing: what this bike asks is told as it is."""
        return ()

    def measure(self, target: Target) -> Stretch:
        """How long a step lasts: climbs and descents by the hill's length."""
        extent = target.step.extent
        if isinstance(extent, Descent):
            return self._measure_descent(target)
        if self._way and isinstance(extent, Time) and target.step.role in _WAY_TIMES:
            duration_s = getattr(self._way, _WAY_TIMES[target.step.role])
            return Stretch(duration_s=round(duration_s), grade=None)
        _, speed_mps = self._ride_at(target, target.mean_share)
        grade = self._grade(target)
        if isinstance(extent, Climb):
            length_m = self._length_m(target)
            return Stretch(
                duration_s=round(length_m / speed_mps), distance_m=round(length_m), grade=grade
            )
        if isinstance(extent, Distance):
            duration_s = round(extent.distance_m / speed_mps)
            return Stretch(duration_s=duration_s, distance_m=extent.distance_m, grade=grade)
        return Stretch(duration_s=extent.duration_s, grade=grade)

    def set(self, target: Target, share_of_cp: float) -> Setting:
        """What gear to ride a part of a step in."""
        if isinstance(target.step.extent, Descent):
            return self._roll_down(target, share_of_cp)
        option = choose_setting(target, share_of_cp, self._weigh, self._hills)
        return Setting(
            command=Command(mode=Mode.GEAR, value=self._gears[option.rank]),
            share_of_cp=option.power_w / self._cp_w,
            aim_rpm=option.cadence_rpm,
            cadence_rpm=show_cadence(option.cadence_rpm, target),
            power_w=self._show_power(target, option.power_w),
        )

    # -- speed and gears -------------------------------------------------------------------

    def _weigh(self, target: Target, share_of_cp: float) -> list[Option]:
        power_w, speed_mps = self._ride_at(target, share_of_cp)
        options = [
            weigh_option(
                rank,
                cadence_rpm=self._bike.gears.cadence_rpm(gear, speed_mps),
                power_w=power_w,
                aim_rpm=target.aim_rpm,
                target_w=power_w,
            )
            for rank, gear in enumerate(self._gears)
        ]
        return keep_limits(options, target, self._cp_w)

    def _ride_at(self, target: Target, share_of_cp: float) -> tuple[float, float]:
        """Power and speed at a share of critical power, never slower than walking."""
        power_w = share_of_cp * self._cp_w
        grade = self._grade(target) or 0.0
        duration_s = nominal_duration_s(target.step)
        if target.step.role is Role.INTERVAL and duration_s <= SHORT_EFFORT_S:
            start_mps = self._load.speed_mps(self._word_w(Word.RECOVERY), grade)
            return power_w, self._load.mean_speed_mps(
                power_w, grade, duration_s, start_mps=max(start_mps, _SLOWEST_MPS)
            )
        speed_mps = self._load.speed_mps(power_w, grade)
        if speed_mps >= _SLOWEST_MPS:
            return power_w, speed_mps
        return self._load.crank_power_w(_SLOWEST_MPS, grade), _SLOWEST_MPS

    def _grade(self, target: Target) -> float | None:
        """Of the road that a step is ridden on, None where it is not known."""
        return self._hill_of(target).grade if target.is_climb else None

    def _hill_of(self, target: Target) -> KnownHill:
        """The hill of a climb: where there is a way, the one whose turn it is."""
        if self._way is None:
            return self._hill
        return self._way.hills[self._places[target.index] % len(self._way.hills)]

    def _word_w(self, word: Word) -> float:
        intensity = find_intensity(WordEffort(word=word), Climb().duration_s, self._rider)
        return intensity.share_at(0.5) * self._cp_w

    def _measure_descent(self, target: Target) -> Stretch:
        if self._way is not None:
            after = max(0, self._places.get(target.index, 1) - 1)
            descent = self._way.descents[after % len(self._way.descents)]
            return Stretch(
                duration_s=round(descent.duration_s),
                distance_m=round(descent.length_m),
                grade=descent.grade,
            )
        length_m = self._length_m()
        rolling_mps = min(_FASTEST_DESCENT_MPS, self._load.speed_mps(0.0, -self._hill.grade))
        pedalling_mps = self._load.speed_mps(target.mean_share * self._cp_w, 0.0)
        return Stretch(
            duration_s=round(length_m / max(rolling_mps, pedalling_mps) + _TURN_S),
            distance_m=round(length_m),
            grade=-self._hill.grade,
        )

    def _roll_down(self, target: Target, share_of_cp: float) -> Setting:
        shown = self._show_power(target, share_of_cp * self._cp_w)
        return Setting(
            command=Command(mode=Mode.NONE),
            share_of_cp=share_of_cp,
            aim_rpm=target.aim_rpm,
            cadence_rpm=None,
            power_w=replace(shown, low=0.0) if shown else None,  # coasting is as good
        )

    def _show_power(self, target: Target, power_w: float) -> PowerTarget | None:
        return show_power(power_w, target) if self._bike.shows_watts else None

    # -- the hill --------------------------------------------------------------------------

    def _meant_climb_s(self) -> float:
        """How long the workout's longest climb is meant to take."""
        extents = [target.step.extent for target in self._climbs]
        meant = [extent.duration_s for extent in extents if isinstance(extent, Climb)]
        return max(meant, default=Climb().duration_s)

    def _take_hill(self, hill: KnownHill | HillyWay | None) -> KnownHill:
        """The one hill, or of a way the steepest: what is told of a hill is told of it."""
        if isinstance(hill, HillyWay):
            return max(hill.hills, key=lambda one: one.grade)
        suits = self._suits or _GENTLEST_GRADE
        return hill or KnownHill(grade=suits, duration_s=self._meant_climb_s())

    def _length_m(self, target: Target | None = None) -> float:
        hill = self._hill if target is None else self._hill_of(target)
        if hill.length_m is not None:
            return hill.length_m
        seconds = self._hill.duration_s or self._meant_climb_s()
        speed_mps = self._load.speed_mps(self._first_hill_w(), self._hill.grade)
        return seconds * max(_SLOWEST_MPS, speed_mps)

    def _find_suiting_grade(self) -> float | None:
        """The steepest grade on which the first hill leaves harder gears for the next ones."""
        harder = _HARDER_GEARS_NEEDED + any(target.instead_of for target in self._climbs)
        needed = self._gears[min(harder, len(self._gears) - 1)]
        lowest_rpm = self._lowest_rpm()
        for grade in _SUGGESTED_GRADES:
            speed_mps = self._load.speed_mps(self._first_hill_w(), grade)
            cadence_rpm = self._bike.gears.cadence_rpm(needed, speed_mps)
            if speed_mps >= _SLOWEST_MPS and cadence_rpm >= lowest_rpm:
                return grade
        return None

    def _first_hill_w(self) -> float:
        """What the first hill asks; of a rider with limits, what the lightest climb asks."""
        if not self._rider.limits.bind or not self._climbs:
            return self._word_w(Word.HILL_1)
        return min(target.mean_share for target in self._climbs) * self._cp_w

    def _lowest_rpm(self) -> float:
        """How slowly a climb may be turned, which limits may raise."""
        if not self._rider.limits.bind:
            return _LOWEST_RPM
        bands = [target.cadence for target in self._climbs if target.cadence]
        return max([_LOWEST_RPM, *(band.low_rpm for band in bands)])

    # -- what is told ----------------------------------------------------------------------

    def _name_hill(self) -> str:
        return f"{round(self._length_m(), -1):.0f} m at {say_grade(self._hill.grade)}"

    def _tell_assumption(self) -> str:
        suits = "which suits you and your gears" if self._suits else "the gentlest there is"
        return (
            f"No hill was given, so one of {self._name_hill()} is assumed, {suits}. Tell yours, "
            "for example --hill 900m@6%."
        )

    def _tell_steepness(self) -> list[str]:
        slowest_mps = self._slowest_mps()
        slowest_rpm = self._bike.gears.cadence_rpm(self._gears[0], slowest_mps)
        if slowest_rpm >= _LOWEST_RPM:
            return []
        told = (
            "This hill is steep for you and your gears: even the easiest gear turns at only "
            f"{slowest_rpm:.0f} rpm"
        )
        if slowest_mps <= _SLOWEST_MPS:
            told += ", and even at walking pace the hill takes more than the workout means"
        gentler = self._suits if self._suits and self._suits < self._hill.grade else None
        advice = f"A hill of {say_grade(gentler)} or less suits better, or" if gentler else "Take"
        return [f"{told}. {advice} a cassette with a larger sprocket."]

    def _tell_too_few(self) -> list[str]:
        if not self._hills.too_few:
            return []
        told = (
            "This bike has too few gears for this hill to make every harder climb harder than the "
            "last."
        )
        if self._slowest_mps() <= _SLOWEST_MPS:
            return [told]
        return [f"{told} Where the gear stays, ride a little faster."]

    def _tell_no_heavier(self) -> tuple[str, ...]:
        if not self._no_heavier:
            return ()
        parts = list_roles([target.step.role for target in self._no_heavier])
        return (
            "This bike has no harder gear that you could turn for what you ride seated instead of "
            f"standing in {parts}.",
        )

    def _slowest_mps(self) -> float:
        return min(self._ride_at(target, target.mean_share)[1] for target in self._climbs)

    def _tell_length(self) -> list[str]:
        """A word where the hill is much longer or shorter than the workout means."""
        meant_s = self._meant_climb_s()
        takes_s = self._length_m() / self._ride_at(self._climbs[0], self._climbs[0].mean_share)[1]
        if takes_s > _NOTICED_LONGER * meant_s:
            turn_m = round(self._length_m() * meant_s / takes_s, -1)
            return [
                f"Each climb takes {say_about(takes_s)} here, and the workout means "
                f"{say_about(meant_s)}. To keep to it, turn back after about {turn_m:.0f} m."
            ]
        if takes_s * _NOTICED_LONGER < meant_s:
            return [
                f"Each climb takes only {say_about(takes_s)} here, and the workout means "
                f"{say_about(meant_s)}. Take a longer hill if there is one."
            ]
        return []
