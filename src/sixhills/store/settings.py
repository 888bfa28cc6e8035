"""Settings: texts by their keys. What a key means is known to whoever sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.store.tables import SettingRow

if TYPE_CHECKING:
    from sixhills.store.database import Database


class SettingStore:
    """The settings in a database."""

    def __init__(self, database: Database):
        self._database = database

    def load(self, key: str) -> str | None:
        """The value of a setting, or None."""
        with self._database.reading() as session:
            row = session.get(SettingRow, key)
        return None if row is None else row.value

    def save(self, key: str, value: str) -> None:
        """Set a setting."""
        with self._database.writing() as session:
            session.merge(SettingRow(key=key, value=value))
