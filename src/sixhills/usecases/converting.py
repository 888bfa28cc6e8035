"""Workouts from files and to files: convert, check, say what is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import FormatError, InputError, NotFoundError
from sixhills.formats.workouts.exchange import export_plan, read_plan
from sixhills.formats.workouts.features import FORM_NAMES, READ_ONLY, Form
from sixhills.formats.workouts.known import LARGEST_BYTES, REFUSED, SUFFIXES
from sixhills.formats.workouts.own import plan_workout
from sixhills.usecases.own_workouts import find_any_workout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sixhills.formats.workouts.exchange import Exported, Imported
    from sixhills.formats.workouts.plan import Plan
    from sixhills.rider import Rider


@dataclass(frozen=True, kw_only=True)
class Converted:
    """What became of one file.

    Attributes:
        source: the file, or the key of a stock workout.
        target: the file written, or None where there is an error.
        imported: what was read, or None likewise.
        exported: what was written, or None likewise.
        error: why not, or None.
    """

    source: str
    target: Path | None = None
    imported: Imported | None = None
    exported: Exported | None = None
    error: InputError | None = None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found in one file: it was read, with warnings, or it was not."""

    path: Path
    imported: Imported | None = None
    error: InputError | None = None


def find_form_of(name: str) -> Form:
    """The format in which a file of a name is written.

    Raises:
        FormatError: no format has this suffix, or none that is written here.
    """
    suffix = Path(name).suffix.lower() or name.lower()
    form = SUFFIXES.get(suffix) or SUFFIXES.get(f".{suffix.lstrip('.')}")
    written = sorted(one.value for one in Form if one not in READ_ONLY)
    if form is None or form in READ_ONLY:
        problem = f'nothing is written as "{suffix}"'
        if form is not None:
            problem = f"{FORM_NAMES[form]} is read and not written here"
        raise FormatError(problem, place=name, remedy=f"use one of {', '.join(written)}")
    return form


def convert_workouts(
    home: Path,
    source: str,
    target: Path,
    *,
    to: str | None = None,
    ftp_w: float | None = None,
    strict: bool = False,
) -> Iterator[Converted]:
    """Convert a workout, or all in a folder; one bad file never stops the others.

    Args:
        home: the data directory, with the rider for whom words become shares of power.
        source: a file, a folder, or the key of a workout, stock or the rider's own.
        target: the file to write, or a folder.
        to: suffix of the files to write where the target is a folder.
        ftp_w: what shares are of, where the file does not say.
        strict: whether a warning is an error.

    Raises:
        InputError: the source does not exist, or nothing says which format to write.
    """
    path, form = Path(source), find_form_of(to or target.name)
    conversion = _Conversion(home=home, form=form, ftp_w=ftp_w, strict=strict)
    if path.is_dir():
        for file, written in _name_targets(path, target, form):
            yield conversion.convert(str(file), written)
        return
    if target.is_dir():
        target = target / f"{path.stem}{form.value}"
    result = conversion.convert(source, target)
    if result.error is not None:
        raise result.error
    yield result


def _find_files(folder: Path) -> list[Path]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if file.suffix.lower() in SUFFIXES.keys() | REFUSED.keys()]


def _name_targets(folder: Path, target: Path, form: Form) -> Iterator[tuple[Path, Path]]:
    """The workouts in a folder, and the file of each; a name that is taken tells the format too."""
    taken: set[Path] = set()
    for file in _find_files(folder):
        place = target / file.relative_to(folder)
        written = place.with_suffix(form.value)
        if written in taken:
            written = place.with_name(f"{file.stem}-{file.suffix.lower()[1:]}{form.value}")
        taken.add(written)
        yield file, written


@dataclass(frozen=True, kw_only=True)
class _Conversion:
    """What is the same for all files."""

    home: Path
    form: Form
    ftp_w: float | None
    strict: bool

    def convert(self, source: str, target: Path) -> Converted:
        """Read one, write one."""
        try:
            imported = self._read(source)
            plan = imported.plan
            if self.ftp_w is not None:
                plan = replace(plan, ftp_w=self.ftp_w)
            exported = export_plan(plan, self.form)
            _write(target, exported.data, source)
        except InputError as error:
            return Converted(source=source, error=_placed(error, source))
        except OSError as error:
            problem = f"cannot read or write the file: {error.strerror}"
            return Converted(source=source, error=InputError(problem, place=source))
        return Converted(source=source, target=target, imported=imported, exported=exported)

    @cached_property
    def _rider(self) -> Rider:
        return load_rider(self.home)

    def _read(self, source: str) -> Imported:
        from sixhills.formats.workouts.exchange import Imported

        path = Path(source)
        if path.is_file():
            return read_workout_plan(path, self._rider, strict=self.strict)
        workout = find_any_workout(self.home, source)
        return Imported(form=Form.OWN, plan=plan_workout(workout, self._rider))


def _write(target: Path, data: bytes, source: str) -> None:
    if target.exists() and Path(source).exists() and target.samefile(source):
        raise InputError("this would write over the file itself", remedy="name another one")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def read_workout_plan(path: Path, rider: Rider, *, strict: bool = False) -> Imported:
    """The workout in a file.

    Raises:
        InputError: it cannot be read as one.
        OSError: it cannot be opened.
    """
    if path.stat().st_size > LARGEST_BYTES:
        raise FormatError(f"the file has {path.stat().st_size >> 20} MiB, more than any workout")
    found = read_plan(path.read_bytes(), path.suffix, rider, strict=strict)
    if found.plan.title == "Workout":  # the file names none
        found = replace(found, plan=replace(found.plan, title=_name(path)))
    return found


def _name(path: Path) -> str:
    return path.stem.replace("_", " ").strip() or "Workout"


def check_workouts(names: Sequence[str], rider: Rider) -> Iterator[Checked]:
    """Read files, and all workouts in folders, and say what is wrong with each.

    Raises:
        NotFoundError: something named does not exist.
    """
    for name in names:
        path = Path(name)
        if not path.exists():
            raise NotFoundError("there is no such file or folder", place=name)
    for name in names:
        path = Path(name)
        for file in _find_files(path) if path.is_dir() else [path]:
            try:
                yield Checked(path=file, imported=read_workout_plan(file, rider))
            except InputError as error:
                yield Checked(path=file, error=_placed(error, str(file)))
            except OSError as error:
                problem = f"cannot read the file: {error.strerror}"
                yield Checked(path=file, error=InputError(problem, place=str(file)))


def _placed(error: InputError, source: str) -> InputError:
    """An error that says in which file it is."""
    place = f"{source}: {error.place}" if error.place else source
    return InputError(error.problem, place=place, remedy=error.remedy)


def load_rider(home: Path) -> Rider:
    """The stored rider, or a typical one."""
    from sixhills.store.home import has_database
    from sixhills.usecases.profile import load_profile

    if not has_database(home):
        from sixhills.rider import DEFAULT_RIDER

        return DEFAULT_RIDER
    return load_profile(home).rider


def say_plan(plan: Plan) -> str:
    """A plan in a few words: "12 steps, 1:05:00"."""
    minutes, seconds = divmod(round(plan.duration_s), 60)
    hours, minutes = divmod(minutes, 60)
    count = len(plan.steps())
    return f"{count} step{'s' * (count != 1)}, {hours}:{minutes:02d}:{seconds:02d}"
