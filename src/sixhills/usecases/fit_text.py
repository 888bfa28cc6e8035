"""The text in which the store keeps what is remembered of the fit (its content: fit_memory.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.store.home import has_database

if TYPE_CHECKING:
    from pathlib import Path

_SETTING = "fit"


def read_fit_text(home: Path) -> str:
    """All of it as it is stored, empty where nothing is."""
    if not has_database(home):
        return ""
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        return reader.setting(_SETTING) or ""


def save_fit_text(home: Path, text: str) -> None:
    """Put a text in place of what is stored."""
    from sixhills.store.store import Store

    with Store.open(home) as store:
        store.settings.save(_SETTING, text)
