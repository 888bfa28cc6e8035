"""What is remembered of the fit of a bike: what was found and done, its marks, its measures."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from sixhills.body.fit_place import Marks
from sixhills.body.saddle import KneeAngle
from sixhills.errors import StoreError, require
from sixhills.usecases.fit_text import read_fit_text, save_fit_text
from sixhills.usecases.profile import Overrides, load_profile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOVES = ("heel", "inseam", "moved")
"""Methods by which a rider may say to have set a saddle."""

_MOST_NOTES = 500  # that are remembered, the latest

Kept = dict[str, list[dict[str, object]]]


@dataclass(frozen=True, kw_only=True)
class FitNote:
    """One thing that was found or done about the fit of a bike.

    Attributes:
        bike: its name.
        day: when.
        height_m: of the saddle after it, from the pedal, or None where not told.
        mark: the hole or mark of it, or None.
        flexion_deg: knee at fullest extension, or None where it was not measured.
        sd_deg: standard deviation of that.
        kind: how that was measured.
        trunk_deg: above the horizontal, or None likewise.
        method: "heel", "inseam", "angle", "points", "picture" or "moved".
    """

    bike: str
    day: date
    method: str
    height_m: float | None = None
    mark: int | None = None
    flexion_deg: float | None = None
    sd_deg: float | None = None
    kind: KneeAngle | None = None
    trunk_deg: float | None = None


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What was measured of a rider and a bike.

    Attributes:
        inseam_m: floor to crotch in cycling shoes, or None where it was not told.
        crank_m: length of the crank.
        seat_tube_deg: of the line from bottom bracket to saddle above the horizontal.
    """

    inseam_m: float | None = None
    crank_m: float = 0.170
    seat_tube_deg: float = 73.0

    def __post_init__(self) -> None:
        if self.inseam_m is not None:
            require(0.55 <= self.inseam_m <= 1.1, "inseam_m", "between 0.55 and 1.1", self.inseam_m)
        require(0.10 <= self.crank_m <= 0.22, "crank_m", "between 0.10 and 0.22", self.crank_m)
        angle = self.seat_tube_deg
        require(55 <= angle <= 90, "seat_tube_deg", "between 55 and 90", angle)


def name_bike(home: Path, bike: str | None) -> str:
    """The name of a bike, the default one where None.

    Raises:
        NotFoundError: there is no such bike.
    """
    return load_profile(home, Overrides(bike=bike)).equipment.name


def note_fit(home: Path, note: FitNote) -> None:
    """Remember something about the fit of a bike.

    Raises:
        NotFoundError: there is no such bike.
    """
    name_bike(home, note.bike)
    kept = _load(home)
    kept["notes"] = [*kept.get("notes", []), _plain(note)][-_MOST_NOTES:]
    _save(home, kept)


def list_fit_notes(home: Path, bike: str | None = None) -> tuple[FitNote, ...]:
    """What was found and done, the earliest first, of one bike or of all."""
    notes = [_read_note(plain) for plain in _load(home).get("notes", [])]
    return tuple(note for note in notes if bike is None or note.bike == bike)


def find_flexion_deg(notes: Sequence[FitNote]) -> float | None:
    """Knee at fullest extension in motion, as last measured; None where the saddle moved since."""
    for note in reversed(notes):
        if note.kind is KneeAngle.DYNAMIC and note.flexion_deg is not None:
            return note.flexion_deg
        if note.method in MOVES:
            return None
    return None


def save_marks(home: Path, bike: str, marks: Marks) -> None:
    """Remember how the holes or marks of a bike's seat post lie.

    Raises:
        NotFoundError: there is no such bike.
    """
    _put(home, "marks", name_bike(home, bike), asdict(marks))


def load_marks(home: Path, bike: str) -> Marks | None:
    """The marks of a bike, or None where they were never measured."""
    values = _take(home, "marks", bike)
    return None if values is None else Marks(**cast("dict[str, int]", values))


def save_measures(home: Path, bike: str, measures: Measures) -> None:
    """Remember what was measured of the rider, for all bikes, and of a bike.

    Raises:
        NotFoundError: there is no such bike.
    """
    name = name_bike(home, bike)
    _put(home, "frames", name, {k: v for k, v in asdict(measures).items() if k != "inseam_m"})
    if measures.inseam_m is not None:
        _put(home, "rider", "", {"inseam_m": measures.inseam_m})


def load_measures(home: Path, bike: str) -> Measures:
    """What was measured of the rider and of a bike; usual values where nothing was."""
    values = {**(_take(home, "rider", "") or {}), **(_take(home, "frames", bike) or {})}
    return Measures(**cast("dict[str, float]", values))


def _put(home: Path, what: str, bike: str, values: dict[str, object]) -> None:
    kept = _load(home)
    others = [one for one in kept.get(what, []) if one["bike"] != bike]
    kept[what] = [*others, {"bike": bike, **values}]
    _save(home, kept)


def _take(home: Path, what: str, bike: str) -> dict[str, object] | None:
    for plain in _load(home).get(what, []):
        if plain["bike"] == bike:
            return {key: value for key, value in plain.items() if key != "bike"}
    return None


def _load(home: Path) -> Kept:
    try:
        return cast("Kept", json.loads(read_fit_text(home) or "{}"))
    except ValueError as error:
        raise StoreError("what is stored of the fit cannot be read") from error


def _save(home: Path, kept: Kept) -> None:
    save_fit_text(home, json.dumps(kept))


def _plain(note: FitNote) -> dict[str, object]:
    return {**asdict(note), "day": note.day.isoformat()}


def _read_note(plain: dict[str, object]) -> FitNote:
    try:
        kind = plain.get("kind")
        values = {
            **plain,
            "day": date.fromisoformat(str(plain["day"])),
            "kind": KneeAngle(str(kind)) if kind else None,
        }
        return FitNote(**values)  # type: ignore[arg-type]  # as _plain wrote them
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError("what is stored of the fit cannot be read") from error
