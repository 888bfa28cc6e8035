"""The devices that belong to a bike, and what rides have told of them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, cast

from sixhills.devices.driver.connection import Learnt
from sixhills.errors import NotFoundError
from sixhills.store.home import has_database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sixhills.devices.finding import Found
    from sixhills.equipment import Equipment

TRAINER = "trainer"
"""The kind of device of which a bike has one (devices.finding.Kind)."""

_KEY = "devices:{}"
_LONGEST_S = 30.0  # that a trainer can be believed to take to a new power


@dataclass(frozen=True, kw_only=True)
class Paired:
    """A device that belongs to a bike.

    Attributes:
        address: as `--device` takes it: `ble:ADDRESS`, `dircon:HOST:PORT` or `ant:NUMBER`.
        name: that it tells of itself.
        kind: what it is (devices.finding.Kind).
        one_byte_level: whether it takes resistance levels in one byte only; learnt.
        settle_s: how soon it reaches a new power; learnt, None before.
    """

    address: str
    name: str
    kind: str = TRAINER
    one_byte_level: bool = False
    settle_s: float | None = None

    @property
    def learnt(self) -> Learnt:
        """What is known of it from rides."""
        return Learnt(one_byte_level=self.one_byte_level, settle_s=self.settle_s)


def as_paired(found: Found) -> Paired:
    """A device as it is remembered."""
    return Paired(address=found.address, name=found.name, kind=found.kind.value)


def list_paired(home: Path, bike: str) -> tuple[Paired, ...]:
    """The devices of a bike, the trainer first; what cannot be read is none."""
    if not has_database(home):
        return ()
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        return _read(reader.setting(_KEY.format(bike)))


def pair_device(home: Path, bike: str, device: Paired) -> tuple[Paired, ...]:
    """Let a device belong to a bike. A bike has one trainer: a new one takes its place."""
    others = [
        one
        for one in list_paired(home, bike)
        if one.address != device.address and not (one.kind == device.kind == TRAINER)
    ]
    paired = sorted([*others, device], key=lambda one: one.kind != TRAINER)
    _store(home, bike, paired)
    return tuple(paired)


def with_learnt(home: Path, bike: Equipment) -> Equipment:
    """A bike with what rides have told of the trainer that is paired with it."""
    from sixhills.equipment import SmartTrainer

    if not isinstance(bike, SmartTrainer):
        return bike
    settle_s = next((one.settle_s for one in list_paired(home, bike.name)[:1]), None)
    return bike if settle_s is None else replace(bike, settle_s=settle_s)


def unpair_device(home: Path, bike: str, address: str) -> tuple[Paired, ...]:
    """Let a device no longer belong to a bike.

    Raises:
        NotFoundError: it did not.
    """
    paired = list_paired(home, bike)
    left = tuple(one for one in paired if one.address != address)
    if left == paired:
        raise NotFoundError("this device is not paired with this bike", place=address)
    _store(home, bike, left)
    return left


def _store(home: Path, bike: str, paired: Sequence[Paired]) -> None:
    from sixhills.store.store import Store

    with Store.open(home) as store:
        store.settings.save(_KEY.format(bike), json.dumps([asdict(one) for one in paired]))


def _read_seconds(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and 0 < value < _LONGEST_S else None


def _read(text: str | None) -> tuple[Paired, ...]:
    try:
        plain = cast("list[dict[str, object]]", json.loads(text or "[]"))
        return tuple(
            Paired(
                address=str(one["address"]),
                name=str(one["name"]),
                kind=str(one.get("kind", TRAINER)),
                one_byte_level=one.get("one_byte_level") is True,
                settle_s=_read_seconds(one.get("settle_s")),
            )
            for one in plain
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()
