"""How commands show things: JSON for scripts, tables and sentences for people."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console


MISSING = "–"
"""Shown where a value was not measured or is not known."""


def print_json(value: object) -> None:
    """Print plain values or dataclasses as indented JSON."""
    typer.echo(json.dumps(_plain(value), indent=2, ensure_ascii=False, allow_nan=False))


def make_console() -> Console:
    """A console for tables and pictures; plain where the output is no terminal."""
    from rich.console import Console

    return Console(highlight=False)


def print_sentence(sentence: str, *, mark: str = "") -> None:
    """Print a sentence for a person without loading what tables need.

    In a terminal it is broken between words, what follows set below what comes after the mark;
    elsewhere it stays one line.
    """
    text = mark + sentence
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns
        text = textwrap.fill(text, width, subsequent_indent=" " * len(mark))
    typer.echo(text)


def print_notes(notes: Iterable[str], *, mark: str = "·") -> None:
    """Print sentences, one a line, beside the data (stderr, so that pipes stay clean)."""
    for note in notes:
        typer.echo(f"{mark} {note}", err=True)


def say_time(seconds: float | None) -> str:
    """Seconds as "1:02:03" or "2:03"; a dash where unknown."""
    if seconds is None:
        return MISSING
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def say_number(value: float | None, unit: str = "", digits: int = 0) -> str:
    """A number with its unit; a dash where it is missing."""
    if value is None:
        return MISSING
    return f"{value:.{digits}f} {unit}".rstrip()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
