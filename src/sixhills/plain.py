"""Values of the domain as plain JSON and back: for the database, the journal and `--json`.

Built on the field names and types of the values themselves (pydantic), so there is no second list
of fields to keep in step. Reading checks as making does.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, cast, get_args

from sixhills.equipment import Equipment
from sixhills.errors import InvalidValueError, require
from sixhills.prescribe.prescription import Prescription
from sixhills.rider import Rider

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from pydantic import TypeAdapter

Plain = dict[str, object]

_NO_PLUGINS = "PYDANTIC_DISABLE_PLUGINS"


def to_plain(value: object) -> Plain:
    """A dataclass of the domain as JSON-ready dicts, lists, strings and numbers."""
    return cast("Plain", _adapter(cast("Hashable", type(value))).dump_python(value, mode="json"))


def prescription_from_plain(plain: object) -> Prescription:
    """A prescription from plain JSON.

    Raises:
        InvalidValueError: a field is missing or wrong.
    """
    return cast("Prescription", _from_plain(Prescription, plain))


def rider_from_plain(plain: object) -> Rider:
    """A rider from plain JSON; raises as `prescription_from_plain`."""
    return cast("Rider", _from_plain(Rider, plain))


def equipment_from_plain(plain: object) -> Equipment:
    """A bike of any kind from plain JSON; raises as `prescription_from_plain`."""
    kinds: dict[str, Hashable] = {bike.kind: bike for bike in get_args(Equipment)}
    told = str(plain.get("kind")) if isinstance(plain, dict) else "none"
    require(told in kinds, "a bike's kind", f"one of {', '.join(kinds)}", told)
    return cast("Equipment", _from_plain(kinds[told], plain))


def _from_plain(kind: Hashable, plain: object) -> object:
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_python(plain)
    except ValidationError as error:
        faults = error.errors()
        # of a union all members complain: the one that got as far as our own checks was meant
        fault = next((f for f in faults if f["type"] == "value_error"), faults[0])
        own = fault.get("ctx", {}).get("error")
        problem = own.problem if isinstance(own, InvalidValueError) else str(fault["msg"])
        place = ".".join(str(part) for part in fault["loc"])
        raise InvalidValueError(problem, place=place or None) from error


@cache
def _adapter(kind: Hashable) -> TypeAdapter[object]:
    from pydantic import TypeAdapter  # late: a tenth of a second

    with _without_plugins():
        return TypeAdapter(cast("type[object]", kind))


@contextmanager
def _without_plugins() -> Iterator[None]:
    """Keep pydantic from looking for plugins in all that is installed.

    None shall have a say in how our values are read, and the search takes longer than the rest.
    """
    before = os.environ.get(_NO_PLUGINS)
    os.environ[_NO_PLUGINS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_NO_PLUGINS]
        else:
            os.environ[_NO_PLUGINS] = before
