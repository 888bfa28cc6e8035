"""An app without routes that refuses in our words and describes itself (OpenAPI).

Three things are told better than FastAPI tells them by itself: an operation is named
after its function, which stays when an address changes; what an answer holds is there in every
answer, so its fields are required, while of what is sent those with a default may be left out; and
what the WebSocket sends is described beside the routes, since OpenAPI has no place for sockets.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI

from sixhills import __version__
from sixhills.web.live.shown import Message
from sixhills.web.refusals import REFUSALS, Refusal, add_refusals
from sixhills.web.signs import require_whole_signs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fastapi.routing import APIRoute

    Json = dict[str, Any]

_REF = "#/components/schemas/"
_SENT = "Sent"  # follows the name of a value where it is sent


class DescribedApp(FastAPI):
    """An app that refuses in our words and describes itself as above; still without routes."""

    def __init__(self) -> None:
        super().__init__(
            title="sixhills",
            version=__version__,
            docs_url=None,
            redoc_url=None,
            responses=REFUSALS,
            dependencies=[Depends(require_whole_signs)],
            generate_unique_id_function=_name_operation,
        )
        add_refusals(self)
        _describe_messages(self)

    def openapi(self) -> Json:
        """The document."""
        if self.openapi_schema is None:
            document = _refuse_in_json(_shorten_names(super().openapi()))
            self.openapi_schema = _tell_what_is_sent(document)
        return self.openapi_schema


def _name_operation(route: APIRoute) -> str:
    return route.name


def _describe_messages(app: FastAPI) -> None:
    @app.webhooks.get("live", response_model=Message, operation_id="tell_live")
    def tell_live() -> None:
        """What WS /api/live tells a screen, one message at a time."""


def _shorten_names(document: Json) -> Json:
    """Of two values of one name FastAPI tells the whole modules: the last part of these is enough.

    So `sixhills__workout__model__Role` becomes `ModelRole`.
    """

    def shorten(name: str) -> str:
        *_, module, last = ["", *name.rsplit("__", 2)[-2:]] if "__" in name else ["", "", name]
        return re.sub(r"(?:^|_)(\w)", lambda found: found[1].upper(), module) + last

    schemas = document["components"]["schemas"]
    renamed: Json = _rename(document, {name: shorten(name) for name in schemas})
    renamed["components"]["schemas"] = {
        shorten(name): schema for name, schema in renamed["components"]["schemas"].items()
    }
    return renamed


def _refuse_in_json(document: Json) -> Json:
    """A refusal is JSON, also where what is asked for is a file."""
    content = {"application/json": {"schema": {"$ref": _REF + Refusal.__name__}}}
    for operation in _find_operations(document):
        for status in operation["responses"].keys() & {str(status) for status in REFUSALS}:
            operation["responses"][status]["content"] = content
    return document


def _tell_what_is_sent(document: Json) -> Json:
    """Require all fields of what is answered; what is sent too gets a form of its own for that."""
    schemas: Json = document["components"]["schemas"]
    sent = _reach(list(_find_all(document, "requestBody")), schemas)
    answered = _reach(list(_find_all(document, "responses")), schemas)
    both = _find_differing(schemas, sent & answered)
    names = {name: name + _SENT for name in both}
    for name in sent - answered:
        schemas[name] = _rename(schemas[name], names)
    for name in both:
        schemas[name + _SENT] = _rename(schemas[name], names)
    for operation in _find_operations(document):
        if "requestBody" in operation:
            operation["requestBody"] = _rename(operation["requestBody"], names)
    for name in answered:
        if "properties" in schemas[name]:
            schemas[name]["required"] = list(schemas[name]["properties"])
    return document


def _find_differing(schemas: Json, names: set[str]) -> set[str]:
    """The values whose fields may be left out, or that hold such a value."""
    lax = {name for name in names if _is_lax(schemas[name])}
    return {name for name in names if lax & _reach(schemas[name], schemas) or name in lax}


def _is_lax(schema: Json) -> bool:
    return set(schema.get("properties", ())) != set(schema.get("required", ()))


def _reach(part: object, schemas: Json) -> set[str]:
    """The names of all values that a part of the document leads to."""
    found: set[str] = set()
    waiting = list(_find_refs(part))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _find_refs(schemas[name])
    return found


def _find_refs(part: object) -> Iterator[str]:
    match part:
        case str() if part.startswith(_REF):
            yield part.removeprefix(_REF)
        case dict():
            for inner in part.values():
                yield from _find_refs(inner)
        case list():
            for inner in part:
                yield from _find_refs(inner)


def _rename(part: Any, names: dict[str, str]) -> Any:
    """A copy of a part that leads to other names."""

    def rename(text: str) -> str:
        name = text.removeprefix(_REF)
        return _REF + names.get(name, name) if text.startswith(_REF) else text

    return _map_texts(deepcopy(part), rename)


def _map_texts(part: Any, change: Callable[[str], str]) -> Any:
    match part:
        case str():
            return change(part)
        case dict():
            return {key: _map_texts(inner, change) for key, inner in part.items()}
        case list():
            return [_map_texts(inner, change) for inner in part]
        case _:
            return part


def _find_operations(document: Json) -> Iterator[Json]:
    for place in (*document["paths"].values(), *document.get("webhooks", {}).values()):
        yield from place.values()


def _find_all(document: Json, key: str) -> Iterator[object]:
    return (operation[key] for operation in _find_operations(document) if key in operation)
