"""Any request that the document allows, and many that it does not: no error of ours.

schemathesis makes the requests from the document, the same in each run, and compares the answers
with it. The data directory is one for all requests of an operation: rides come and go meanwhile,
and now and then everything is deleted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from filed_rides import add_file
from sixhills.devices import finding
from sixhills.devices.finding import Findings, Found
from sixhills.errors import DeviceError, NotFoundError
from sixhills.usecases import device_desk
from sixhills.web.bare import make_bare_app
from sixhills.web.context import Context
from stored_home import store_unseen

if TYPE_CHECKING:
    from schemathesis import Case

FEW = 12
MANY = 200
SLOW = {"GET /api/muscles": 4}
"""Operations that work for about a second, and how few requests of them are enough."""
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def read_operations() -> list[tuple[str, GenerationMode]]:
    """The operations of the API by method and path, right and, where that can be, wrong."""
    document = make_bare_app(Context(home=Path("nowhere"))).openapi()
    return [
        (f"{method.upper()} {path}", mode)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        for mode in GenerationMode
        if mode is GenerationMode.POSITIVE or can_be_wrong(operation)
    ]


def can_be_wrong(operation: dict[str, Any]) -> bool:
    """Whether anything is asked for that is no text: any text is one."""
    content = operation.get("requestBody", {}).get("content", {})
    queries = [one["schema"] for one in operation.get("parameters", ()) if one["in"] == "query"]
    return "application/json" in content or any(one.get("type") != "string" for one in queries)


@pytest.fixture(autouse=True)
def no_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is there to be found or connected, and nobody waits for it."""

    async def find_nothing(*_args: object, **_more: object) -> Findings:
        return Findings(found=(), failures=(DeviceError("this computer has no Bluetooth"),))

    async def find_none(name: str, *_args: object, **_more: object) -> Found:
        raise NotFoundError(f'no Bluetooth device called "{name}" is heard')

    monkeypatch.setattr(finding, "find_devices", find_nothing)
    monkeypatch.setattr(finding, "find_named", find_none)
    monkeypatch.setattr(device_desk, "_CONNECT_WITHIN_S", 0.01)


ANY_REQUEST = pytest.mark.parametrize(("operation", "mode"), read_operations(), ids=str)


def ask(home: Path, operation: str, mode: GenerationMode, requests: int) -> None:
    """Make requests of one operation to a server of its own."""
    app = make_bare_app(Context(home=home))
    known = [store_unseen(home).id, add_file(home)]
    method, path = operation.split()
    described = schemathesis.openapi.from_dict(app.openapi())[path][method]

    with TestClient(app) as client:

        @settings(
            max_examples=requests,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=described.as_strategy(generation_mode=mode))
        def ask_once(case: Case) -> None:
            if "ride" in case.path_parameters and len(str(case.path_parameters["ride"])) % 2:
                case.path_parameters["ride"] = known[0]
            answer = client.request(**_as_request(case))
            case.validate_response(answer, checks=CHECKS)
            if method != "GET":  # nothing is stored that the pages cannot read afterwards
                assert client.get("/api/app").status_code == 200

        ask_once()


def _as_request(case: Case) -> dict[str, Any]:
    """A case as httpx takes it."""
    made = case.as_transport_kwargs(base_url="http://testserver")
    body = {"content": made["data"]} if isinstance(made.get("data"), bytes | str) else {}
    kept = ("method", "url", "headers", "params", "json")
    return {name: made[name] for name in kept if made.get(name) is not None} | body


@ANY_REQUEST
def test_no_request_is_an_error_of_ours(tmp_path, operation, mode) -> None:
    ask(tmp_path, operation, mode, SLOW.get(operation, FEW))


@pytest.mark.soak
@ANY_REQUEST
def test_no_request_of_many_is_an_error_of_ours(tmp_path, operation, mode) -> None:
    ask(tmp_path, operation, mode, MANY)
