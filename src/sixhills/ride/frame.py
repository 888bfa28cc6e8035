"""What a ride looks like at one moment, for any screen: terminal, web page, simulated rider."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Command, Segment
    from sixhills.ride.recording import Sample


class State(StrEnum):
    """What the player is doing."""

    READY = "ready"
    RIDING = "riding"
    PAUSED = "paused"  # by the rider
    AUTO_PAUSED = "auto_paused"  # the rider stopped pedalling
    FINISHED = "finished"


class Key(StrEnum):
    """What a rider can press, tap or say."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    BACK = "back"
    EXTEND = "extend"
    HARDER = "harder"
    EASIER = "easier"
    ERG = "erg"  # off, or on again
    END = "end"
    CONFIRM = "confirm"  # "I am riding in the posture asked for"
    DENY = "deny"  # "I am not"
    ANSWER_1 = "answer_1"  # the first answer to the question that is asked
    ANSWER_2 = "answer_2"
    ANSWER_3 = "answer_3"
    ANSWER_4 = "answer_4"


ANSWER_KEYS = (Key.ANSWER_1, Key.ANSWER_2, Key.ANSWER_3, Key.ANSWER_4)
"""The keys of a question's answers, in their order."""


class CueKind(StrEnum):
    """What a sentence is about; the loudest first."""

    POSTURE = "posture"
    SETTING = "setting"
    QUESTION = "question"
    TECHNIQUE = "technique"
    PROGRESS = "progress"
    TROUBLE = "trouble"  # a sensor, the disk; told when nothing else is


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """A sentence said to the rider.

    Attributes:
        kind: what it is about.
        text: the sentence.
        posture: the posture that a POSTURE cue asks for or announces, else None.
        ahead_s: seconds until it applies, to the millisecond; 0: at once.
    """

    kind: CueKind
    text: str
    posture: Posture | None = None
    ahead_s: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer to a question, and what it says of the effort.

    Attributes:
        label: what the rider reads ("can talk").
        rpe_low: the least effort that it stands for, 0 to 10.
        rpe_high: the most.
    """

    label: str
    rpe_low: float
    rpe_high: float


@dataclass(frozen=True, kw_only=True)
class Question:
    """How something feels or felt; who does not answer is not asked for long.

    Attributes:
        text: what is asked.
        answers: up to four, from easiest to hardest, for the ANSWER keys in their order.
        over: whether it is about the step that was just left, not about now.
    """

    text: str
    answers: tuple[Answer, ...]
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a screen shows.

    Attributes:
        state: what the player is doing.
        elapsed_s: seconds since the start by a clock that pauses do not stop.
        ridden_s: seconds on the prescription's timeline.
        segment: the one being ridden (the first when ready, the last when finished).
        following: the next segment, or None.
        segment_left_s: time left in the segment.
        step_left_s: time left in the step.
        total_left_s: time left in the ride.
        posture: the one asked for.
        next_posture: the next different posture asked for, or None.
        next_posture_in_s: seconds until then, or None.
        command: in force, with the rider's harder and easier applied.
        command_words: the same in this bike's words ("level 9").
        notches: how many settings harder (+) or easier (-) than planned the rider asked for.
        announcement: the last sentence said, or None.
        question: what the rider is asked now, or None.
        sample: the last sample, or None.
    """

    state: State
    elapsed_s: float
    ridden_s: float
    segment: Segment
    following: Segment | None
    segment_left_s: float
    step_left_s: float
    total_left_s: float
    posture: Posture
    next_posture: Posture | None
    next_posture_in_s: float | None
    command: Command
    command_words: str
    notches: int
    announcement: Announcement | None
    sample: Sample | None
    question: Question | None = None
