"""A simulated mind: sees what a screen shows, feels its own body, rides and presses keys.

It knows nothing else: no watts that are not on the screen, no target that is not told. What it
decides is in its attributes, which the simulation carries out.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from sixhills.devices.simulation.attention import Order
from sixhills.devices.simulation.pacing import Pace
from sixhills.devices.simulation.pressing import Answer, Complaint, Reply
from sixhills.devices.simulation.shifting import Shifter
from sixhills.equipment import ExerciseBike, Gear, RoadBike
from sixhills.prescribe.prescription import Command, Mode
from sixhills.ride.frame import Key, State
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from random import Random

    from sixhills.devices.simulation.body import Body
    from sixhills.devices.simulation.hidden import HiddenRider
    from sixhills.equipment import Equipment
    from sixhills.ride.frame import Frame
    from sixhills.rider import Rider

_POSTURE_AFTER_S = (0.5, 1.5, 6.0)  # shortest, likeliest, longest
_SETTING_AFTER_S = (1.0, 2.0, 4.0)
_BREATHER_S = (15.0, 45.0)  # in the saddle, for who cannot stand any longer
_STANDING_DROP_RPM = 17.0  # slower when standing, where cadence is free; our convention
_FREE_HALF_RPM = 10.0
_RPM_PER_POINT = 3.0  # slower by so much where it feels a point too hard
_BOGGED_SHARE = 0.7  # of the cadence aimed at: below, the legs have lost
_WANDER_S = 8.0  # how long a cadence stays off
_POINTS_PER_SHARE = 10.0  # 10 per cent too many watts on the screen count as one point
_MOST_STRAIN = 4.0
_REMEMBERED_S = 60.0  # of a step, once it is over
_SHOWN_LAG_S = 5.0  # watts on a screen are read as their mean
_DESCENT = -0.005
_PEDALLING = {State.READY, State.RIDING, State.AUTO_PAUSED}  # who has pressed START rides off
_CORRECTED_MODES = {Mode.LEVEL, Mode.KNOB, Mode.SLOPE}
_CORRECTED_ROLES = {Role.WARM_UP, Role.HILL, Role.STEADY, Role.TEST}


class Mind:
    """A rider who follows a screen.

    Args:
        hidden: habits and attention.
        rider: with what is really true of them.
        equipment: the bike that they sit on.
        body: what they feel.
        gear: that they are in, None where there is none.
        chance: dice.

    Attributes:
        posture: SEATED or STANDING, as it really is.
        setting: of an exercise bike, where the hand left it; None until it was touched.
        aim_rpm: cadence to hold; None to rest, or where power is aimed at.
        aim_w: power to give; only on the road, where no machine takes it.
    """

    def __init__(
        self,
        *,
        hidden: HiddenRider,
        rider: Rider,
        equipment: Equipment,
        body: Body,
        gear: Gear | None,
        chance: Random,
    ):
        self._hidden = hidden
        self._rider = rider
        self._body = body
        self._chance = chance
        self._equipment = equipment
        gears = None if isinstance(equipment, ExerciseBike) else equipment.gears
        self._shifter = Shifter(gears.in_shifting_order() if gears else (), gear)
        self._pace = Pace(rider, hidden.rating_bias)
        self._frame: Frame | None = None
        self._posture_asked: Order[Posture] = Order(
            chance, heeded=hidden.compliance, after_s=_POSTURE_AFTER_S
        )
        self._command_asked: Order[Command] = Order(
            chance, heeded=hidden.heeds_settings, after_s=_SETTING_AFTER_S
        )
        self._answer = Answer(chance, hidden.confirms)
        self._reply = Reply(chance, replies=hidden.replies, rating_sd=hidden.rating_sd)
        self._step: int | None = None
        self._felt: deque[tuple[float, float]] = (
            deque()
        )  # moments of this step, each with its rating
        self._felt_before = 0.0  # in the end of the step before
        self._complaint = Complaint(hidden.patience_s)
        self._wander_rpm = 0.0
        self._shown_w: float | None = None
        self._seen_s: float | None = None
        self._stood_s = 0.0
        self._bogged = False
        self.posture = Posture.SEATED
        self.setting: float | None = None
        self.aim_rpm: float | None = None
        self.aim_w: float | None = None

    @property
    def gear(self) -> Gear | None:
        """The gear that the rider is in."""
        return self._shifter.gear

    # -- seeing ----------------------------------------------------------------------------

    def see(self, frame: Frame) -> tuple[Key, ...]:
        """Take in what the screen shows; return the keys pressed."""
        self._frame = frame
        if frame.state is State.READY:
            return (Key.START,)
        if frame.state is not State.RIDING:
            return ()
        passed_s = 0.0 if self._seen_s is None else max(0.0, frame.elapsed_s - self._seen_s)
        self._seen_s = frame.elapsed_s
        self._read_power(frame, passed_s)
        self._remember(frame)
        self._hear(frame)
        strain = self._strain(frame)
        if isinstance(self._equipment, RoadBike):
            self._pace.adapt(frame, strain, passed_s)
        return self._press(frame, strain, passed_s)

    def _hear(self, frame: Frame) -> None:
        if self._posture_asked.hear(frame.posture, frame.elapsed_s):
            self._answer.forget()
            if frame.posture is Posture.FREE:  # nobody misses that they may sit down
                self._posture_asked.remind(frame.elapsed_s)
        self._command_asked.hear(frame.command, frame.elapsed_s)

    def _read_power(self, frame: Frame, passed_s: float) -> None:
        shown_w = frame.sample.power_w if frame.sample else None
        if shown_w is None:
            self._shown_w = None
        elif self._shown_w is None:
            self._shown_w = shown_w
        else:
            self._shown_w += (shown_w - self._shown_w) * -math.expm1(-passed_s / _SHOWN_LAG_S)

    def _remember(self, frame: Frame) -> None:
        """Keep how the last minute of each step felt: what is asked about a step comes after it."""
        if frame.segment.step != self._step:
            if self._felt:
                self._felt_before = sum(rating for _, rating in self._felt) / len(self._felt)
            self._felt.clear()
            self._step = frame.segment.step
        self._felt.append((frame.elapsed_s, self._rating))
        while self._felt[0][0] < frame.elapsed_s - _REMEMBERED_S:
            self._felt.popleft()

    @property
    def _rating(self) -> float:
        """How hard it is now in the rider's own rating."""
        return self._body.rpe + self._hidden.rating_bias

    def _strain(self, frame: Frame) -> float:
        """By how many points it is harder than told: by the watts shown, or else by feel."""
        target = frame.segment.power_w
        if target is not None and self._shown_w is not None:
            points = _POINTS_PER_SHARE * (self._shown_w / target.target - 1.0)
        else:
            effort = frame.segment.effort
            told = 0.5 * (effort.rpe_low + effort.rpe_high)
            points = self._rating - told
        return min(_MOST_STRAIN, max(-_MOST_STRAIN, points))

    def _press(self, frame: Frame, strain: float, passed_s: float) -> tuple[Key, ...]:
        answer = self._answer.give(frame.posture, self.posture, frame.elapsed_s)
        about_before = frame.question is not None and frame.question.over
        felt = self._felt_before if about_before else self._rating
        reply = self._reply.give(frame.question, felt, frame.elapsed_s)
        wish = self._wish(frame, strain, passed_s)
        return tuple(key for key in (answer, reply, wish) if key is not None)

    def _wish(self, frame: Frame, strain: float, passed_s: float) -> Key | None:
        """Harder or easier, unless it fits badly only because it is not what was asked for."""
        beaten = self._body.exhausted_s > 0 or self._bogged
        by_feel = strain if frame.command.mode in _CORRECTED_MODES else 0.0
        wish = self._complaint.weigh(_MOST_STRAIN if beaten else by_feel, passed_s)
        if wish is not None and not self._follows(frame.command):
            self._command_asked.remind(frame.elapsed_s)
            return None
        return wish if beaten or frame.segment.role in _CORRECTED_ROLES else None

    def _follows(self, command: Command) -> bool:
        return command.setting in {None, self.setting} and command.gear in {None, self.gear}

    # -- riding ----------------------------------------------------------------------------

    def act(self, now_s: float, step_s: float, crank_rpm: float) -> None:
        """Do what is due, and choose how to pedal for the next instant."""
        if self._frame is None or self._frame.state not in _PEDALLING:
            self.aim_rpm = self.aim_w = None
            return
        self._change_posture(now_s, step_s)
        command = self._command_asked.take(now_s)
        if command is not None:
            self._carry_out(command)
        self._wander(step_s)
        if isinstance(self._equipment, RoadBike):
            self._ride_road(self._frame, crank_rpm, step_s)
        else:
            self.aim_rpm = self._choose_cadence_rpm(self._frame)
            self._bogged = crank_rpm < _BOGGED_SHARE * self.aim_rpm

    def _ride_road(self, frame: Frame, crank_rpm: float, step_s: float) -> None:
        grade = frame.segment.grade or 0.0
        coasts = frame.command.mode is Mode.NONE and grade < _DESCENT
        self.aim_w = None if coasts else self._pace.aim_w
        if not coasts:
            self._shifter.adapt(crank_rpm, step_s)

    def _change_posture(self, now_s: float, step_s: float) -> None:
        asked = self._posture_asked.take(now_s)
        if asked is not None:
            self._sit_or_stand(asked)
        if self.posture is Posture.SEATED:
            self._stood_s = 0.0
            return
        self._stood_s += step_s
        if self._body.exhausted_s > 0 or self._stood_s > self._hidden.stands_for_s:
            self._sit_or_stand(Posture.SEATED)
            self._posture_asked.put_off(now_s + self._chance.uniform(*_BREATHER_S))

    def _sit_or_stand(self, asked: Posture) -> None:
        able = self._rider.may_stand and self._equipment.can_stand
        stands = asked is Posture.STANDING and able
        self.posture = Posture.STANDING if stands else Posture.SEATED

    def _carry_out(self, command: Command) -> None:
        if command.setting is not None and isinstance(self._equipment, ExerciseBike):
            self.setting = self._turn_to(command.setting, self._equipment.resistance.settings())
        told_gear = command.value if isinstance(command.value, Gear) else command.gear
        if told_gear is not None:
            self._shifter.take(told_gear)

    def _turn_to(self, setting: float, settings: tuple[float, ...]) -> float:
        if self._chance.random() >= self._hidden.slips:
            return setting
        rank = min(range(len(settings)), key=lambda r: abs(settings[r] - setting))
        slipped = rank + self._chance.choice((-1, 1))
        return settings[min(len(settings) - 1, max(0, slipped))]

    def _wander(self, step_s: float) -> None:
        """Let the cadence come and go: a first-order random walk around zero."""
        back = step_s / _WANDER_S
        push_rpm = self._hidden.wander_rpm * math.sqrt(2.0 * back)
        self._wander_rpm += -back * self._wander_rpm + push_rpm * self._chance.gauss(0.0, 1.0)

    def _choose_cadence_rpm(self, frame: Frame) -> float:
        band = frame.segment.cadence_rpm
        if band is not None:
            middle, half = 0.5 * (band.low + band.high), 0.5 * (band.high - band.low)
        else:
            drop = _STANDING_DROP_RPM if self.posture is Posture.STANDING else 0.0
            middle, half = self._hidden.preferred_rpm - drop, _FREE_HALF_RPM
        ease = 0.0
        if frame.command.mode in _CORRECTED_MODES:
            ease = min(half, max(-half, _RPM_PER_POINT * self._strain(frame)))
        return middle - ease + self._hidden.cadence_bias_rpm + self._wander_rpm
