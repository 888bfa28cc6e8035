"""`sixhills backup`, `restore`, `export`, `delete-all`: keep, move, delete all that is stored."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import print_json, print_notes, print_sentence
from sixhills.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

_SURE = "delete everything"


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="ZIP file to write.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Write all that is stored into one ZIP file, with a list of hashes."""
    from sixhills.store.home import data_home
    from sixhills.usecases.backing_up import back_up
    from sixhills.usecases.riding import now_utc

    with _new_file(file) as to:
        made = back_up(data_home(), to, now=now_utc())
    if as_json:
        print_json(made)
        return
    print_notes(made.notes, mark="!")
    print_sentence(f"{made.rides} rides and {made.files} original files are in {file}.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="That `backup` wrote.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Put a backup in place of what is stored; that is kept in a folder beside."""
    from sixhills.store.home import data_home
    from sixhills.usecases.backing_up import restore as restore_backup
    from sixhills.usecases.riding import now_utc

    try:
        with file.open("rb") as opened:
            restored = restore_backup(data_home(), opened, now=now_utc())
    except OSError as error:
        raise InputError(f"cannot read the file: {error.strerror}", place=str(file)) from error
    if as_json:
        print_json(restored)
        return
    print_sentence(f"{restored.rides} rides are stored now, {restored.added} of them new.")
    if restored.aside is not None:
        print_sentence(f"What was there before lies in {restored.aside}.")


def export(
    target: Annotated[
        Path, typer.Argument(metavar="TARGET", help="A new folder, or a file that ends in .zip.")
    ],
    *,
    as_json: JsonOption = False,
) -> None:
    """Write original files, JSON and CSV of every ride, for other programs."""
    from sixhills.store.home import data_home
    from sixhills.usecases.exporting import export_to_folder, export_to_zip

    if target.suffix.lower() == ".zip":
        with _new_file(target) as to:
            exported = export_to_zip(data_home(), to)
    else:
        exported = export_to_folder(data_home(), target)
    if as_json:
        print_json(exported)
        return
    print_notes(exported.problems, mark="!")
    print_sentence(f"{exported.rides} rides are in {target}.")


def delete_all(
    *,
    sure: Annotated[
        bool, typer.Option("--sure", help="Do not ask; for scripts.", show_default=False)
    ] = False,
) -> None:
    """Delete all that is stored: rides, files, bikes, rider. Only a backup brings it back."""
    from sixhills.store.home import data_home
    from sixhills.usecases.deleting import delete_everything

    home = data_home()
    if not sure:
        _ask_sure(home)
    delete_everything(home)
    print_sentence("Everything is deleted.")


def _ask_sure(home: Path) -> None:
    if not sys.stdin.isatty():
        raise InputError("this asks before it deletes", remedy="in a script use --sure")
    print_sentence(f"All rides, files and answers in {home} will be gone for good.")
    answer = typer.prompt(f'Write "{_SURE}" to go on').strip().lower()
    if answer != _SURE:
        raise InputError("nothing is deleted")


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which must not exist; what could not be finished is not left behind."""
    try:
        file = path.open("x+b")
    except FileExistsError as error:
        raise InputError("the file exists", place=str(path), remedy="name a new one") from error
    except OSError as error:
        raise InputError(f"cannot write the file: {error.strerror}", place=str(path)) from error
    try:
        with file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
