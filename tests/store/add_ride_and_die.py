"""Run as a program: stores one ride, and kills itself while it stores a second.

Usage: add_ride_and_die.py HOME MOMENT
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine
from store_tools import add_ride

from sixhills.store.store import Store

MOMENTS = ("first sync", "name", "after name", "rides", "channels", "commit")


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(moment: str) -> None:
    """Arrange to be killed at a moment."""
    replace = Path.replace

    def name_and_die(path: Path, target: Path) -> None:
        replace(path, target)
        die()

    def die_before_insert(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(f"INSERT INTO {moment}"):
            die()

    match moment:
        case "first sync":
            os.fsync = die
        case "name":
            Path.replace = die
        case "after name":
            Path.replace = name_and_die
        case "commit":
            event.listen(Engine, "commit", die)
        case _:
            event.listen(Engine, "before_cursor_execute", die_before_insert)


def main(home: str, moment: str) -> None:
    with Store.open(Path(home)) as store:
        add_ride(store, b"first")
        die_at(moment)
        add_ride(store, b"second", day=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
