"""The player: guides a ride through its prescription. It does no I/O and reads no clock.

Samples and keys go in; commands for the machine and sentences for the rider come out. Everything
that happens follows from the inputs alone, so a ride can be played again from its journal: that is
how a killed ride resumes and how its recording is made (ride/recorder.py).

What a key does in which state is one table, `TRANSITIONS`; code, tests and the diagram in
docs/architecture.md share it. The clock of a ride stands at 0 until START and stops when it is
FINISHED; time on the prescription's timeline passes only while RIDING.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import inf
from typing import TYPE_CHECKING, ClassVar

from sixhills.equipment import RoadBike, SmartTrainer
from sixhills.prescribe.adjust import adjust_command
from sixhills.prescribe.prescription import Command, Mode
from sixhills.prescribe.wording import describe_command
from sixhills.ride.announcing import (
    announce_ahead,
    announce_cues,
    announce_segment,
    announce_setting,
    pick_loudest,
)
from sixhills.ride.erg_off import ErgOff
from sixhills.ride.erg_release import FREE_AIM_RPM, ErgRelease
from sixhills.ride.frame import Announcement, CueKind, Frame, Key, State
from sixhills.ride.level_finder import LevelFinder, needs_finder
from sixhills.ride.position import Horizon, Position
from sixhills.ride.recording import Evidence, Lap, PostureEvent, Sample
from sixhills.ride.slope_fitting import SlopeFitting
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.recording import Feeling


class Signal(StrEnum):
    """What the player notices by itself."""

    STOPPED = "stopped"  # no pedalling for some seconds
    PEDALLING = "pedalling"
    OVER = "over"  # the last segment has ended


TRANSITIONS: dict[State, dict[Key | Signal, State]] = {
    State.READY: {Key.START: State.RIDING, Key.END: State.FINISHED},
    State.RIDING: {
        Key.PAUSE: State.PAUSED,
        Key.SKIP: State.RIDING,
        Key.BACK: State.RIDING,
        Key.EXTEND: State.RIDING,
        Key.HARDER: State.RIDING,
        Key.EASIER: State.RIDING,
        Key.ERG: State.RIDING,
        Key.CONFIRM: State.RIDING,
        Key.DENY: State.RIDING,
        Key.ANSWER_1: State.RIDING,
        Key.ANSWER_2: State.RIDING,
        Key.ANSWER_3: State.RIDING,
        Key.ANSWER_4: State.RIDING,
        Key.END: State.FINISHED,
        Signal.STOPPED: State.AUTO_PAUSED,
        Signal.OVER: State.FINISHED,
    },
    State.PAUSED: {
        Key.RESUME: State.RIDING,
        Key.SKIP: State.PAUSED,
        Key.BACK: State.PAUSED,
        Key.HARDER: State.PAUSED,
        Key.EASIER: State.PAUSED,
        Key.ERG: State.PAUSED,
        Key.END: State.FINISHED,
        Signal.OVER: State.FINISHED,
    },
    State.AUTO_PAUSED: {
        Key.RESUME: State.RIDING,
        Key.PAUSE: State.PAUSED,
        Key.SKIP: State.AUTO_PAUSED,
        Key.BACK: State.AUTO_PAUSED,
        Key.HARDER: State.AUTO_PAUSED,
        Key.EASIER: State.AUTO_PAUSED,
        Key.ERG: State.AUTO_PAUSED,
        Key.END: State.FINISHED,
        Signal.PEDALLING: State.RIDING,
        Signal.OVER: State.FINISHED,
    },
    State.FINISHED: {},
}
"""For each state, what is taken in and the state that follows; all else is ignored."""

AUTO_PAUSE_S = 4.0
EXTENSION_S = 30.0
SHOWN_S = 8.0
"""How long a sentence stays on the screen."""

_LONGEST_TICK_S = 5.0  # a longer silence of the clock (sleep) does not count as riding
_MOVING_MPS = 0.5
_FAR = Horizon()
NO_HARDER = "It stays as it is: your answers on health allow nothing harder."
LIGHTER = "Lighter for a moment: spin up, then the power comes back."
ERG_OFF = "ERG is off: the trainer is a road now, and your legs make the power."
ERG_ON = "ERG is on: the trainer holds the power."
_SAFE_COMMAND = Command(mode=Mode.ERG, value=50)  # while nobody pedals


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """What one input brought about.

    Attributes:
        command: for the machine, or None when it stays as it is.
        announcements: sentences to say, in order.
    """

    command: Command | None = None
    announcements: tuple[Announcement, ...] = ()


class Player:
    """Plays one prescription."""

    def __init__(self, prescription: Prescription):
        self._prescription = prescription
        self._finder = LevelFinder(prescription) if needs_finder(prescription) else None
        self._position = Position(self._finder.segments if self._finder else prescription.segments)
        self._by_speed = isinstance(prescription.equipment, RoadBike)
        self._controls = isinstance(prescription.equipment, SmartTrainer)
        self._state = State.READY
        self._elapsed_s = 0.0
        self._still_s = 0.0
        self._notches = 0
        self._sample: Sample | None = None
        self._given: Command | None = None
        self._shown: tuple[float, Announcement] | None = None
        self._postures: list[PostureEvent] = []
        self._laps: list[Lap] = []
        self._lap_start_s = 0.0
        self._lap_step = 0
        self._asked: Posture | None = None
        self._release = ErgRelease()
        self._fitting: SlopeFitting | None = None
        self._erg_off: ErgOff | None = None
        if isinstance(prescription.equipment, SmartTrainer):
            mass_kg = prescription.rider.mass_kg
            self._fitting = SlopeFitting(prescription.equipment, mass_kg)
            self._erg_off = ErgOff(prescription.equipment, mass_kg)

    @property
    def prescription(self) -> Prescription:
        """What is played."""
        return self._prescription

    @property
    def state(self) -> State:
        """What the player is doing."""
        return self._state

    @property
    def elapsed_s(self) -> float:
        """Seconds since the start by a clock that pauses do not stop."""
        return self._elapsed_s

    @property
    def command(self) -> Command | None:
        """The command that the machine should have, or None where it should have none."""
        return self._given

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The prescription's segments, set as far as this bike is known by now."""
        return self._position.segments

    @property
    def segment(self) -> Segment:
        """The segment being ridden."""
        return self._position.segment

    @property
    def postures(self) -> tuple[PostureEvent, ...]:
        """What is known of the rider's posture so far."""
        return tuple(self._postures)

    @property
    def feelings(self) -> tuple[Feeling, ...]:
        """How hard it felt so far, as the rider said."""
        return tuple(self._finder.feelings) if self._finder else ()

    @property
    def told_setting(self) -> float | None:
        """The setting of an exercise bike that the rider is told to ride on now, else None."""
        return self._adjust(self.segment.command).setting

    @property
    def laps(self) -> tuple[Lap, ...]:
        """The steps ridden so far, the running one included."""
        running = Lap(start_s=self._lap_start_s, end_s=self._elapsed_s, step=self._lap_step)
        open_lap = self._state not in {State.READY, State.FINISHED}
        return (*self._laps, running) if open_lap else tuple(self._laps)

    # -- inputs ----------------------------------------------------------------------------

    def tick(self, sample: Sample) -> Outputs:
        """Take in a sample; time has passed up to its moment.

        Moments that do not lie after the last one are taken as no time passed.
        """
        passed_s = min(_LONGEST_TICK_S, self._pass_time(sample.elapsed_s))
        self._sample = sample
        said: list[Announcement] = []
        signal = self._notice(sample, passed_s)
        if signal is not None:
            said += self._take(signal)
        elif self._state is State.RIDING:
            said += self._ride_on(passed_s, sample.distance_m)
            said += self._feel_cadence(sample.cadence_rpm, passed_s)
            said += self._feel_gear(sample, passed_s)
        return self._outputs(said)

    def press(self, key: Key, elapsed_s: float) -> Outputs:
        """Take in a key; one that means nothing in the present state is ignored.

        Args:
            key: what was pressed.
            elapsed_s: seconds since the start of the ride at which it was.
        """
        self._pass_time(elapsed_s)
        return self._outputs(self._take(key))

    def _pass_time(self, until_s: float) -> float:
        """Let the clock of the ride go on to a moment; how many seconds that is."""
        if self._state in {State.READY, State.FINISHED} or not until_s > self._elapsed_s:
            return 0.0
        before_s, self._elapsed_s = self._elapsed_s, until_s
        return until_s - before_s

    # -- what a screen shows ---------------------------------------------------------------

    def frame(self) -> Frame:
        """What to show now."""
        position = self._position
        change = position.next_posture()
        command = self._as_shown(self._adjust(self.segment.command))
        return Frame(
            state=self._state,
            elapsed_s=self._elapsed_s,
            ridden_s=position.ridden_s,
            segment=self.segment,
            following=position.following,
            segment_left_s=position.left_s_in_run(),
            step_left_s=position.left_s_in_step(),
            total_left_s=position.left_s(),
            posture=self.segment.posture,
            next_posture=change.posture if change else None,
            next_posture_in_s=change.in_s if change else None,
            command=command,
            command_words=describe_command(command),
            notches=self._count_notches(),
            announcement=self._still_shown(),
            sample=self._sample,
            question=self._finder.question if self._finder and self._asks else None,
        )

    def _as_shown(self, command: Command) -> Command:
        """The road that the trainer was given in place of ERG, where the rider took that off."""
        off = self._erg_off is not None and self._erg_off.is_off and command.mode is Mode.ERG
        return self._given if off and self._given is not None else command

    @property
    def _asks(self) -> bool:
        return self._state is State.RIDING

    def _count_notches(self) -> int:
        if self._finder is None:
            return self._notches
        return self._finder.steps_eased.get(self.segment.step, 0)

    def _still_shown(self) -> Announcement | None:
        if self._shown is None or self._elapsed_s - self._shown[0] > SHOWN_S:
            return None
        return self._shown[1]

    # -- transitions -----------------------------------------------------------------------

    def _take(self, trigger: Key | Signal) -> list[Announcement]:
        following = TRANSITIONS[self._state].get(trigger)
        if following is None:
            return []
        before, self._state = self._state, following
        action = self._ACTIONS.get(trigger)
        said = action(self) if action else []
        if following is State.FINISHED and before is not State.READY:
            self._close_lap()
        return said

    def _start(self) -> list[Announcement]:
        self._lap_start_s = self._elapsed_s
        self._lap_step = self.segment.step
        return self._enter_segment(None)

    def _resume(self) -> list[Announcement]:
        self._still_s = 0.0
        self._position.forget_distance()
        return []

    def _skip(self) -> list[Announcement]:
        left, into_step_s = self.segment, self._position.into_step_s
        if not self._position.skip_step():
            return self._take(Signal.OVER)
        return self._leave_step(left, into_step_s) + self._enter_segment(left)

    def _back(self) -> list[Announcement]:
        left = self.segment
        self._position.step_back()
        return self._leave_step(left, 0.0) + self._enter_segment(left)

    def _extend(self) -> list[Announcement]:
        self._position.extend(EXTENSION_S)
        return []

    def _harder(self) -> list[Announcement]:
        return self._shift_notches(+1)

    def _easier(self) -> list[Announcement]:
        return self._shift_notches(-1)

    def _shift_notches(self, by: int) -> list[Announcement]:
        """Count a press, unless the machine is at its limit: it would have to be taken back.

        Who must not go beyond an effort gets nothing harder than what is asked (DESIGN, rule 6).
        """
        if by > 0 and self._is_at_limit():
            return [Announcement(kind=CueKind.SETTING, text=NO_HARDER)]
        if self._finder is not None:
            self._finder.complain(self._position, self._elapsed_s, too_hard=by < 0)
            return self._retarget()
        old = self._adjust(self.segment.command)
        self._notches += by
        new = self._adjust(self.segment.command)
        if new == old:
            self._notches -= by
        return announce_setting(old, new)

    def _turn_erg(self) -> list[Announcement]:
        if self._erg_off is None:
            return []
        self._erg_off.turn()
        text = ERG_OFF if self._erg_off.is_off else ERG_ON
        return [Announcement(kind=CueKind.SETTING, text=text)]

    def _confirm(self) -> list[Announcement]:
        if self.segment.posture is not Posture.FREE:
            self._log_posture(self.segment.posture, Evidence.CONFIRMED)
        return []

    def _deny(self) -> list[Announcement]:
        others = {Posture.STANDING: Posture.SEATED, Posture.SEATED: Posture.STANDING}
        other = others.get(self.segment.posture)
        if other is not None:
            self._log_posture(other, Evidence.CONFIRMED)
        return []

    def _is_at_limit(self) -> bool:
        """Whether the rider's limits allow nothing harder than what is asked now."""
        limits = self._prescription.rider.limits
        locked = limits.max_rpe is not None or limits.low_torque
        return locked and self._count_notches() >= 0

    def _answer(self, number: int) -> list[Announcement]:
        if self._finder is None or not self._finder.answer(number, self._elapsed_s):
            return []
        return self._retarget()

    def _retarget(self) -> list[Announcement]:
        """Take over the settings that the finder has found; say what has to be set anew."""
        if self._finder is None:
            return []
        old = self.segment.command
        self._position.replace(self._finder.segments)
        return announce_setting(old, self.segment.command)

    _ACTIONS: ClassVar[dict[Key | Signal, Callable[[Player], list[Announcement]]]] = {
        Key.START: _start,
        Key.RESUME: _resume,
        Key.SKIP: _skip,
        Key.BACK: _back,
        Key.EXTEND: _extend,
        Key.HARDER: _harder,
        Key.EASIER: _easier,
        Key.ERG: _turn_erg,
        Key.CONFIRM: _confirm,
        Key.DENY: _deny,
        Key.ANSWER_1: partial(_answer, number=0),
        Key.ANSWER_2: partial(_answer, number=1),
        Key.ANSWER_3: partial(_answer, number=2),
        Key.ANSWER_4: partial(_answer, number=3),
        Signal.PEDALLING: _resume,
    }

    # -- riding ----------------------------------------------------------------------------

    def _notice(self, sample: Sample, passed_s: float) -> Signal | None:
        moving = self._is_moving(sample)
        self._still_s = self._still_s + passed_s if moving is False else 0.0
        if self._state is State.RIDING and self._still_s >= AUTO_PAUSE_S:
            return Signal.STOPPED
        if self._state is State.AUTO_PAUSED and moving:
            return Signal.PEDALLING
        return None

    def _is_moving(self, sample: Sample) -> bool | None:
        """Whether the rider rides on, or None where no sensor tells."""
        if self._by_speed:
            return None if sample.speed_mps is None else sample.speed_mps > _MOVING_MPS
        return None if sample.cadence_rpm is None else sample.cadence_rpm > 0

    def _ride_on(self, passed_s: float, distance_m: float | None) -> list[Announcement]:
        position, left = self._position, self.segment
        into_s, into_step_s, before = position.into_s, position.into_step_s, position.horizon()
        moved = position.advance(passed_s, distance_m)
        said = announce_cues(left, into_s, into_s + passed_s)
        if moved.over:
            return said + self._take(Signal.OVER)
        if not moved.segment:
            return said + announce_ahead(position, before, self._adjust) + self._find(passed_s)
        goes_on = self.segment.posture is left.posture
        return [
            *said,
            *self._leave_step(left, into_step_s + passed_s),
            *self._enter_segment(left, Horizon(posture_s=before.posture_s if goes_on else inf)),
            *self._find(passed_s),
        ]

    def _find(self, passed_s: float) -> list[Announcement]:
        """Let the finder ask how it feels, and take over what it finds."""
        finder = self._finder
        if finder is None:
            return []
        before = finder.question
        cadence_rpm = self._sample.cadence_rpm if self._sample else None
        changed = finder.ride_on(self._position, passed_s, self._elapsed_s, cadence_rpm)
        said = self._retarget() if changed else []
        if finder.question is not None and finder.question is not before:
            said.append(Announcement(kind=CueKind.QUESTION, text=finder.question.text))
        return said

    def _leave_step(self, left: Segment, into_step_s: float) -> list[Announcement]:
        """Let the finder ask about a step that was left."""
        if self._finder is None or self.segment.step == left.step:
            return []
        if self._finder.leave_step(left, into_step_s, self._elapsed_s):
            self._position.replace(self._finder.segments)
        question = self._finder.question
        return [Announcement(kind=CueKind.QUESTION, text=question.text)] if question else []

    def _feel_cadence(self, cadence_rpm: float | None, passed_s: float) -> list[Announcement]:
        """Let go of ERG where the rider is about to get stuck in it."""
        erg = self._given is not None and self._given.mode is Mode.ERG
        aim_rpm = _aim_rpm(self.segment)
        if not self._release.feel(cadence_rpm if erg else None, aim_rpm, passed_s):
            return []
        return [Announcement(kind=CueKind.SETTING, text=LIGHTER)]

    def _feel_gear(self, sample: Sample, passed_s: float) -> list[Announcement]:
        """Fit a slope to the gear that is ridden; ask for another where none fits."""
        if self._fitting is None:
            return []
        self._fitting.feel(sample, passed_s)
        if self._erg_off is not None:
            self._erg_off.feel(sample)
        wish = self._fitting.take_wish()
        return [Announcement(kind=CueKind.SETTING, text=wish)] if wish else []

    def _enter_segment(self, left: Segment | None, before: Horizon = _FAR) -> list[Announcement]:
        """Ask for what a segment asks for.

        Args:
            left: the segment that the rider comes from, None at the start.
            before: changes that were nearer than this have been announced.
        """
        if self.segment.step != self._lap_step:
            self._close_lap()
        if self._asked is not self.segment.posture:
            self._asked = self.segment.posture
            self._log_posture(self._asked, Evidence.INSTRUCTED)
        return [
            *announce_segment(self._position, left, self._adjust),
            *announce_cues(self.segment, -1.0, self._position.into_s),
            *announce_ahead(self._position, before, self._adjust),
        ]

    def _close_lap(self) -> None:
        if self._elapsed_s > self._lap_start_s:
            lap = Lap(start_s=self._lap_start_s, end_s=self._elapsed_s, step=self._lap_step)
            self._laps.append(lap)
        self._lap_start_s = self._elapsed_s
        self._lap_step = self.segment.step

    def _log_posture(self, posture: Posture, evidence: Evidence) -> None:
        event = PostureEvent(elapsed_s=self._elapsed_s, posture=posture, evidence=evidence)
        self._postures.append(event)

    # -- outputs ---------------------------------------------------------------------------

    def _outputs(self, said: list[Announcement]) -> Outputs:
        shown = pick_loudest(said)
        if shown is not None:
            self._shown = (self._elapsed_s, shown)
        return Outputs(command=self._next_command(), announcements=tuple(said))

    def _next_command(self) -> Command | None:
        """The command to give to the machine, or None when it has it already."""
        if self._state is State.READY or not self._controls:
            return None
        wanted = self._wanted_command()
        given, self._given = self._given, wanted
        same = given is not None and (given.mode, given.value) == (wanted.mode, wanted.value)
        return None if same else wanted

    def _wanted_command(self) -> Command:
        if self._state is not State.RIDING:
            return _SAFE_COMMAND
        following = self._position.following
        if following and self._position.left_s_in_segment() <= following.command.lead_s:
            return self._held(following)
        return self._held(self.segment)

    def _held(self, segment: Segment) -> Command:
        """The command of a segment: the rider's wish, the gear, and what is let go of ERG."""
        command = self._adjust(segment.command)
        if self._fitting is not None:
            command = self._fitting.fit(command, _aim_rpm(segment))
        if self._erg_off is not None:
            aim_rpm = _aim_rpm(segment) if segment.cadence_rpm else None
            command = self._erg_off.apply(command, aim_rpm)
        return self._release.apply(command)

    def _adjust(self, command: Command) -> Command:
        if self._finder is not None:  # what it has found is in the segments already
            return command
        return adjust_command(command, self._notches, self._prescription.equipment)


def _aim_rpm(segment: Segment) -> float:
    """The middle of the cadence that a segment asks for."""
    band = segment.cadence_rpm
    return 0.5 * (band.low + band.high) if band else FREE_AIM_RPM
