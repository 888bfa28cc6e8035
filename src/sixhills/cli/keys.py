"""Keys of the terminal, read without waiting and without Enter."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from sixhills.ride.frame import Key, State

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY_HELP = (
    ("space", "pause, go on"),
    ("enter", "yes, I do"),
    ("x", "no, not this time"),
    ("1-4", "answer"),
    ("+ -", "harder, easier"),
    ("n b", "next, back"),
    ("o", "ERG off, on"),
    ("e", "30 s more"),
    ("q", "end"),
)

_KEYS = {
    "\r": Key.CONFIRM,
    "\n": Key.CONFIRM,
    "y": Key.CONFIRM,
    "x": Key.DENY,
    "+": Key.HARDER,
    "=": Key.HARDER,
    "-": Key.EASIER,
    "n": Key.SKIP,
    "b": Key.BACK,
    "e": Key.EXTEND,
    "o": Key.ERG,
    "q": Key.END,
    "1": Key.ANSWER_1,
    "2": Key.ANSWER_2,
    "3": Key.ANSWER_3,
    "4": Key.ANSWER_4,
}


def find_key(character: str, state: State) -> Key | None:
    """What a character means in a state, or None."""
    if state is State.READY:
        return Key.END if character == "q" else Key.START
    if character == " ":
        return Key.PAUSE if state is State.RIDING else Key.RESUME
    return _KEYS.get(character.lower())


@contextlib.contextmanager
def raw_keys() -> Iterator[None]:
    """While inside, keys arrive at once and are not echoed. Does nothing on Windows."""
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def read_keys() -> str:
    """The characters typed since the last call, without waiting."""
    if sys.platform == "win32":
        import msvcrt

        typed = ""
        while msvcrt.kbhit():
            typed += msvcrt.getwch()
        return typed
    import select

    terminal = sys.stdin.fileno()
    ready, _, _ = select.select([terminal], [], [], 0)
    return os.read(terminal, 64).decode(errors="ignore") if ready else ""
