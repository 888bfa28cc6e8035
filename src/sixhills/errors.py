"""The errors that sixhills raises on purpose.

    SixhillsError
    ├── InputError              what a person gave cannot be used (the CLI exits with 2)
    │   ├── InvalidValueError   a value is outside what its field allows
    │   ├── WorkoutTextError    a line of a workout's text form
    │   ├── FormatError         the bytes of a file, with the offset where known
    │   │   └── NotARideError   the file is whole, but holds a route, a workout, something else
    │   ├── ReachError          a leg cannot reach the pedal
    │   ├── PoorMotionError     points of a film tell no knee angle (body/turns.py)
    │   ├── PoorPictureError    marks in a picture tell no knee angle (body/still.py)
    │   ├── ConflictError       it cannot be now, because of something that goes on
    │   └── NotFoundError       a workout, ride, bike or file that does not exist
    ├── DeviceError             a trainer or sensor does not answer as it should
    │   ├── FrameError          the bytes that it sent do not have the form that they should
    │   ├── RefusedError        it refuses a command
    │   └── NoRadioError        this computer has no Bluetooth that can be used now
    └── StoreError              the data directory or database cannot be used

Each says in one line what is wrong, where, and what to do about it.
"""

from __future__ import annotations

from typing import Never


class SixhillsError(Exception):
    """Base of all errors raised on purpose.

    Attributes:
        problem: what is wrong, in plain words.
        place: file, line, field or offset where it is wrong, or None.
        remedy: what the person can do, or None.
    """

    def __init__(self, problem: str, *, place: str | None = None, remedy: str | None = None):
        self.problem = problem
        self.place = place
        self.remedy = remedy
        super().__init__(problem, place, remedy)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        then = f" ({self.remedy})" if self.remedy else ""
        return f"{where}{self.problem}{then}"


class InputError(SixhillsError):
    """What a person gave cannot be used."""


class InvalidValueError(InputError, ValueError):
    """A value is outside what its field allows."""


class WorkoutTextError(InputError):
    """A line of a workout's text form cannot be read.

    Attributes:
        line_number: counted from 1.
    """

    def __init__(self, problem: str, *, line_number: int, remedy: str | None = None):
        self.line_number = line_number
        super().__init__(problem, place=f"line {line_number}", remedy=remedy)


class FormatError(InputError):
    """The bytes of a file do not have the form that they should.

    Attributes:
        offset: byte offset of the fault, or None where unknown.
    """

    def __init__(
        self,
        problem: str,
        *,
        place: str | None = None,
        offset: int | None = None,
        remedy: str | None = None,
    ):
        self.offset = offset
        at = f" at byte {offset}" if offset is not None else ""
        super().__init__(problem + at, place=place, remedy=remedy)


class NotARideError(FormatError):
    """A file holds something else than a ride: a route, a workout, a picture."""


class ReachError(InputError):
    """A leg is too short for a pedal, or too long."""


class ConflictError(InputError):
    """What is asked for cannot be now, because of something else that goes on."""


class NotFoundError(InputError):
    """A workout, ride, bike or file that was asked for does not exist."""


class DeviceError(SixhillsError):
    """A trainer or sensor does not answer as it should."""


class FrameError(DeviceError):
    """The bytes that a device sent do not have the form that they should: cut short, or unknown.

    Attributes:
        frame: the bytes.
    """

    def __init__(self, problem: str, frame: bytes):
        self.frame = frame
        super().__init__(f"{problem}: {frame.hex(' ') or 'no bytes'}")


class RefusedError(DeviceError):
    """A device refuses a command."""


class NoRadioError(DeviceError):
    """This computer has no Bluetooth, it is off, or we may not use it."""


class StoreError(SixhillsError):
    """The data directory or the database cannot be used."""


def require(condition: bool, field: str, expected: str, got: object) -> None:
    """Raise InvalidValueError unless a field holds what it should.

    Args:
        condition: whether the value is good.
        field: the field's name.
        expected: what it should be, to follow "must be".
        got: the value found.
    """
    if not condition:
        _refuse(field, expected, got)


def _refuse(field: str, expected: str, got: object) -> Never:
    raise InvalidValueError(f"{field} must be {expected}, not {got!r}")
