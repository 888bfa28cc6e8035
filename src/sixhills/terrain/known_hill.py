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
        told = f"{100 * self.grade:.4g} %"
        require(0.005 <= self.grade <= 0.30, "grade", "between 0.5 % and 30 %", told)
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


_HILL = re.compile(
    r"(?P<count>[\d.]+|[a-z]+?)\s*(?P<unit>km|m|metres?|meters?|min|minutes?|s|seconds?)"
    r"\s*(?:,|@|at|\s)\s*(?P<steepness>.+)"
)
_UNITS = {"km": 1000.0, "m": 1.0, "min": 60.0, "s": 1.0}


def parse_hill(text: str) -> KnownHill:
    """The hill that a person described.

    Args:
        text: "900m@6%", "1.2 km at 5%", "900 m, steep", "3min, steep", "three minutes, 7%".

    Raises:
        InvalidValueError: it cannot be read, or no such hill can be ridden.
    """
    match = _HILL.fullmatch(text.strip().lower())
    if match is None:
        raise _unreadable(text)
    unit = _short_unit(match["unit"])
    count = _number(match["count"], text) * _UNITS[unit]
    grade = _grade(match["steepness"].strip(), text)
    if unit in {"m", "km"}:
        return KnownHill(grade=grade, length_m=count)
    return KnownHill(grade=grade, duration_s=count)


def _short_unit(unit: str) -> str:
    if unit in _UNITS:
        return unit
    return next(short for short in ("min", "m", "s") if unit.startswith(short))


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
