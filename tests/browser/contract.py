"""What the API's description allows: so that a scripted server says nothing that the real one
would not, and takes nothing that the real one would refuse."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_DESCRIPTION = Path(__file__).parents[2] / "frontend" / "openapi.json"

Json = dict[str, Any]


def find_misfits(method: str, path: str, sent: Any, answered: Any) -> list[str]:
    """What does not fit the description in one exchange.

    Args:
        method: like "PUT".
        path: like "/api/rides/one/rating".
        sent: the body as JSON; None for none, and bytes for a file.
        answered: likewise.
    """
    operation = _find_operation(method, path)
    if operation is None:
        return [f"{method} {path} is not in the API"]
    taken = _schema_of(operation.get("requestBody"))
    given = _schema_of(operation["responses"].get("200"))
    return [
        *(
            _errors(taken, sent, f"{method} {path} sends")
            if isinstance(sent, dict) and sent
            else ()
        ),
        *(_errors(given, answered, f"{method} {path} answers") if answered is not None else ()),
    ]


@cache
def _read_description() -> Json:
    description: Json = json.loads(_DESCRIPTION.read_text("utf-8"))
    return description


def _find_operation(method: str, path: str) -> Json | None:
    parts = path.split("/")
    for template, operations in _read_description()["paths"].items():
        named = template.split("/")
        same = len(named) == len(parts) and all(
            name.startswith("{") or name == part for name, part in zip(named, parts, strict=True)
        )
        if same and method.lower() in operations:
            operation: Json = operations[method.lower()]
            return operation
    return None


def _schema_of(part: Json | None) -> Json | None:
    media: Json = (part or {}).get("content", {}).get("application/json", {})
    return media.get("schema")


def _errors(schema: Json | None, value: Any, what: str) -> Iterator[str]:
    if schema is None:
        yield f"{what} JSON, and nobody described it"
        return
    judge = _make_judge(json.dumps(schema))
    for error in judge.iter_errors(json.loads(json.dumps(value, default=str))):
        yield f"{what} what does not fit: {error.message} at {error.instance_path}"


@cache
def _make_judge(schema: str) -> Any:
    schemas = pytest.importorskip("jsonschema_rs", reason="needs jsonschema_rs (schemathesis)")
    components = _read_description()["components"]
    return schemas.validator_for({**json.loads(schema), "components": components})
