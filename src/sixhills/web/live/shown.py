"""What a screen is told of a live ride: the JSON values of /api/live.

Names and units are those of the Python values that they show. A prescription is told once, at the
beginning; what follows says only where in it the rider is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pydantic import TypeAdapter

from sixhills.prescribe.prescription import Prescription
from sixhills.ride.frame import Announcement, Frame, Key, Question, State
from sixhills.ride.recording import Sample
from sixhills.verify.report import Report
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from sixhills.ride.player import Player
    from sixhills.usecases.serving_rides import EndedRide


@dataclass(frozen=True, kw_only=True)
class Point:
    """One second of a ride.

    Attributes:
        n: its number, from 1 without gaps, as long as the ride lasts.
        elapsed_s: seconds since the start by a clock that pauses do not stop.
        ridden_s: seconds on the prescription's timeline.
        segment: index of the segment ridden.
        state: what the player is doing.
        posture: asked for.
        power_w: measured, or None.
        cadence_rpm: measured, or None.
        heart_rate_bpm: measured, or None.
    """

    n: int
    elapsed_s: float
    ridden_s: float
    segment: int
    state: State
    posture: Posture
    power_w: float | None
    cadence_rpm: float | None
    heart_rate_bpm: float | None


@dataclass(frozen=True, kw_only=True)
class LiveFrame:
    """A ride at one moment: `ride.frame.Frame` without what the prescription says already.

    Attributes:
        state: what the player is doing.
        elapsed_s: seconds since the start by a clock that pauses do not stop.
        ridden_s: seconds on the prescription's timeline.
        segment: index of the segment being ridden.
        segment_left_s: time left in the segment.
        step_left_s: time left in the step.
        total_left_s: time left in the ride.
        posture: the one asked for.
        next_posture: the next different posture asked for, or None.
        next_posture_in_s: seconds until then, or None.
        command_words: what is set, in this bike's words, with the rider's harder and easier.
        notches: how many settings harder (+) or easier (-) than planned the rider asked for.
        announcement: the last sentence said, or None.
        question: what the rider is asked now, or None.
        sample: the last sample, or None.
        spoken: what a voice is to say now; None where it is silent or has said it.
        cue_id: number of what is spoken, rising as long as the ride lasts; None without it.
    """

    state: State
    elapsed_s: float
    ridden_s: float
    segment: int
    segment_left_s: float
    step_left_s: float
    total_left_s: float
    posture: Posture
    next_posture: Posture | None
    next_posture_in_s: float | None
    command_words: str
    notches: int
    announcement: Announcement | None
    question: Question | None
    sample: Sample | None
    spoken: str | None = None
    cue_id: int | None = None

    def silent(self) -> LiveFrame:
        """The same moment for who comes later: a voice has said what was to be said."""
        return replace(self, spoken=None, cue_id=None)


@dataclass(frozen=True, kw_only=True)
class Live:
    """A ride that runs, for a screen that has just come.

    Attributes:
        ride: its id.
        title: of the workout.
        simulated: whether a simulated rider rides it.
        speed: ride seconds in one real second.
        stored: whether it is kept in the end.
        prescription: what is ridden, set as far as the bike is known by now.
        keys: what can be pressed.
        n: number of the newest point, 0 before the first.
        points: those that the screen does not have yet, in order.
        frame: the present moment.
        w_prime: share of W′ that is left, 0 to 1; None where no watts tell.
    """

    ride: str
    title: str
    simulated: bool
    speed: float
    stored: bool
    prescription: Prescription
    keys: tuple[Key, ...]
    n: int
    points: tuple[Point, ...]
    frame: LiveFrame
    w_prime: float | None


@dataclass(frozen=True, kw_only=True)
class Finished:
    """A ride that has ended.

    Attributes:
        ride: id of the stored ride; None where nothing was ridden or nothing is kept.
        learnt: what it taught about bike and rider, each one plain sentence.
        report: what was done, None where nothing was ridden.
        because: why it ended by itself, one sentence; None where the rider ended it.
        trouble: what went wrong, one sentence; what was ridden waits among the unfinished rides.
    """

    ride: str | None = None
    learnt: tuple[str, ...] = ()
    report: Report | None = None
    because: str | None = None
    trouble: str | None = None


@dataclass(frozen=True, kw_only=True)
class LiveMessage:
    """First after each connect, and when a ride begins or its settings are found anew."""

    live: Live
    kind: Literal["live"] = "live"


@dataclass(frozen=True, kw_only=True)
class TickMessage:
    """Something has changed.

    Attributes:
        point: the second that has just been ridden, or None where a key was pressed.
        frame: the present moment.
        w_prime: share of W′ that is left, or None.
        sent_ms: the server's wall clock, in milliseconds since 1970.
        kind: of message.
    """

    point: Point | None
    frame: LiveFrame
    w_prime: float | None
    sent_ms: float
    kind: Literal["tick"] = "tick"


@dataclass(frozen=True, kw_only=True)
class FinishedMessage:
    """The ride has ended."""

    finished: Finished
    kind: Literal["finished"] = "finished"


@dataclass(frozen=True, kw_only=True)
class NoneMessage:
    """Nothing runs."""

    kind: Literal["none"] = "none"


Message = LiveMessage | TickMessage | FinishedMessage | NoneMessage

_WRITERS: dict[type, TypeAdapter[object]] = {
    kind: TypeAdapter(kind)
    for kind in (LiveMessage, TickMessage, FinishedMessage, NoneMessage, Live)
}


def encode(value: Message | Live) -> str:
    """A message as JSON; NaN becomes null."""
    return _WRITERS[type(value)].dump_json(value).decode()


def show_point(n: int, frame: Frame) -> Point:
    """A frame as a point of the ride."""
    sample = frame.sample
    return Point(
        n=n,
        elapsed_s=frame.elapsed_s,
        ridden_s=round(frame.ridden_s, 3),
        segment=frame.segment.index,
        state=frame.state,
        posture=frame.posture,
        power_w=sample.power_w if sample else None,
        cadence_rpm=sample.cadence_rpm if sample else None,
        heart_rate_bpm=sample.heart_rate_bpm if sample else None,
    )


def show_frame(frame: Frame, *, cue_id: int | None = None) -> LiveFrame:
    """A frame as screens are told it.

    Args:
        frame: the present moment.
        cue_id: number of its announcement where that is to be said now, else None.
    """
    said = frame.announcement if cue_id is not None else None
    in_s = frame.next_posture_in_s
    return LiveFrame(
        state=frame.state,
        elapsed_s=frame.elapsed_s,
        ridden_s=round(frame.ridden_s, 3),
        segment=frame.segment.index,
        segment_left_s=round(frame.segment_left_s, 3),
        step_left_s=round(frame.step_left_s, 3),
        total_left_s=round(frame.total_left_s, 3),
        posture=frame.posture,
        next_posture=frame.next_posture,
        next_posture_in_s=None if in_s is None else round(in_s, 3),
        command_words=frame.command_words,
        notches=frame.notches,
        announcement=frame.announcement,
        question=frame.question,
        sample=frame.sample,
        spoken=said.text if said else None,
        cue_id=cue_id if said else None,
    )


def show_prescription(player: Player) -> Prescription:
    """What is ridden, with the settings that were found while riding."""
    return replace(player.prescription, segments=player.segments)


def show_ended(ended: EndedRide, because: str | None = None) -> Finished:
    """What became of a ride."""
    return Finished(ride=ended.ride, learnt=ended.learnt, report=ended.report, because=because)
