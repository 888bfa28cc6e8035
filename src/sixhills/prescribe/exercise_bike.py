"""An exercise bike: levels or turns of a knob, cadence absorbing what lies between them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from sixhills.equipment.exercise_bike import Knob
from sixhills.physics import RoadLoad
from sixhills.prescribe.choice import Option, choose_best, weigh_option
from sixhills.prescribe.prescription import Command, Mode, PowerTarget
from sixhills.prescribe.rising import choose_hills
from sixhills.prescribe.setting import Setting, Stretch, show_cadence, show_power
from sixhills.prescribe.target import Target, is_climb, nominal_duration_s
from sixhills.prescribe.wording import name_turns
from sixhills.workout.model import Distance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.equipment.exercise_bike import ExerciseBike
    from sixhills.rider import Rider

_CLIMB_RPM = (50.0, 95.0)  # what can be pedalled on a hill
_OTHER_RPM = (55.0, 110.0)
_NOTICED_MISS = 0.07  # share of power by which a bike may miss before the rider is told


class ExerciseBikeMachine:
    """An exercise bike set for one rider and one workout."""

    def __init__(self, rider: Rider, bike: ExerciseBike, targets: Sequence[Target]):
        self._bike = bike
        self._curve = bike.working_curve
        self._cp_w = rider.fitness.critical_power_w.value
        self._flat = RoadLoad(mass_kg=rider.mass_kg + 10.0)
        self._hills = choose_hills(targets, lambda t: self._options(t, t.mean_share))
        self._out_of_reach = sorted({t.step.role.value for t in targets if self._misses(t)})

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the rider should know about this workout on this bike."""
        told = []
        if not self._curve.measured:
            told.append(
                "How hard this bike's settings are is not known yet: the first ones are those of "
                "a typical bike. Go by the effort words, and press harder or easier to correct."
            )
        if self._hills.too_few:
            told.append(
                "This bike has too few levels to make every hill harder than the last; "
                "cadence has to do it."
            )
        if self._out_of_reach:
            parts = ", ".join(role.replace("_", "-") for role in self._out_of_reach)
            told.append(
                f"The settings of a typical bike like this do not reach the power meant for: "
                f"{parts}. Cadence makes up for part of it."
            )
        return tuple(told)

    @property
    def setup(self) -> tuple[str, ...]:
        """What to do before starting."""
        program = self._bike.hill_program
        if program is None:
            return ("If the bike has programs, select manual.",)
        return (
            "Select manual on the bike to follow this workout exactly.",
            f'To ride the bike\'s own hills instead, select "{program}" and the longest time, '
            "keep sitting and standing as told here, and leave the levels to the bike.",
        )

    def measure(self, target: Target) -> Stretch:
        """How long a step lasts here: hills by the time that they stand for."""
        extent = target.step.extent
        if isinstance(extent, Distance):
            speed = self._flat.speed_mps(target.mean_share * self._cp_w, 0.0)
            return Stretch(duration_s=round(extent.distance_m / speed))
        return Stretch(duration_s=nominal_duration_s(target.step))

    def set(self, target: Target, share_of_cp: float) -> Setting:
        """What to set for a part of a step."""
        option = self._hills.by_word.get(target.hill_word) if target.hill_word else None
        if option is None:
            option = choose_best(self._options(target, share_of_cp))
        return Setting(
            command=self._command(option),
            share_of_cp=option.power_w / self._cp_w,
            aim_rpm=option.cadence_rpm,
            cadence_rpm=show_cadence(option.cadence_rpm, target),
            power_w=self._power(target, option),
        )

    def _options(self, target: Target, share_of_cp: float) -> list[Option]:
        lowest, highest = _CLIMB_RPM if is_climb(target) else _OTHER_RPM
        target_w = share_of_cp * self._cp_w
        options = []
        for rank, setting in enumerate(self._curve.settings):
            cadence = min(highest, max(lowest, self._curve.cadence_rpm(setting, target_w)))
            option = weigh_option(
                rank,
                cadence_rpm=cadence,
                power_w=self._curve.power_w(setting, cadence),
                aim_rpm=target.aim_rpm,
                target_w=target_w,
            )
            options.append(option)
        if self._curve.measured:
            return options
        # what a typical bike would give is no news about this one: what was asked stays
        return [replace(option, power_w=target_w) for option in options]

    def _misses(self, target: Target) -> bool:
        meant_w = target.mean_share * self._cp_w
        setting = self.set(target, target.mean_share)
        got_w = self._curve.power_w(setting.command.setting or 0.0, setting.aim_rpm)
        return abs(math.log(got_w / meant_w)) > _NOTICED_MISS

    def _command(self, option: Option) -> Command:
        setting = self._curve.settings[option.rank]
        if isinstance(self._bike.resistance, Knob):
            return Command(mode=Mode.KNOB, value=name_turns(setting), setting=setting)
        return Command(mode=Mode.LEVEL, value=int(setting), setting=setting)

    def _power(self, target: Target, option: Option) -> PowerTarget | None:
        if not self._bike.shows_watts:
            return None
        sd = 0.0 if self._bike.measures_power else self._curve.sd
        return show_power(option.power_w, target, sd=sd)
