"""How the app looks and sounds: units, language, voice, sounds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from sixhills.store.home import has_database

if TYPE_CHECKING:
    from pathlib import Path

_SETTING = "app"


class Units(StrEnum):
    """Units on the screen; everything stored is metric."""

    METRIC = "metric"
    IMPERIAL = "imperial"


class Language(StrEnum):
    """Languages of the pages."""

    ENGLISH = "en"
    GERMAN = "de"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the rider chose.

    Attributes:
        units: on the screen.
        language: of the pages.
        voice: whether cues are spoken.
        sounds: whether cues are heard as signals.
    """

    units: Units = Units.METRIC
    language: Language = Language.ENGLISH
    voice: bool = False
    sounds: bool = True


def load_settings(home: Path) -> Settings:
    """The settings as last saved; what cannot be read is as at the beginning."""
    if not has_database(home):
        return Settings()
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        return _read(reader.setting(_SETTING))


def save_settings(home: Path, settings: Settings) -> Settings:
    """Remember settings."""
    from sixhills.store.store import Store

    with Store.open(home) as store:
        store.settings.save(_SETTING, json.dumps(asdict(settings)))
    return settings


def _read(text: str | None) -> Settings:
    try:
        plain = cast("dict[str, object]", json.loads(text or "{}"))
        return Settings(
            units=Units(str(plain.get("units", Units.METRIC))),
            language=Language(str(plain.get("language", Language.ENGLISH))),
            voice=plain.get("voice") is True,
            sounds=plain.get("sounds", True) is True,
        )
    except (ValueError, AttributeError):
        return Settings()
