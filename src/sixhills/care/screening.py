"""Screening: ten questions about health, and the limits that follow from the answers.

The questions are our own. They ask what guidance on safe training commonly asks, and what cycling
with resistance adds to it: joints, saddle, standing. They are no examination: a yes makes rides
milder and says whom to ask, it names no illness.

Two kinds of yes. A *medical* one locks effort low and the rider in the saddle until a professional
who knows the rider has cleared riding hard. What a yes says about joints, pulse or torque stays,
cleared or not: it is about how to ride, not about whether.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from sixhills.errors import InvalidValueError
from sixhills.rider import Limits

if TYPE_CHECKING:
    from collections.abc import Collection

UNCLEARED = Limits(max_rpe=4.0, seated_only=True)
"""What holds after a medical yes until a professional has cleared riding hard (convention)."""

KNEE_CADENCE_RPM = 70.0
"""Quick legs load a knee less at the same effort (notes on coaching; our convention)."""

_GENTLE = Limits(seated_only=True, low_torque=True)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the screening, to be answered yes or no.

    Attributes:
        key: its short name, for scripts.
        text: as it is asked.
        why: why it is asked.
        advice: what is said after a yes.
        limits: what a yes brings and a clearance does not lift.
        medical: whether a yes locks effort until a professional has cleared riding hard.
    """

    key: str
    text: str
    why: str
    advice: str
    limits: Limits = Limits()  # noqa: RUF009 - frozen
    medical: bool = False


QUESTIONS = (
    Question(
        key="heart",
        text="Do you have a heart condition or high blood pressure?",
        why="Hard efforts raise pulse and blood pressure quickly.",
        advice="Ask the doctor who knows your heart how hard you may ride.",
        medical=True,
    ),
    Question(
        key="signs",
        text=(
            "In the last year, did you feel pain or pressure in the chest, were you dizzy or did "
            "you faint, at rest or with effort?"
        ),
        why="These can be first signs of something that training should not meet unknown.",
        advice="See a doctor about the chest pain, dizziness or fainting before you ride hard.",
        medical=True,
    ),
    Question(
        key="illness",
        text=(
            "Do you live with another long-term illness, or take medicine that changes how well "
            "you bear effort?"
        ),
        why="Illness and medicine can change how much effort is good for you.",
        advice="Ask your doctor what your illness or medicine means for hard efforts.",
        medical=True,
    ),
    Question(
        key="pulse",
        text="Do you take a beta-blocker, or another medicine that keeps the pulse low?",
        why="With it, the pulse no longer shows how hard a ride is.",
        advice="Go by how hard it feels, not by your pulse, and ask your doctor how hard you may "
        "ride.",
        limits=Limits(heart_rate_steers=False),
        medical=True,
    ),
    Question(
        key="supervised",
        text="Has anybody treating you said that you should exercise under supervision only?",
        why="Nobody watches you here.",
        advice="Ask whoever said so before you ride alone.",
        medical=True,
    ),
    Question(
        key="knee",
        text="Do your knees hurt, or get worse with exercise?",
        why="Slow, heavy pedalling loads the knees most.",
        advice="Keep the legs quick and check the height of the saddle; if the knee still hurts, "
        "have it looked at.",
        limits=Limits(least_cadence_rpm=KNEE_CADENCE_RPM),
    ),
    Question(
        key="back",
        text="Does your back or a hip hurt, or get worse with exercise?",
        why="Heavy pedalling and standing ask much of both.",
        advice="Ride light and seated; if it hurts all the same, have a doctor or physiotherapist "
        "look at it.",
        limits=_GENTLE,
    ),
    Question(
        key="surgery",
        text="Did you have an operation at a hip, knee or the back in the last year?",
        why="What was operated on needs time before it bears load again.",
        advice="Ask your surgeon or physiotherapist what your joint may bear.",
        limits=_GENTLE,
        medical=True,
    ),
    Question(
        key="pregnancy",
        text="Are you pregnant, or did you give birth in the last six months?",
        why="Joints, pelvic floor and circulation need a gentler way then.",
        advice="Ask your midwife or doctor how hard and how long you may ride.",
        limits=_GENTLE,
        medical=True,
    ),
    Question(
        key="numb",
        text="Do your hands, feet or seat go numb when you ride?",
        why="Numbness means pressure on a nerve, and heavy pedalling adds to it.",
        advice="Check saddle and bars, shift often, and see a doctor if the numbness stays.",
        limits=_GENTLE,
    ),
)
"""The questions in the order in which they are asked."""

_BY_KEY = {question.key: question for question in QUESTIONS}


@dataclass(frozen=True, kw_only=True)
class Screened:
    """What follows from the answers.

    Attributes:
        limits: that bind every ride from now on.
        advice: plain sentences, one for each yes.
        locked: whether effort is locked until a professional clears riding hard.
    """

    limits: Limits
    advice: tuple[str, ...]
    locked: bool


def find_questions(keys: Collection[str]) -> tuple[Question, ...]:
    """The questions of some keys, in the order in which they are asked.

    Raises:
        InvalidValueError: a key is none of ours.
    """
    unknown = sorted(set(keys) - set(_BY_KEY))
    if unknown:
        raise InvalidValueError(
            f"there is no question {unknown[0]!r}",
            remedy=f"the questions are: {', '.join(_BY_KEY)}",
        )
    return tuple(question for question in QUESTIONS if question.key in keys)


def needs_clearance(yes: Collection[str]) -> bool:
    """Whether one of the questions answered with yes is a medical one; raises as they do."""
    return any(question.medical for question in find_questions(yes))


def decide_limits(yes: Collection[str], *, cleared: bool) -> Screened:
    """The limits and advice that follow from the answers.

    Args:
        yes: keys of the questions answered with yes.
        cleared: whether a professional who knows the rider said that riding hard is fine. Lifts
            the lock of the medical questions and nothing else.

    Raises:
        InvalidValueError: a key is none of ours.
    """
    asked = find_questions(yes)
    locked = needs_clearance(yes) and not cleared
    lasting = [question.limits for question in asked]
    return Screened(
        limits=reduce(Limits.combine, lasting, UNCLEARED if locked else Limits()),
        advice=tuple(question.advice for question in asked),
        locked=locked,
    )
