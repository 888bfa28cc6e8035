"""Migrations of the database, run by code: `upgrade` brings a database to the newest schema."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0005"
"""The newest schema; a test checks that it is the last of versions/."""

_ALEMBIC = Lock()  # it keeps the connection in a global: of two threads one would use the other's


def upgrade(connection: Connection) -> None:
    """Bring a database to the newest schema, within the transaction of a connection."""
    from importlib.resources import as_file, files

    from alembic import command
    from alembic.config import Config

    with as_file(files("sixhills.store.migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        with _ALEMBIC:
            command.upgrade(config, "head")
