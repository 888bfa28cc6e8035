"""The control point: one frame in flight, the newest target wins, nothing is taken for granted.

What happens in which state is one table, `TRANSITIONS`, which code, tests and docs/trainers.md
share. A trainer is `OPENING` while control is asked for, `READY` with nothing in flight, `WRITING`
while a target is. Who is refused control is `LOCKED_OUT` and asks again every few seconds; a
trainer that answers nothing at all is `DEAD`, and whoever holds the link has to make it anew.

A target counts as given once its last frame was answered. Later it is looked at again: a status of
the trainer that names another target, control that was taken away, and watts that stay far from
what is held each have the target given anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from sixhills.devices.control.dialects import Verdict
from sixhills.devices.control.targets import HoldPower, are_alike
from sixhills.errors import FrameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.devices.control.dialects import Dialect
    from sixhills.devices.control.targets import Target

ANSWER_WITHIN_S = 1.0
APART_S = 0.25
REFRESH_S = 15.0
TRIES = 3
ASK_AGAIN_S = 5.0

_ROUNDS = 2  # of asking for control without any answer, until the link is given up
_POWER_WINDOW_S = 12.0  # the slowest class of trainers settles in 10 s
_POWER_OFF_SHARE, _POWER_OFF_W = 0.25, 25.0
_TURNING_RPM = 40.0
_OVERRIDES = 3


class State(StrEnum):
    """What there is with the control point."""

    OFFLINE = "offline"
    OPENING = "opening"
    READY = "ready"
    WRITING = "writing"
    LOCKED_OUT = "locked_out"
    DEAD = "dead"


class Event(StrEnum):
    """What can happen to it."""

    LINKED = "linked"
    DROPPED = "dropped"
    SEND = "send"  # a target is due
    DONE = "done"
    REFUSED = "refused"
    INVALID = "invalid"
    NOT_PERMITTED = "not_permitted"
    SILENT = "silent"  # no answer in time, or the frame could not be written
    TAKEN = "taken"  # control was taken away, or the trainer was reset
    RETRY = "retry"  # it is time to ask for control again


TRANSITIONS: dict[State, dict[Event, State]] = {
    State.OFFLINE: {Event.LINKED: State.OPENING},
    State.OPENING: {
        Event.DROPPED: State.OFFLINE,
        Event.DONE: State.READY,  # after the last frame; before that, the next one follows
        Event.REFUSED: State.READY,  # likewise: not every trainer knows all of them
        Event.INVALID: State.READY,
        Event.NOT_PERMITTED: State.LOCKED_OUT,
        Event.SILENT: State.DEAD,  # after some tries
    },
    State.READY: {
        Event.DROPPED: State.OFFLINE,
        Event.SEND: State.WRITING,
        Event.TAKEN: State.OPENING,
    },
    State.WRITING: {
        Event.DROPPED: State.OFFLINE,
        Event.DONE: State.READY,
        Event.REFUSED: State.READY,
        Event.INVALID: State.READY,
        Event.NOT_PERMITTED: State.OPENING,
        Event.SILENT: State.OPENING,  # after some tries
        Event.TAKEN: State.OPENING,
    },
    State.LOCKED_OUT: {
        Event.DROPPED: State.OFFLINE,
        Event.RETRY: State.OPENING,
    },
    State.DEAD: {Event.DROPPED: State.OFFLINE},
}
"""For each state, what is taken in and the state that follows; all else is ignored."""


@dataclass(frozen=True, kw_only=True)
class _Flight:
    """A frame that was written and not yet answered."""

    frame: bytes
    sent_s: float
    tries: int


class ControlPoint:
    """Gives one trainer its targets.

    Args:
        dialect: of the trainer.
    """

    def __init__(self, dialect: Dialect):
        self._dialect = dialect
        self._state = State.OFFLINE
        self._wanted: Target | None = None
        self._writing: Target | None = None
        self._given: Target | None = None
        self._given_s = 0.0
        self._queue: list[bytes] = []
        self._flight: _Flight | None = None
        self._free_s = 0.0  # from when on the next frame may be written
        self._silences = 0
        self._rounds = 0
        self._refused: Target | None = None
        self._retry_s = 0.0
        self._locked_out = False  # also while it is asked again
        self._overrides = 0
        self._off_since_s: float | None = None
        self._confirmed = False

    @property
    def state(self) -> State:
        """What there is with it."""
        return self._state

    @property
    def wanted(self) -> Target | None:
        """The newest target."""
        return self._wanted

    @property
    def given(self) -> Target | None:
        """What the trainer has taken, as far as we know."""
        return self._given

    @property
    def is_confirmed(self) -> bool:
        """Whether the trainer itself has named the target that it was given."""
        return self._confirmed

    @property
    def trouble(self) -> str | None:
        """What keeps the target from being followed, in plain words, or None."""
        if self._locked_out:
            return (
                "the trainer does not give us control: another app or head unit may hold it; "
                "close that one, then it goes on by itself"
            )
        if self._state is State.DEAD:
            return "the trainer does not answer; it is being connected anew"
        if self._overrides >= _OVERRIDES:
            return (
                "the trainer follows something else than what it is told; if another app is "
                "connected to it, close that one"
            )
        if self._refused is not None and are_alike(self._refused, self._wanted):
            return "the trainer refuses what it is asked for; set its resistance by hand"
        return None

    # -- what comes in ---------------------------------------------------------------------

    def want(self, target: Target) -> None:
        """The newest target; what waited before is dropped."""
        if not are_alike(target, self._wanted):
            self._refused = None
            self._off_since_s = None
            self._overrides = 0
        self._wanted = target

    def link(self, now_s: float) -> None:
        """The trainer is connected, and its answers are subscribed to."""
        self._take(Event.LINKED, now_s)

    def drop(self, now_s: float) -> None:
        """The trainer is gone."""
        self._take(Event.DROPPED, now_s)

    def fail(self, now_s: float) -> None:
        """The frame in flight could not be written."""
        if self._flight is not None:
            self._fall_silent(now_s)

    def written(self, now_s: float) -> None:
        """The link has taken the frame in flight; where no answers come, that is one."""
        if self._flight is not None and self._dialect.answered is None:
            self._land(Event.DONE, now_s)

    def hear(self, frame: bytes, now_s: float) -> None:
        """An answer. One that is odd, late or about something else is passed over.

        It is then still waited for the right one: an odd answer never counts as consent.
        """
        flight = self._flight
        if flight is None:
            return
        try:
            verdict = self._dialect.judge(flight.frame, frame)
        except FrameError:
            return
        if verdict is not None:
            self._land(_EVENTS[verdict], now_s)

    def hear_target(self, target: Target, now_s: float) -> None:
        """The trainer names a target that it has taken: ours, or that of somebody else."""
        if self._state is State.WRITING and self._flight is not None:
            if self._writing is not None and self._same(target, self._writing):
                self._confirmed = True
                self._queue = self._queue[-1:]
                self._land(Event.DONE, now_s)
            return
        if self._given is None:
            return
        self._confirmed = self._same(target, self._given)
        same_mode = type(target) is type(self._given)
        if not self._confirmed and same_mode and self._overrides < _OVERRIDES:
            self._overrides += 1
            self._given = None

    def lose(self, now_s: float) -> None:
        """The trainer says that control was taken away, or that it was reset."""
        self._take(Event.TAKEN, now_s)

    def feel(self, power_w: float | None, cadence_rpm: float | None, now_s: float) -> None:
        """What is measured: watts that stay far from those held have the target given anew."""
        given = self._given
        turning = cadence_rpm is not None and cadence_rpm > _TURNING_RPM
        if not isinstance(given, HoldPower) or power_w is None or not turning:
            self._off_since_s = None
            return
        allowed_w = max(_POWER_OFF_W, _POWER_OFF_SHARE * given.power_w)
        if abs(power_w - given.power_w) <= allowed_w:
            self._off_since_s = None
        elif self._off_since_s is None:
            self._off_since_s = now_s
        elif now_s - self._off_since_s >= _POWER_WINDOW_S:
            self._off_since_s = now_s
            self._given = None

    # -- what goes out ---------------------------------------------------------------------

    def poll(self, now_s: float) -> bytes | None:
        """The frame to write now, or None. It is in flight then: tell `written` or `fail`."""
        self._look_at_the_clock(now_s)
        if self._flight is not None or now_s < self._free_s:
            return None
        if self._state is State.READY and self._is_due(now_s):
            self._take(Event.SEND, now_s)
        if self._state not in {State.OPENING, State.WRITING} or not self._queue:
            return None
        frame = self._queue[0]
        self._flight = _Flight(frame=frame, sent_s=now_s, tries=self._silences)
        if self._state is State.WRITING:  # taking control need not wait
            self._free_s = now_s + APART_S
        return frame

    def due_s(self, now_s: float) -> float:
        """When to poll again at the latest, where nothing comes in before."""
        times = [now_s + 1.0]
        if self._flight is not None:
            times.append(self._flight.sent_s + ANSWER_WITHIN_S)
        elif self._queue or self._has_new:
            times.append(self._free_s)
        if self._state is State.LOCKED_OUT:
            times.append(self._retry_s)
        return max(now_s, min(times))

    # -- within ----------------------------------------------------------------------------

    @property
    def _has_new(self) -> bool:
        if self._wanted is None or are_alike(self._wanted, self._refused):
            return False
        return not are_alike(self._wanted, self._given)

    def _is_due(self, now_s: float) -> bool:
        stale = self._given is not None and now_s - self._given_s >= REFRESH_S
        refused = self._wanted is None or are_alike(self._wanted, self._refused)
        return self._has_new or (stale and not refused)

    def _look_at_the_clock(self, now_s: float) -> None:
        flight = self._flight
        if flight is not None and now_s - flight.sent_s >= ANSWER_WITHIN_S:
            self._fall_silent(now_s)
        if self._state is State.LOCKED_OUT and now_s >= self._retry_s:
            self._take(Event.RETRY, now_s)

    def _fall_silent(self, now_s: float) -> None:
        """Write the same again, or what is newer by now; after some tries it is a silence."""
        self._flight = None
        self._silences += 1
        if self._silences >= TRIES:
            self._take(Event.SILENT, now_s)
        elif self._state is State.WRITING and self._has_newer:
            self._begin_writing()

    @property
    def _has_newer(self) -> bool:
        return not are_alike(self._wanted, self._writing)

    def _land(self, event: Event, now_s: float) -> None:
        """The frame in flight is answered: on to the next of its row, or to what follows."""
        self._flight = None
        self._silences = 0
        goes_on = event is Event.DONE or self._state is State.OPENING
        if goes_on and event is not Event.NOT_PERMITTED and len(self._queue) > 1:
            self._queue.pop(0)
            return
        self._take(event, now_s)

    def _take(self, event: Event, now_s: float) -> None:
        following = TRANSITIONS[self._state].get(event)
        if following is None:
            return
        before, self._state = self._state, following
        action = self._ACTIONS.get((before, event))
        if action is not None:
            action(self)
        if (before, event) == (State.WRITING, Event.DONE):
            self._given_s = now_s
        following = self._state  # an action may know better
        if following in {State.OFFLINE, State.DEAD, State.LOCKED_OUT}:
            self._flight, self._queue = None, []
        if following is State.OPENING and before is not State.OPENING:
            self._begin_opening()
        if following is State.LOCKED_OUT:
            self._retry_s, self._locked_out = now_s + ASK_AGAIN_S, True
        if following is State.READY:
            self._queue, self._locked_out = [], False

    def _same(self, one: Target, other: Target) -> bool:
        """Whether two targets come to the same frames: a trainer names what it was written."""
        given = self._given
        return self._dialect.frames(one, given)[-1:] == self._dialect.frames(other, given)[-1:]

    def _begin_opening(self) -> None:
        """Ask for control; what the trainer had is not known any more."""
        self._flight = None
        self._queue = list(self._dialect.opening())
        self._given = self._writing = None
        self._confirmed = False
        self._silences = 0

    def _begin_writing(self) -> None:
        if self._wanted is None:
            return
        self._writing = self._wanted
        self._queue = list(self._dialect.frames(self._wanted, self._given))
        if not self._queue:  # this trainer cannot do it
            self._state = State.READY
            self._note_refusal()

    def _note_given(self) -> None:
        self._given, self._rounds = self._writing, 0

    def _note_refusal(self) -> None:
        self._refused = self._writing

    def _try_another_form(self) -> None:
        if self._writing is not None and not self._dialect.adapt(self._writing):
            self._note_refusal()

    def _count_round(self) -> None:
        """A target was not answered: take another form, make the link anew, at last leave it."""
        if self._writing is not None and self._dialect.adapt(self._writing):
            return
        self._rounds += 1
        if self._rounds == _ROUNDS:
            self._state = State.DEAD
        elif self._rounds > _ROUNDS:
            self._note_refusal()

    _ACTIONS: ClassVar[dict[tuple[State, Event], Callable[[ControlPoint], None]]] = {
        (State.READY, Event.SEND): _begin_writing,
        (State.WRITING, Event.DONE): _note_given,
        (State.WRITING, Event.REFUSED): _note_refusal,
        (State.WRITING, Event.INVALID): _try_another_form,
        (State.WRITING, Event.SILENT): _count_round,
    }


_EVENTS = {
    Verdict.DONE: Event.DONE,
    Verdict.REFUSED: Event.REFUSED,
    Verdict.INVALID: Event.INVALID,
    Verdict.NOT_PERMITTED: Event.NOT_PERMITTED,
}
