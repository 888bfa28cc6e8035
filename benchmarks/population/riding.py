"""One ride: the product's recorder on one side, a person on their bike on the other.

The way of a live ride (live.py) without its waiting: the recorder takes every input, and the stored
ride is made of what it holds. Of a person's first ride every input goes into a journal too, of the
form of a live ride, and the stored ride is made of that; both give the same. Time goes in
steps of five seconds, the longest that the player takes as riding, and of one second around hard
efforts of seconds; the body is reckoned every second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from population.feeling import Body
from population.mind import Mind
from population.records import Second
from sixhills.formats.journal import Beginning, encode_beginning, encode_input
from sixhills.plain import to_plain
from sixhills.ride.frame import State
from sixhills.ride.questions import middle_rpe
from sixhills.ride.recorder import Press, Recorder, Tick
from sixhills.ride.recording import Sample
from sixhills.store.home import new_ride_id
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from population.person import Person
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.frame import Frame, Question
    from sixhills.ride.recorder import Input
    from sixhills.rider import Rider

_STEP_S = 5
_LONGEST_RIDE_S = 4 * 3600
_SLOWEST_RPM = 25.0
_FREE_RPM = 75.0
_SAME_SETTING = 0.12  # less than the smallest notch, more than a hand errs on a knob


@dataclass(frozen=True, kw_only=True)
class Today:
    """What a day brings.

    Attributes:
        now: when the ride begins.
        rider: with what is true of them today.
        drift: of the bike, of ln power.
        leaves_at_s: when something else ends the ride; infinite: nothing does.
    """

    now: datetime
    rider: Rider
    drift: float
    leaves_at_s: float


@dataclass(frozen=True, kw_only=True)
class Ridden:
    """A ride as it was, and what the product has of it.

    Attributes:
        recorder: the product's, after the last input.
        journal: of all inputs, where one was kept.
        seconds: what really was, each second.
        mind: the person, after it.
        asked: how many questions were asked.
    """

    recorder: Recorder
    journal: bytes | None
    seconds: list[Second]
    mind: Mind
    asked: int


def ride_through(
    prescription: Prescription, person: Person, today: Today, chance: Random, *, journal: bool
) -> Ridden:
    """Ride a prescription to its end, or until the person ends it.

    Args:
        prescription: what is to be ridden.
        person: who rides.
        today: what the day brings.
        chance: of the day.
        journal: whether each input is written down as a live ride does.
    """
    ride = _Ride(prescription, person, today, chance, journal=journal)
    ride.go()
    return Ridden(
        recorder=ride.recorder,
        journal=b"".join(ride.lines) if journal else None,
        seconds=ride.seconds,
        mind=ride.mind,
        asked=ride.asked,
    )


class _Ride:
    """A ride while it is ridden."""

    def __init__(
        self,
        prescription: Prescription,
        person: Person,
        today: Today,
        chance: Random,
        *,
        journal: bool,
    ):
        self._prescription = prescription
        self._person = person
        self._today = today
        self._chance = chance
        self._body = Body(today.rider, person.feeling)
        self.recorder = Recorder(prescription, today.now)
        self._question: Question | None = None
        self._segment = -1
        self._ceiling_w = self._body.limit_w
        self.mind = Mind(person, self._body, chance, today.leaves_at_s)
        self._journal = journal
        name = new_ride_id(today.now, chance.randbytes(10))
        beginning = Beginning(ride=name, start=today.now, prescription=to_plain(prescription))
        self.lines = [encode_beginning(beginning)]
        self.seconds: list[Second] = []
        self.asked = 0

    def go(self) -> None:
        """Ride to the end."""
        player = self.recorder.player
        while player.state is not State.FINISHED and player.elapsed_s < _LONGEST_RIDE_S:
            frame = player.frame()
            if frame.question is not None and frame.question is not self._question:
                self.asked += 1
            self._question = frame.question
            for key in self.mind.see(frame):
                self._take(Press(key=key, elapsed_s=player.elapsed_s))
            if player.state is State.RIDING:
                self._ride_on(player.frame())

    def _take(self, given: Input) -> None:
        if self._journal:
            self.lines.append(encode_input(given))
        self.recorder.take(given)

    def _ride_on(self, frame: Frame) -> None:
        step_s = _choose_step_s(frame)
        if frame.segment.index != self._segment:
            self._segment = frame.segment.index
            self._ceiling_w = self._body.ceiling_w(frame.segment.duration_s)
        told = frame.command.setting
        told_w = self._power_as_told(frame)
        felt = self._body.rpe, self._body.physical_rpe
        for second in range(step_s):
            power_w, cadence_rpm = self._pedal(frame.elapsed_s + second)
            self._body.spend(power_w, 1.0)
            moment = Second(
                segment=self._segment,
                power_w=power_w,
                cadence_rpm=cadence_rpm,
                standing=self.mind.posture is Posture.STANDING,
                setting=told,
                told_w=told_w,
                asked_rpe=middle_rpe(frame.segment.effort),
                rpe=felt[0],
                physical_rpe=felt[1],
                ceiling_w=self._ceiling_w,
                as_told=told is None or abs(told - self.mind.setting) < _SAME_SETTING,
            )
            self.seconds.append(moment)
        shown = round(self.seconds[-1].cadence_rpm) if self._person.habits.shows_cadence else None
        elapsed_s = frame.elapsed_s + step_s
        self._take(Tick(sample=Sample(elapsed_s=elapsed_s, cadence_rpm=shown)))

    def _pedal(self, now_s: float) -> tuple[float, float]:
        """Power [W] and cadence [1/min] of the next second."""
        bike, drift, limit_w = self._person.bike, self._today.drift, self._body.limit_w
        cadence_rpm = max(_SLOWEST_RPM, self.mind.act(now_s, 1.0))
        power_w = bike.power_w(self.mind.setting, cadence_rpm, drift)
        if power_w <= limit_w:
            return power_w, cadence_rpm
        slowed_rpm = bike.cadence_rpm(self.mind.setting, limit_w, drift)
        return limit_w, max(_SLOWEST_RPM, slowed_rpm)

    def _power_as_told(self, frame: Frame) -> float:
        """What who does exactly as told would give [W]."""
        band = frame.segment.cadence_rpm
        rpm = 0.5 * (band.low + band.high) if band else _FREE_RPM
        setting = frame.command.setting
        at = self.mind.setting if setting is None else setting
        return self._person.bike.power_w(at, rpm, self._today.drift)


def _choose_step_s(frame: Frame) -> int:
    """Seconds until the screen is looked at again: up to five, to the end of the segment."""
    if frame.segment.role is Role.INTERVAL:
        return 1
    following = frame.following
    if following is not None and following.role is Role.INTERVAL:
        return max(1, min(_STEP_S, int(frame.segment_left_s)))
    return _STEP_S
