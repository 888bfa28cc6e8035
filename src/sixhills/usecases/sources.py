"""What sixhills is made of: its licence, and what it owes to others."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires
from typing import TYPE_CHECKING

from sixhills import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = "sixhills"
_LICENCE = "Apache-2.0"
_LONGEST = 100  # characters; some packages put the whole text of their licence there


@dataclass(frozen=True, kw_only=True)
class Source:
    """Something made by others.

    Attributes:
        name: of it.
        licence: under which it is used here.
        what: what it is, in a sentence.
    """

    name: str
    licence: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What sixhills is made of.

    Attributes:
        version: of sixhills.
        licence: of sixhills.
        sources: what it owes to others.
    """

    version: str
    licence: str
    sources: tuple[Source, ...]


_BUILT_IN = (
    Source(
        name="LaiUhlrich2022",
        licence="Apache-2.0",
        what="A musculoskeletal model of the legs; the lengths and lever arms of our muscles were "
        "derived from it.",
    ),
    Source(name="Svelte", licence="MIT", what="The pages are written with it."),
    Source(name="uPlot", licence="MIT", what="It draws the charts."),
)


def list_sources() -> Sources:
    """Licence and sources: what was built in, then the installed packages that are needed."""
    packages = tuple(source for name in _required() if (source := _describe(name)) is not None)
    return Sources(version=__version__, licence=_LICENCE, sources=(*_BUILT_IN, *packages))


def _required() -> list[str]:
    """Names of the packages that sixhills needs to run, without those of its extras."""
    try:
        told = requires(_PACKAGE) or []
    except PackageNotFoundError:
        return []
    return sorted(_name(requirement) for requirement in told if "extra ==" not in requirement)


def _name(requirement: str) -> str:
    return requirement.split(";", 1)[0].split(">", 1)[0].split("=", 1)[0].split("[", 1)[0].strip()


def _describe(name: str) -> Source | None:
    try:
        about = metadata(name).json
    except PackageNotFoundError:
        return None
    licence = about.get("license_expression") or about.get("license") or _classified(about)
    return Source(
        name=name,
        licence=str(licence).splitlines()[0][:_LONGEST],
        what=str(about.get("summary") or ""),
    )


def _classified(about: Mapping[str, str | list[str]]) -> str:
    lines = [line for line in about.get("classifier", []) if line.startswith("License ::")]
    return ", ".join(line.rsplit(" :: ", 1)[1] for line in lines) or "see the package"
