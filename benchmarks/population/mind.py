"""A person before a screen: what they see, set, answer and press. Nothing else reaches them."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

from sixhills.devices.simulation.attention import Order
from sixhills.devices.simulation.pressing import Answer, Complaint, Reply
from sixhills.prescribe.prescription import Command
from sixhills.ride.frame import Key, State
from sixhills.ride.questions import middle_rpe
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from random import Random

    from population.feeling import Body
    from population.person import Person
    from sixhills.ride.frame import Frame

_SETTING_AFTER_S = (1.0, 2.0, 4.0)
_POSTURE_AFTER_S = (0.5, 1.5, 6.0)
_STANDING_DROP_RPM = 15.0  # slower where cadence is free
_RPM_PER_POINT = 3.0  # slower by so much where it feels a point too hard
_FREE_HALF_RPM = 10.0
_WANDER_S = 10.0
_MEMORY_S = 60.0  # of a step that was left, for a question about it
_KNOB_TURNS_SD = 0.03  # nobody turns a knob by exactly a quarter
_TOO_HARD_POINTS = 2.0
_WORTH_EASING = {Role.WARM_UP, Role.RECOVERY, Role.HILL, Role.STEADY, Role.COOL_DOWN}
_WORTH_HARDENING = {Role.HILL, Role.STEADY}


class Mind:
    """A person who follows a screen as well as they can.

    Args:
        person: who it is.
        body: what they feel.
        chance: dice of this ride.
        leaves_at_s: when something else ends the ride; infinite: nothing does.

    Attributes:
        setting: where the hand left the bike; the easiest until it was touched.
        posture: SEATED or STANDING, as it really is.
        presses: keys pressed so far, for the record.
        gave_up: whether they ended the ride because it was too hard.
    """

    def __init__(self, person: Person, body: Body, chance: Random, leaves_at_s: float):
        habits = person.habits
        self._person = person
        self._body = body
        self._chance = chance
        self._leaves_at_s = leaves_at_s
        self._command: Order[Command] = Order(
            chance, heeded=habits.heeds_settings, after_s=_SETTING_AFTER_S
        )
        self._posture: Order[Posture] = Order(
            chance, heeded=habits.heeds_postures, after_s=_POSTURE_AFTER_S
        )
        self._confirmation = Answer(chance, habits.confirms)
        self._reply = Reply(chance, replies=habits.answers, rating_sd=person.feeling.answer_sd)
        self._complaint = Complaint(habits.patience_s or math.inf)
        self._frame: Frame | None = None
        self._seen_s = 0.0
        self._wander_rpm = 0.0
        self._too_hard_s = 0.0
        self._step = -1
        self._burst = False
        self._felt: deque[float] = deque(maxlen=12)
        self._felt_before = 0.0
        self._rpe = self._strain = 0.0
        self.setting = person.bike.settings[0]
        self.posture = Posture.SEATED
        self.presses: list[Key] = []
        self.gave_up = False

    def see(self, frame: Frame) -> tuple[Key, ...]:
        """Look at the screen; the keys pressed."""
        self._frame = frame
        self._rpe = self._body.rpe
        self._strain = self._rpe - middle_rpe(frame.segment.effort)  # points harder than told
        keys = self._choose_keys(frame)
        self.presses += keys
        return keys

    def _choose_keys(self, frame: Frame) -> tuple[Key, ...]:
        if frame.state is State.READY:
            return (Key.START,)
        if frame.state is not State.RIDING:
            return ()
        passed_s, self._seen_s = frame.elapsed_s - self._seen_s, frame.elapsed_s
        self._remember(frame, passed_s)
        if self._posture.hear(frame.posture, frame.elapsed_s):
            self._confirmation.forget()
        self._command.hear(frame.command, frame.elapsed_s)
        if self._wants_to_stop(frame, passed_s):
            return (Key.END,)
        wishes = (
            self._confirmation.give(frame.posture, self.posture, frame.elapsed_s),
            self._answer(frame),
            self._complain(frame, passed_s),
        )
        return tuple(key for key in wishes if key is not None)

    def _remember(self, frame: Frame, passed_s: float) -> None:
        """Keep how the last minute of each step felt."""
        if frame.segment.step != self._step:
            self._felt_before = self._recall()
            self._step = frame.segment.step
            self._burst = frame.segment.role is Role.INTERVAL
            self._felt = deque(maxlen=max(1, round(_MEMORY_S / max(1.0, passed_s))))
        self._felt.append(self._rpe)

    def _recall(self) -> float:
        """How the step that was left felt: of a burst, the worst of it is what is remembered."""
        if not self._felt:
            return 0.0
        return max(self._felt) if self._burst else sum(self._felt) / len(self._felt)

    def _answer(self, frame: Frame) -> Key | None:
        over = frame.question is not None and frame.question.over
        felt = self._felt_before if over else self._rpe
        return self._reply.give(frame.question, felt, frame.elapsed_s)

    def _complain(self, frame: Frame, passed_s: float) -> Key | None:
        """Harder or easier, unless it is only not yet set as told."""
        wish = self._complaint.weigh(self._strain, passed_s)
        if wish is None:
            return None
        told = frame.command.setting
        if told is not None and abs(told - self.setting) > 0.1:
            self._command.remind(frame.elapsed_s)
            return None
        worth = _WORTH_EASING if wish is Key.EASIER else _WORTH_HARDENING
        return wish if frame.segment.role in worth else None

    def _wants_to_stop(self, frame: Frame, passed_s: float) -> bool:
        hard = self._strain >= _TOO_HARD_POINTS and frame.segment.role is not Role.INTERVAL
        self._too_hard_s = self._too_hard_s + passed_s if hard else 0.0
        self.gave_up = self._too_hard_s > self._person.habits.gives_up_s
        return self.gave_up or frame.elapsed_s >= self._leaves_at_s

    # -- riding ----------------------------------------------------------------------------

    def act(self, now_s: float, step_s: float) -> float:
        """Do what is due; the cadence [1/min] to pedal at for the next instant."""
        command = self._command.take(now_s)
        if command is not None and command.setting is not None:
            self.setting = self._turn_to(command.setting)
        asked = self._posture.take(now_s)
        if asked is not None:
            stands = asked is Posture.STANDING and self._person.told.can_stand
            self.posture = Posture.STANDING if stands else Posture.SEATED
        back = step_s / _WANDER_S
        push = self._person.habits.wander_rpm * math.sqrt(2.0 * back)
        self._wander_rpm += push * self._chance.gauss(0.0, 1.0) - back * self._wander_rpm
        return self._choose_cadence_rpm()

    def _turn_to(self, setting: float) -> float:
        bike, slips = self._person.bike, self._person.habits.slips
        settings = bike.settings
        if self._chance.random() < slips:
            rank = min(range(len(settings)), key=lambda r: abs(settings[r] - setting))
            setting = settings[min(len(settings) - 1, max(0, rank + self._chance.choice((-1, 1))))]
        if bike.is_knob:
            setting += self._chance.gauss(0.0, _KNOB_TURNS_SD)
        return setting

    def _choose_cadence_rpm(self) -> float:
        habits, frame = self._person.habits, self._frame
        if frame is None:
            return habits.preferred_rpm
        band = frame.segment.cadence_rpm
        if band is not None:
            middle, half = 0.5 * (band.low + band.high), 0.5 * (band.high - band.low)
        else:
            drop = _STANDING_DROP_RPM if self.posture is Posture.STANDING else 0.0
            middle, half = habits.preferred_rpm - drop, _FREE_HALF_RPM
        ease = min(half, max(-half, _RPM_PER_POINT * self._strain))
        return middle - ease + habits.cadence_bias_rpm + self._wander_rpm
