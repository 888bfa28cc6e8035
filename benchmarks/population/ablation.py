"""The same people with one rule switched off: what is each rule worth?

The product has no such switches. Here attributes of its modules are replaced for the time of one
life, in the process that simulates it, wherever they were imported to; one that does not exist is
an error, so that a rule is never switched off in name only.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

Patch = tuple[str, str, object]
"""Module, attribute (with a dot: of a class in it), what it becomes."""


_NOTHING = object()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule that can be switched off.

    Attributes:
        title: what is missing then.
        patches: how.
    """

    title: str
    patches: tuple[Patch, ...]


def _never(*_: object) -> bool:
    return False


def _nothing(*_: object, **__: object) -> None:
    return None


RULES = {
    "learning": Rule(
        title="no learning of the bike: a typical curve, no questions",
        patches=(("sixhills.ride.level_finder", "needs_finder", _never),),
    ),
    "corrections": Rule(
        title="no questions in and after hills: the search of the first warm-up only",
        patches=(("sixhills.ride.level_finder", "LevelFinder._ask", _nothing),),
    ),
    "search": Rule(
        title="no search in the first warm-up",
        patches=(("sixhills.ride.level_finder", "LevelFinder._begin_search", _nothing),),
    ),
    "load-rail": Rule(
        title="no rail of 115 % for one ride",
        patches=(("sixhills.progress.rails", "LOAD_RISE", math.inf),),
    ),
    "variety": Rule(
        title="no rule of variety",
        patches=(("sixhills.progress.choice", "Choice.last_vectors", ()),),
    ),
    "easy-weeks": Rule(
        title="no easy weeks; what bounds the building weeks stays",
        patches=(("sixhills.progress.cycle", "_RIDES_THAT_BUILD", math.inf),),
    ),
}
"""All rules that can be switched off, by key."""


@contextmanager
def switch_off(rule: str | None) -> Iterator[None]:
    """Let a rule not hold for a while; None: all hold.

    Raises:
        KeyError: there is no such rule.
        AttributeError: the product has changed, and the rule lies elsewhere now.
    """
    undone: list[Callable[[], None]] = []
    try:
        undone.extend(_replace(patch) for patch in (RULES[rule].patches if rule else ()))
        yield
    finally:
        for undo in reversed(undone):
            undo()


def _replace(patch: Patch) -> Callable[[], None]:
    """Replace an attribute, also where modules have imported it by name; what undoes it."""
    home, path, new = patch
    owner: object = import_module(home)
    *classes, name = path.split(".")
    for one in classes:
        owner = getattr(owner, one)
    old = getattr(owner, name)
    owners = [owner] if classes else [owner, *_find_importers(name, old)]
    for each in owners:
        setattr(each, name, new)

    def undo() -> None:
        for each in owners:
            setattr(each, name, old)

    return undo


def _find_importers(name: str, value: object) -> list[ModuleType]:
    """The product's modules that know a value by a name."""
    loaded = [module for key, module in sys.modules.items() if key.startswith("sixhills.")]
    return [module for module in loaded if vars(module).get(name, _NOTHING) is value]
