"""One hill that the rider knows, as a person would tell it: "900m@6%" or "3min, steep"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sixhills.errors import InvalidValueError, require

STEEPNESS = {"gentle": 0.03, "moderate": 0.05, "steep": 0.08, "very steep": 0.11}
"""Grades that the words stand for (our convention)."""

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}


@dataclass(frozen=True, kw_only=True)
class KnownHill:
    """A hill by its grade and by its length or the time that it takes.

    Attributes:
        grade: mean rise over run.
        length_m: road length, or None where the rider knows the time.
        duration_s: time that the climb takes at a moderate effort, or None where the length is
            known. Exactly one of the two is given.
    """

    grade: float
    length_m: float | None = None
    duration_s: float | None = None

    def __post_init__(self) -> None:
        require(0.005 <= self.grade <= 0.30, "grade", "between 0.5 % and 30 %", self.grade)
        require(
            (self.length_m is None) != (self.duration_s is None),
            "a hill",
            "given by its length or by its time",
            (self.length_m, self.duration_s),
        )
        if self.length_m is not None:
            require(100 <= self.length_m <= 30_000, "length", "100 m to 30 km", self.length_m)
        if self.duration_s is not None:
            require(30 <= self.duration_s <= 5_400, "time", "30 s to 90 min", self.duration_s)


_BY_LENGTH = re.compile(r"([\d.]+)\s*(m|km)\s*(?:@|at)\s*([\d.]+)\s*%")
_BY_TIME = re.compile(r"(\w+|[\d.]+)\s*(min|minutes?|s|seconds?)\s*(?:,|@|at)\s*(.+)")


def parse_hill(text: str) -> KnownHill:
    """The hill that a person described.

    Args:
        text: "900m@6%", "1.2 km at 5%", "3min, steep", "three minutes, 7%".

    Raises:
        InvalidValueError: it cannot be read, or no such hill can be ridden.
    """
    words = text.strip().lower()
    if match := _BY_LENGTH.fullmatch(words):
        length, unit, per_cent = match.groups()
        metres = _number(length, text) * (1000 if unit == "km" else 1)
        return KnownHill(grade=_number(per_cent, text) / 100, length_m=metres)
    if match := _BY_TIME.fullmatch(words):
        count, unit, steepness = match.groups()
        seconds = _number(count, text) * (60 if unit.startswith("min") else 1)
        return KnownHill(grade=_grade(steepness.strip(), text), duration_s=seconds)
    raise _unreadable(text)


def _number(word: str, text: str) -> float:
    if word in _NUMBER_WORDS:
        return float(_NUMBER_WORDS[word])
    try:
        return float(word)
    except ValueError:
        raise _unreadable(text) from None


def _grade(words: str, text: str) -> float:
    if words in STEEPNESS:
        return STEEPNESS[words]
    if words.endswith("%"):
        return _number(words[:-1].strip(), text) / 100
    raise _unreadable(text)


def _unreadable(text: str) -> InvalidValueError:
    return InvalidValueError(
        f"cannot read the hill {text!r}",
        remedy='write it like "900m@6%" or "3min, steep"',
    )
