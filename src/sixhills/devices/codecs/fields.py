"""Little-endian fields of a frame, read in order and written back.

The bytes of a frame say how many there are, so reading beyond them is a fault of the frame: a
FrameError, never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.errors import FrameError


@dataclass(frozen=True, kw_only=True)
class Number:
    """How a number lies in a frame.

    Attributes:
        size: bytes.
        signed: whether it can be negative.
        unit: what one step of it is worth.
        none: the raw value that says "not available", or None where there is none.
    """

    size: int
    signed: bool = False
    unit: float = 1.0
    none: int | None = None

    def encode(self, value: float | None) -> bytes:
        """The bytes of a value; of None where the field can say so.

        Raises:
            ValueError: the field cannot hold it.
        """
        raw = self.none if value is None else round(value / self.unit)
        if raw is None:
            raise ValueError("this field cannot be left empty")
        try:
            return raw.to_bytes(self.size, "little", signed=self.signed)
        except OverflowError as error:
            raise ValueError(f"{value} does not fit into {self.size} bytes") from error

    def decode(self, data: bytes) -> float | None:
        """The value of as many bytes as the field has."""
        raw = int.from_bytes(data, "little", signed=self.signed)
        return None if raw == self.none else raw * self.unit


U8 = Number(size=1)
S8 = Number(size=1, signed=True)
U16 = Number(size=2)
S16 = Number(size=2, signed=True)
U24 = Number(size=3)
U32 = Number(size=4)


class Fields:
    """A frame that is read from its start to its end.

    Args:
        frame: the bytes.
        what: the name of the frame, for the error.
    """

    def __init__(self, frame: bytes, what: str):
        self._frame = bytes(frame)
        self._what = what
        self._at = 0

    def take(self, size: int, name: str) -> bytes:
        """The next bytes.

        Raises:
            FrameError: there are not as many.
        """
        taken = self._frame[self._at : self._at + size]
        if len(taken) < size:
            raise self.fault(f"ends within {name}")
        self._at += size
        return taken

    def number(self, kind: Number, name: str) -> float | None:
        """The next number in its unit, or None where it says "not available"."""
        return kind.decode(self.take(kind.size, name))

    def raw(self, kind: Number, name: str) -> int:
        """The next number as it stands there."""
        return int.from_bytes(self.take(kind.size, name), "little", signed=kind.signed)

    @property
    def rest(self) -> bytes:
        """What was not taken yet."""
        return self._frame[self._at :]

    def fault(self, problem: str) -> FrameError:
        """The error that says what is wrong with this frame."""
        return FrameError(f"{self._what} {problem}", self._frame)
