"""Export everything in forms that other programs read: the original files, JSON, CSV.

profile.json                  rider, bikes, settings, answers on health
workouts/my-hills.workout     what the rider wrote or brought
routes/1a2b3c4d.fit           routes that were taken along
rides/2026-03-01-0930-six-hills-1a2b3c4d/
    original.fit              as it was recorded or imported
    ride.json                 what it was, what was asked for, how it was
    samples.csv               every record, units in the header
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Protocol
from zipfile import ZIP_DEFLATED, ZipFile

from sixhills.errors import InputError, StoreError
from sixhills.formats.samples_csv import write_samples
from sixhills.plain import to_plain
from sixhills.usecases.own_workouts import own_texts
from sixhills.usecases.profile import list_bikes, load_profile
from sixhills.usecases.screening import load_answers
from sixhills.usecases.settings import load_settings
from sixhills.usecases.shown_ride import keep_ride

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sixhills.store.store import Store
    from sixhills.usecases.shown_ride import KeptRide


class Target(Protocol):
    """Where an export goes."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file of a name, which may have folders in it."""


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was exported.

    Attributes:
        rides: how many.
        problems: what could not be exported, each one plain sentence.
    """

    rides: int
    problems: tuple[str, ...]


def export_to_zip(home: Path, to: IO[bytes]) -> Exported:
    """Export everything into a ZIP file.

    Args:
        home: the data directory.
        to: an open file that can be searched.

    Raises:
        StoreError: the data cannot be read.
    """
    with ZipFile(to, "w", ZIP_DEFLATED) as archive:
        return _export(home, _ZipTarget(archive))


def export_to_folder(home: Path, folder: Path) -> Exported:
    """Export everything into a folder, which is made and must be empty.

    Raises:
        InputError: it is not empty, or cannot be written.
        StoreError: the data cannot be read.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(
                "the folder is not empty", place=str(folder), remedy="name a new folder"
            )
        return _export(home, _FolderTarget(folder))
    except OSError as error:
        raise InputError(
            f"the folder cannot be written: {error.strerror}", place=str(folder)
        ) from error


@dataclass(frozen=True)
class _ZipTarget:
    archive: ZipFile

    def write(self, name: str, data: bytes) -> None:
        self.archive.writestr(name, data)


@dataclass(frozen=True)
class _FolderTarget:
    folder: Path

    def write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _export(home: Path, target: Target) -> Exported:
    from sixhills.store.store import Store

    with Store.open(home) as store:
        target.write("profile.json", _write_json(_profile(home)))
        for key, text in own_texts(home).items():
            target.write(f"workouts/{key}.workout", text.encode())
        for route in store.routes.listed():
            target.write(f"routes/{route.key}.fit", store.routes.load(route.key).course)
        rides = [stored.id for stored in reversed(store.rides.listed())]
        problems = [
            problem for ride_id in rides for problem in _export_ride(store, ride_id, target)
        ]
    return Exported(rides=len(rides), problems=tuple(problems))


def _profile(home: Path) -> dict[str, object]:
    bikes, default = list_bikes(home)
    answers = load_answers(home)
    return {
        "rider": to_plain(load_profile(home).rider),
        "bikes": [to_plain(bike) for bike in bikes],
        "default_bike": default,
        "settings": asdict(load_settings(home)),
        "health": {
            "day": answers.day.isoformat(),
            "yes": answers.yes,
            "cleared": answers.cleared,
        }
        if answers
        else None,
    }


def _export_ride(store: Store, ride_id: str, target: Target) -> Iterator[str]:
    """Write one ride; what of it could not be, each one plain sentence."""
    try:
        kept = keep_ride(store, ride_id)
    except StoreError as error:
        yield f"Ride {ride_id}: {error}."
        return
    folder = f"rides/{_name_folder(kept)}"
    try:
        original = store.rides.original(ride_id)
    except StoreError as error:
        original = None
        yield f"Ride {ride_id}: {error}."
    if original is not None:
        target.write(f"{folder}/original{kept.details.extension}", original)
    target.write(f"{folder}/ride.json", _write_json(_plain_ride(kept)))
    target.write(f"{folder}/samples.csv", write_samples(kept.ride).encode())


def _name_folder(kept: KeptRide) -> str:
    words = f"{kept.stored.workout or 'free'}-{kept.stored.id[-8:]}".lower()
    safe = re.sub(r"[^a-z0-9]+", "-", words)[-60:].strip("-")
    return f"{kept.stored.start:%Y-%m-%d-%H%M}-{safe}"


def _plain_ride(kept: KeptRide) -> dict[str, object]:
    stored, rating = kept.stored, kept.stored.rating
    return {
        "ride": stored.id,
        "start": stored.start.isoformat(),
        "title": kept.title,
        "workout": stored.workout,
        "bike": stored.bike,
        "source": stored.source,
        "file_name": kept.details.file_name,
        "report": to_plain(kept.report),
        "prescription": to_plain(kept.prescription) if kept.prescription else None,
        "rating": to_plain(rating) if rating else None,
        "feelings": [asdict(feeling) for feeling in kept.ride.feelings],
        "laps": [asdict(lap) for lap in kept.ride.laps],
        "pauses": [asdict(pause) for pause in kept.ride.pauses],
        "learnt": kept.details.learnt,
        "notes": kept.ride.notes,
    }


def _write_json(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")
