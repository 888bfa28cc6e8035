"""The questions about health as a page asks them, and what is said to the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sixhills.care.limits_told import tell_limits
from sixhills.care.screening import QUESTIONS
from sixhills.care.stop_rules import STOP_RULES
from sixhills.usecases.screening import load_answers, save_screening, screening_due

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from sixhills.usecases.screening import Answers


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """One question.

    Attributes:
        key: its short name.
        text: as it is asked.
        why: why it is asked.
        medical: whether a yes needs the word of a professional before riding hard.
    """

    key: str
    text: str
    why: str
    medical: bool


@dataclass(frozen=True, kw_only=True)
class GivenAnswers:
    """What was answered, and when.

    Attributes:
        day: when.
        yes: keys of the questions answered with yes.
        cleared: whether a professional said that riding hard is fine.
    """

    day: date
    yes: tuple[str, ...]
    cleared: bool


@dataclass(frozen=True, kw_only=True)
class HealthPage:
    """What there is to ask and what was answered.

    Attributes:
        questions: in the order in which they are asked.
        answers: the last ones, or None.
        due: why to ask now, one plain sentence; None where there is no need.
        stop_rules: when to stop a ride at once.
    """

    questions: tuple[AskedQuestion, ...]
    answers: GivenAnswers | None
    due: str | None
    stop_rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HealthAdvice:
    """What follows from the answers.

    Attributes:
        advice: one plain sentence for each yes.
        locked: whether effort is locked until a professional clears riding hard.
        limits_told: what that means for rides, each one plain sentence.
    """

    advice: tuple[str, ...]
    locked: bool
    limits_told: tuple[str, ...]


def show_health(home: Path, *, today: date) -> HealthPage:
    """The questions, and what was answered.

    Raises:
        StoreError: the answers are damaged.
    """
    answers = load_answers(home)
    return HealthPage(
        questions=tuple(
            AskedQuestion(key=one.key, text=one.text, why=one.why, medical=one.medical)
            for one in QUESTIONS
        ),
        answers=_give(answers) if answers else None,
        due=screening_due(home, today),
        stop_rules=STOP_RULES,
    )


def answer_health(home: Path, yes: Collection[str], *, cleared: bool, today: date) -> HealthAdvice:
    """Store answers; what follows from them.

    Raises:
        InvalidValueError: a key is none of ours; nothing is stored then.
    """
    screened = save_screening(home, yes, cleared=cleared, today=today)
    return HealthAdvice(
        advice=screened.advice, locked=screened.locked, limits_told=tell_limits(screened.limits)
    )


def _give(answers: Answers) -> GivenAnswers:
    return GivenAnswers(day=answers.day, yes=answers.yes, cleared=answers.cleared)
