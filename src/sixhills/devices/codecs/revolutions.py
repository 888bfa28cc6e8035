"""Speed and cadence from counted turns: how many, and when the last one was.

Crank and wheel sensors (Cycling Power, Cycling Speed and Cadence) send counters that wrap around.
Nothing new for a while means that nothing turns; that is known only by the time of the one who
listens, which is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass

STILL_AFTER_S = 2.5
"""So long without a turn is a standstill: at 30 rpm one takes 2 s."""

_IMPLAUSIBLE_RPM = 300.0
_LONGEST_GAP_S = 8.0  # a 16-bit time of 1/2048 s has wrapped by 32 s; stay well clear


@dataclass(frozen=True, kw_only=True)
class Turns:
    """A count of turns.

    Attributes:
        count: how many so far, modulo what the counter holds.
        last_ticks: when the last one was, in ticks of the sensor, modulo 2^16.
    """

    count: int
    last_ticks: int


class Revolutions:
    """The rate of one counter.

    Args:
        ticks_per_s: of the sensor's clock: 1024, or 2048 for a wheel in Cycling Power.
        count_bits: 16 for cranks, 32 for wheels.
        fastest_rpm: what is faster is a fault of the counter.
    """

    def __init__(
        self, *, ticks_per_s: int, count_bits: int = 16, fastest_rpm: float = _IMPLAUSIBLE_RPM
    ):
        self._ticks_per_s = ticks_per_s
        self._modulus = 1 << count_bits
        self._fastest_rpm = fastest_rpm
        self._last: Turns | None = None
        self._turned_s = 0.0
        self._rpm: float | None = None
        self._total = 0

    @property
    def total(self) -> int:
        """Turns counted since the first frame."""
        return self._total

    def take(self, turns: Turns, now_s: float) -> float | None:
        """Turns a minute after a frame; None before two turns are known.

        Args:
            turns: of the frame.
            now_s: when it came, by the listener's clock.
        """
        last, self._last = self._last, turns
        if last is None or (now_s - self._turned_s > _LONGEST_GAP_S and turns != last):
            self._turned_s = now_s
            self._rpm = None
            return None
        made = (turns.count - last.count) % self._modulus
        ticks = (turns.last_ticks - last.last_ticks) % 0x10000
        if made == 0 or ticks == 0:
            if now_s - self._turned_s > STILL_AFTER_S:
                self._rpm = 0.0
            return self._rpm
        rpm = made * 60.0 * self._ticks_per_s / ticks
        self._turned_s = now_s
        if rpm > self._fastest_rpm:  # the sensor began anew
            self._rpm = None
        else:
            self._rpm = rpm
            self._total += made
        return self._rpm
