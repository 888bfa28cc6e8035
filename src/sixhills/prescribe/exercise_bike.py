"""An exercise bike: levels or turns of a knob, cadence absorbing what lies between them."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING

from sixhills.equipment.exercise_bike import Knob
from sixhills.equipment.level_curve import REFERENCE_CADENCE_RPM
from sixhills.physics import RoadLoad
from sixhills.prescribe.choice import Option, weigh_option
from sixhills.prescribe.forecast import Effort, forecast_left
from sixhills.prescribe.prescription import Band, Command, Mode, PowerTarget
from sixhills.prescribe.rising import choose_hills, choose_setting, find_no_heavier
from sixhills.prescribe.setting import (
    Setting,
    Stretch,
    keep_limits,
    show_cadence,
    show_power,
    show_whole_band,
    shown_half_rpm,
)
from sixhills.prescribe.target import Target, nominal_duration_s
from sixhills.prescribe.wording import list_roles, name_turns
from sixhills.workout.model import CadenceBand, Distance, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sixhills.equipment.exercise_bike import ExerciseBike
    from sixhills.rider import Rider
    from sixhills.workout.model import Word

_FREE_BAND = CadenceBand(low_rpm=60.0, high_rpm=100.0)  # where the workout leaves cadence free
_BEYOND_BAND_RPM = 10.0  # how far cadence may leave the step's band to make up for coarse levels
_REACH_RPM = (50.0, 110.0)  # but not beyond these
_FREE_RPM = 8.0  # how far a free cadence may lie from the usual without being told
_MOST_IN_BURSTS = 1.15  # of the power meant, at the fast end of the band
_ALL_OUT_SHARE = 0.9  # of the rider's ceiling: from here on a hard effort is as good as all-out
_FELT_RPM = 65.0  # at about this cadence hard settings were felt: in hills
_UNLIKELY_SDS = 2.6  # a setting that is harder than believed by so much is a surprise
_NOTICED_MISS = math.log(1.07)  # power by which a bike may miss before the rider is told


class ExerciseBikeMachine:
    """An exercise bike set for one rider and one workout.

    Args:
        rider: for whom.
        bike: on what.
        targets: of the whole workout.
        ridden: settings on which hills of this workout were ridden already.
        day: of the ride, since what is known of a bike ages.
    """

    def __init__(
        self,
        rider: Rider,
        bike: ExerciseBike,
        targets: Sequence[Target],
        ridden: Mapping[Word, float] | None = None,
        day: date | None = None,
    ):
        self._rider = rider
        self._bike = bike
        critical_power = rider.fitness.critical_power_w
        self._cp_w = critical_power.value
        self._curve = bike.working_curve(critical_power.value, critical_power.sd, day)
        self._settings = _usable_settings(bike)
        self._at_80_w = [self._curve.power_w(s, REFERENCE_CADENCE_RPM) for s in self._settings]
        self._flat = RoadLoad(mass_kg=rider.mass_kg + 10.0)
        efforts = [
            Effort(t.index, t.step.role, t.mean_share, nominal_duration_s(t.step)) for t in targets
        ]
        self._left = forecast_left(efforts, rider)
        self._ladders: dict[tuple[int, bool, float], list[Option]] = {}
        self._climbs = any(target.is_climb for target in targets)
        self._too_light = [t for t in targets if self._miss(t, hardest=True) < -_NOTICED_MISS]
        self._too_heavy = [t for t in targets if self._miss(t, hardest=False) > _NOTICED_MISS]
        self._hill_scale = self._find_hill_scale(targets)
        ranks = {word: self._rank(setting) for word, setting in (ridden or {}).items()}
        self._hills = choose_hills(targets, self._weigh, ranks)
        self._no_heavier = find_no_heavier(targets, self._weigh, self._hills)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the rider should know about this workout on this bike."""
        told = []
        if not self._curve.known:
            what = "watts" if self._bike.measures_power else "effort words"
            told.append(
                "How hard the settings of this bike are for you is not known yet. The warm-up "
                f"finds out, if you answer how it feels. The {what} count until then."
            )
        if self._hills.too_few:
            one = "setting" if isinstance(self._bike.resistance, Knob) else "level"
            told.append(
                f"This bike has too few {one}s to give every harder hill one of its own. Where the "
                f"{one} stays, pedal a little faster."
            )
        if self._no_heavier:
            parts = list_roles([target.step.role for target in self._no_heavier])
            told.append(
                "This bike has no harder setting left for what you ride seated instead of standing "
                f"in {parts}."
            )
        if self._too_light:
            told.append(self._tell_limit("hardest", "light", self._too_light, "faster"))
        if self._too_heavy:
            told.append(self._tell_limit("easiest", "hard", self._too_heavy, "slower"))
        return tuple(told)

    @property
    def setup(self) -> tuple[str, ...]:
        """What to do before starting."""
        program = self._bike.hill_program
        if program is None:
            return ("If the bike has programs, select manual.",)
        manual = "Select manual on the bike to follow this workout exactly."
        if not self._climbs:
            return (manual,)
        return (
            manual,
            f'To ride the bike\'s own hills instead, select "{program}" and the longest time, '
            "sit and stand as told here, and leave the levels to the bike.",
        )

    @property
    def too_heavy(self) -> tuple[Role, ...]:
        """Parts for which even the easiest setting is too hard, where that was felt.

        What was measured is told as it is.
        """
        felt = self._curve.known and not self._curve.measured
        return tuple(target.step.role for target in self._too_heavy) if felt else ()

    def measure(self, target: Target) -> Stretch:
        """How long a step lasts here: hills by the time that they stand for."""
        extent = target.step.extent
        if isinstance(extent, Distance):
            speed = self._flat.speed_mps(target.mean_share * self._cp_w, 0.0)
            return Stretch(duration_s=round(extent.distance_m / speed))
        return Stretch(duration_s=nominal_duration_s(target.step))

    def set(self, target: Target, share_of_cp: float) -> Setting:
        """What to set for a part of a step."""
        option = choose_setting(target, share_of_cp, self._weigh, self._hills)
        return Setting(
            command=self._command(option),
            share_of_cp=option.power_w / self._cp_w,
            aim_rpm=option.cadence_rpm,
            cadence_rpm=self._cadence(target, option),
            power_w=self._power(target, option),
        )

    def _rank(self, setting: float) -> int:
        """Position of the setting nearest to one."""
        ranks = range(len(self._settings))
        return min(ranks, key=lambda rank: abs(self._settings[rank] - setting))

    # -- the ladder ------------------------------------------------------------------------

    def _weigh(self, target: Target, share_of_cp: float) -> list[Option]:
        key = (target.index, target.instead_of is None, share_of_cp)
        if key not in self._ladders:
            self._ladders[key] = self._weigh_anew(target, share_of_cp)
        return self._ladders[key]

    def _weigh_anew(self, target: Target, share_of_cp: float) -> list[Option]:
        meant_w = share_of_cp * self._cp_w
        scale = self._hill_scale if target.hill_word else self._scale(target, meant_w)
        target_w = scale * meant_w
        # no watts are told of a felt bike, and cadence takes up what its levels leave, so that what
        # was asked stays; what a typical bike would give is no news about this one at all
        asked_w = scale * meant_w if self._curve.known else meant_w
        shown_w = None if self._curve.measured else asked_w
        ranks = self._find_ranks(target, target_w)
        if self._curve.measured or target.step.role is not Role.INTERVAL:
            rooms = [(rank, target_w) for rank in ranks]
        else:
            rooms = self._find_rooms(target, ranks, target_w) or [(0, target_w)]
        last = len(self._settings) - 1
        reaches = {rank: self._reach_rpm(target, rank) for rank in {0, min(1, last), last}}
        options = [
            self._weigh_setting(
                rank, target.aim_rpm, reaches[rank if rank in reaches else 1], room_w, shown_w
            )
            for rank, room_w in rooms
        ]
        return keep_limits(options, target, self._cp_w) if self._curve.known else options

    def _find_ranks(self, target: Target, target_w: float) -> range:
        """The settings worth weighing: all where several are chosen together, else the nearest.

        The cost of a setting only grows with its distance from the one that fits best.
        """
        burst = target.step.role is Role.INTERVAL  # each setting has its own room there
        if burst or target.hill_word or target.instead_of or target.is_limited:
            return range(len(self._settings))
        fits_w = target_w * (REFERENCE_CADENCE_RPM / target.aim_rpm) ** self._curve.exponent
        above = bisect_left(self._at_80_w, fits_w)
        return range(max(0, above - 2), min(len(self._settings), above + 2))

    def _find_rooms(
        self, target: Target, ranks: Iterable[int], target_w: float
    ) -> list[tuple[int, float]]:
        """Settings for a hard effort where watts are unknown, and the power to set each for.

        It is less than what is meant, so that a curve that errs makes no effort all-out: should the
        setting be harder than believed, or the rider's ceiling lower, as far as that is likely, who
        rides as told must not come near what the efforts before have left of it. Riders spin faster
        than told in a burst: at the fast end of the band, too, a setting must take little more, or
        it is left out. And a felt curve says little of fast pedalling: hard settings were felt in
        hills, which are ridden slowly.
        """
        fitness, duration_s = self._rider.fitness, nominal_duration_s(target.step)
        ceiling_w = fitness.ceiling_w(duration_s, left=self._left.get(target.index, 1.0))
        ceiling_sd = fitness.ceiling_sd(duration_s)
        fastest = (target.cadence or _FREE_BAND).high_rpm
        rooms = []
        for rank in ranks:
            sd = self._curve.sd_at(self._settings[rank])
            surprise = _UNLIKELY_SDS * math.hypot(sd, ceiling_sd)
            most_w = _ALL_OUT_SHARE * ceiling_w * math.exp(-surprise)
            room_w = min(target_w * math.exp(-sd), most_w) / self._spin_risk(target.aim_rpm)
            spun_w = self._curve.power_w(self._settings[rank], fastest)
            faster = self._spin_risk(fastest) / self._spin_risk(target.aim_rpm)
            if spun_w * faster <= _MOST_IN_BURSTS * room_w:
                rooms.append((rank, room_w))
        return rooms

    def _spin_risk(self, cadence_rpm: float) -> float:
        """By how much a setting that was felt in hills may take more at a burst's cadence.

        Where the curve that was felt grows less with cadence than that of a typical bike, the
        typical one is feared: who feels everything easier than others do makes it look so.
        """
        missing = max(0.0, self._bike.typical_exponent - self._curve.exponent)
        return math.pow(max(1.0, cadence_rpm / _FELT_RPM), missing)

    def _weigh_setting(
        self,
        rank: int,
        aim_rpm: float,
        reach_rpm: tuple[float, float],
        target_w: float,
        shown_w: float | None,
    ) -> Option:
        at_80_w, exponent = self._at_80_w[rank], self._curve.exponent
        meets_rpm = REFERENCE_CADENCE_RPM * (target_w / at_80_w) ** (1.0 / exponent)
        cadence = min(reach_rpm[1], max(reach_rpm[0], meets_rpm))
        return weigh_option(
            rank,
            cadence_rpm=cadence,
            power_w=at_80_w * (cadence / REFERENCE_CADENCE_RPM) ** exponent,
            aim_rpm=aim_rpm,
            target_w=target_w,
            shown_w=shown_w,
        )

    def _reach_rpm(self, target: Target, rank: int) -> tuple[float, float]:
        """Between which cadences a setting may be ridden.

        Only a curve that is known is a reason to leave the step's band; at the ends of the ladder,
        where no setting is left to choose, one that was only begun to be felt is reason enough.
        """
        band = target.cadence or _FREE_BAND
        last = len(self._settings) - 1
        slower_too = self._curve.known or (self._is_felt and rank == 0)
        faster_too = self._curve.known or (self._is_felt and rank == last)
        low_rpm, high_rpm = band.low_rpm, band.high_rpm
        if slower_too:
            # where even the easiest setting is hard, only slower pedalling keeps an easy part easy
            slower = _BEYOND_BAND_RPM if target.step.role.is_work else band.low_rpm
            low_rpm = min(low_rpm, max(_REACH_RPM[0], low_rpm - slower))
        if slower_too and target.least_rpm:
            low_rpm = max(low_rpm, math.ceil(target.least_rpm) + shown_half_rpm(target))
        if faster_too:
            high_rpm = max(high_rpm, min(_REACH_RPM[1], high_rpm + _BEYOND_BAND_RPM))
        return low_rpm, high_rpm

    @property
    def _is_felt(self) -> bool:
        """Whether the curve is more than that of a typical bike."""
        return bool(self._curve.setting_sds)

    def _miss(self, target: Target, *, hardest: bool) -> float:
        """Logarithm of the most (or least) that the bike can give over what a step asks."""
        rank = len(self._settings) - 1 if hardest else 0
        cadence = self._reach_rpm(target, rank)[1 if hardest else 0]
        reached_w = self._curve.power_w(self._settings[rank], cadence)
        return math.log(reached_w / (target.mean_share * self._cp_w))

    def _scale(self, target: Target, meant_w: float) -> float:
        """What power is lowered by where the bike cannot give as much."""
        hardest = len(self._settings) - 1
        leaves = self._curve.known or self._is_felt
        fastest = self._reach_rpm(target, hardest)[1] if leaves else target.aim_rpm
        return min(1.0, self._curve.power_w(self._settings[hardest], fastest) / meant_w)

    def _find_hill_scale(self, targets: Sequence[Target]) -> float:
        """What all hills are lowered by alike where the bike cannot give the hardest of them.

        So they still rise: without it, all would be ridden at the hardest setting.
        """
        hills = [target for target in targets if target.hill_word]
        return min((self._scale(t, t.mean_share * self._cp_w) for t in hills), default=1.0)

    # -- what is told ----------------------------------------------------------------------

    def _tell_limit(self, end: str, how: str, targets: Sequence[Target], remedy: str) -> str:
        parts = list_roles([target.step.role for target in targets])
        if self._curve.known:
            return (
                f"Even the {end} setting of this bike is too {how} for you in {parts}. Pedal "
                f"{remedy} there."
            )
        return (
            f"Even the {end} setting of a typical bike is too {how} for you in {parts}. If yours "
            f"is too, pedal {remedy} there."
        )

    def _command(self, option: Option) -> Command:
        return command_setting(self._bike, self._settings[option.rank])

    def _cadence(self, target: Target, option: Option) -> Band | None:
        """Near the cadence that the curve gives; where it is a guess, what the workout asks.

        Where cadence is free it is told only if the bike is too heavy or too light to leave it so.
        """
        if self._curve.known or self._is_stretched(target, option):
            if target.cadence is None:
                return self._tell_free_cadence(target, option)
            return show_cadence(option.cadence_rpm, target)
        return show_whole_band(target)

    def _is_stretched(self, target: Target, option: Option) -> bool:
        """Whether cadence leaves the band because no setting is left."""
        band = target.cadence or _FREE_BAND
        return not band.low_rpm <= option.cadence_rpm <= band.high_rpm

    def _tell_free_cadence(self, target: Target, option: Option) -> Band | None:
        if abs(option.cadence_rpm - target.aim_rpm) <= _FREE_RPM:
            return None
        low, high = option.cadence_rpm - 5.0, option.cadence_rpm + 5.0
        return Band(low=float(round(low)), high=float(round(high)))

    def _power(self, target: Target, option: Option) -> PowerTarget | None:
        if not self._bike.shows_watts or target.is_all_out:
            return None
        sd = 0.0 if self._bike.measures_power else self._curve.sd
        return show_power(option.power_w, target, sd=sd)


def command_setting(bike: ExerciseBike, setting: float) -> Command:
    """The command to set a bike to a level or a number of turns."""
    if isinstance(bike.resistance, Knob):
        return Command(mode=Mode.KNOB, value=name_turns(setting), setting=setting)
    return Command(mode=Mode.LEVEL, value=int(setting), setting=setting)


def _usable_settings(bike: ExerciseBike) -> tuple[float, ...]:
    """The settings of a bike, as far as its curve reaches where that is measured."""
    settings = bike.resistance.settings()
    if bike.curve is None or not bike.curve.measured:
        return settings
    first, last = bike.curve.settings[0], bike.curve.settings[-1]
    known = tuple(setting for setting in settings if first <= setting <= last)
    return known or bike.curve.settings
