"""The ways in which trainers are told: FTMS, Wahoo's own, FE-C in Tacx's service.

A dialect turns targets into frames and answers into verdicts. It holds what is special to one
device (ranges, how a level is written), which is learnt and kept; it does no I/O.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from sixhills.devices.codecs import fec, uuids, wahoo
from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.codecs.fitness_machine import Op, Range, ResistanceForm, Result
from sixhills.devices.control.targets import HoldPower, Resist, RideRoad
from sixhills.errors import FrameError

if TYPE_CHECKING:
    from sixhills.devices.control.targets import Target


class Verdict(StrEnum):
    """What became of a frame that was written."""

    DONE = "done"
    NOT_PERMITTED = "not permitted"  # somebody else is in control, or nobody
    INVALID = "invalid"  # not in this form, or not this value
    REFUSED = "refused"


class Dialect(Protocol):
    """One way of telling trainers.

    Attributes:
        service: of the characteristics.
        written: where frames are written.
        answered: where answers come from; the same, another, or None where none come.
        name: for people.
    """

    service: str
    written: str
    answered: str | None
    name: str

    def opening(self) -> tuple[bytes, ...]:
        """Frames that take control, in order."""

    def frames(self, target: Target, before: Target | None) -> tuple[bytes, ...]:
        """Frames that set a target, in order; none where this trainer cannot do it."""

    def judge(self, written: bytes, answer: bytes) -> Verdict | None:
        """What an answer says of a frame; None where it is about another one.

        Raises:
            FrameError: the answer is none.
        """

    def adapt(self, target: Target) -> bool:
        """Take another form for a target that was found invalid; whether there is one."""


@dataclass(kw_only=True)
class FtmsDialect:
    """Fitness Machine Service.

    Attributes:
        resistance: range of levels.
        power: range of watts, or None where it is not told.
        form: how a level is written; learnt.
        features: what it can be asked for, or None where it is not told.
    """

    resistance: Range = field(default_factory=lambda: Range(low=0.0, high=100.0, step=1.0))
    power: Range | None = None
    form: ResistanceForm = ResistanceForm.TWO_BYTES
    features: ftms.TargetFeature | None = None
    service: str = uuids.FITNESS_MACHINE
    written: str = uuids.MACHINE_CONTROL_POINT
    answered: str | None = uuids.MACHINE_CONTROL_POINT
    name: str = "FTMS"

    def opening(self) -> tuple[bytes, ...]:
        """Ask for control, and start: some trainers send nothing before."""
        return ftms.request_control(), ftms.start()

    def frames(self, target: Target, before: Target | None) -> tuple[bytes, ...]:  # noqa: ARG002
        """One frame for any target."""
        match target:
            case HoldPower(power_w=power_w):
                wanted = self.power.clip(power_w) if self.power else power_w
                return (ftms.set_power(min(32_000.0, wanted)),)
            case Resist(share=share):
                low, high = self.resistance.low, self.resistance.high
                return (ftms.set_resistance(low + share * (high - low), self._form_for(high)),)
            case RideRoad():
                return (ftms.set_simulation(_as_simulation(target)),)

    def judge(self, written: bytes, answer: bytes) -> Verdict | None:
        """What an indication says of a frame."""
        read = ftms.decode_answer(answer)
        if read.op != written[0]:
            return None
        verdicts = {
            Result.SUCCESS: Verdict.DONE,
            Result.NOT_PERMITTED: Verdict.NOT_PERMITTED,
            Result.INVALID_PARAMETER: Verdict.INVALID,
        }
        return next((v for result, v in verdicts.items() if read.result == result), Verdict.REFUSED)

    def adapt(self, target: Target) -> bool:
        """Write a level in its other form."""
        if not isinstance(target, Resist) or self.form is ResistanceForm.ONE_BYTE:
            return False
        self.form = ResistanceForm.ONE_BYTE
        return True

    def _form_for(self, highest: float) -> ResistanceForm:
        """A level above 25.5 has no one-byte form."""
        return ResistanceForm.TWO_BYTES if highest > 25.5 else self.form


def _as_simulation(road: RideRoad) -> ftms.Simulation:
    return ftms.Simulation(
        grade=min(3.2, max(-3.2, road.grade)),
        rolling_resistance=min(0.025, road.rolling_resistance),
        wind_kgpm=min(2.5, road.wind_kgpm),
    )


@dataclass(kw_only=True)
class WahooDialect:
    """Wahoo's own control point.

    Attributes:
        mass_kg: rider and bike, which its road needs.
    """

    mass_kg: float = 85.0
    service: str = uuids.CYCLING_POWER
    written: str = uuids.WAHOO_CONTROL_POINT
    answered: str | None = uuids.WAHOO_CONTROL_POINT
    name: str = "Wahoo"

    def opening(self) -> tuple[bytes, ...]:
        """Unlock it."""
        return (wahoo.unlock(),)

    def frames(self, target: Target, before: Target | None) -> tuple[bytes, ...]:
        """One frame; two for a road where it was in another mode."""
        match target:
            case HoldPower(power_w=power_w):
                return (wahoo.set_power(min(4000.0, power_w)),)
            case Resist(share=share):
                return (wahoo.set_brake(share),)
            case RideRoad():
                grade = wahoo.set_grade(target.grade)
                if isinstance(before, RideRoad):
                    return (grade,)
                road = wahoo.set_road(
                    mass_kg=self.mass_kg,
                    rolling_resistance=target.rolling_resistance,
                    wind_kgpm=target.wind_kgpm,
                )
                return road, grade

    def judge(self, written: bytes, answer: bytes) -> Verdict | None:
        """What an indication says of a frame."""
        read = wahoo.decode_wahoo_answer(answer)
        if read.op != written[0]:
            return None
        return Verdict.DONE if read.done else Verdict.REFUSED

    def adapt(self, target: Target) -> bool:  # noqa: ARG002 - one form only
        """There is one form only."""
        return False


@dataclass(kw_only=True)
class FecDialect:
    """FE-C pages; over Tacx's Bluetooth service each is wrapped.

    Attributes:
        rider_kg: mass of the rider.
        bike_kg: mass of the bike.
        wrapped: whether pages go in ANT messages; False on a stick, which makes them itself.
    """

    rider_kg: float = 75.0
    bike_kg: float = 10.0
    wrapped: bool = True
    service: str = uuids.TACX
    written: str = uuids.TACX_TO_TRAINER
    answered: str | None = None
    name: str = "FE-C"

    def opening(self) -> tuple[bytes, ...]:
        """Say who rides, and ask what it can do."""
        user = fec.user_page(rider_kg=self.rider_kg, bike_kg=self.bike_kg)
        return self._wrap(user, fec.request_page(fec.Page.CAPABILITIES))

    def frames(self, target: Target, before: Target | None) -> tuple[bytes, ...]:
        """One page; two for a road where it was in another mode."""
        match target:
            case HoldPower(power_w=power_w):
                return self._wrap(fec.power_page(min(4000.0, power_w)))
            case Resist(share=share):
                return self._wrap(fec.resistance_page(share))
            case RideRoad():
                track = fec.track_page(
                    grade=min(2.0, max(-2.0, target.grade)),
                    rolling_resistance=target.rolling_resistance,
                )
                if isinstance(before, RideRoad):
                    return self._wrap(track)
                return self._wrap(fec.wind_page(wind_kgpm=min(1.86, target.wind_kgpm)), track)

    def judge(self, written: bytes, answer: bytes) -> Verdict | None:
        """What a status page says of a page."""
        page = fec.decode_page(fec.unwrap_page(answer) if self.wrapped else answer)
        sent = fec.unwrap_page(written) if self.wrapped else written
        if not isinstance(page, fec.CommandStatusPage) or page.command != sent[0]:
            return None
        if page.result in {fec.CommandResult.PASS, fec.CommandResult.PENDING}:
            return Verdict.DONE
        return Verdict.REFUSED

    def adapt(self, target: Target) -> bool:  # noqa: ARG002 - one form only
        """There is one form only."""
        return False

    def _wrap(self, *pages: bytes) -> tuple[bytes, ...]:
        return tuple(fec.wrap_page(page) for page in pages) if self.wrapped else pages


def read_status(frame: bytes, dialect: FtmsDialect) -> ftms.Status:
    """What an FTMS machine says of itself, its level as a share of what this one has.

    Raises:
        FrameError: it is cut short.
    """
    status = ftms.decode_status(frame)
    if status.resistance is None:
        return status
    span = dialect.resistance.high - dialect.resistance.low
    if span <= 0:
        raise FrameError("a level without a range", frame)
    return replace(status, resistance=(status.resistance - dialect.resistance.low) / span)


__all__ = [
    "Dialect",
    "FecDialect",
    "FtmsDialect",
    "Op",
    "Verdict",
    "WahooDialect",
    "read_status",
]
