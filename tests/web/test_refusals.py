"""Refusals: one JSON form for whatever cannot be done, in words."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

import pytest
from fastapi import Depends, FastAPI, HTTPException
from fastapi.testclient import TestClient

from sixhills.errors import (
    ConflictError,
    DeviceError,
    FormatError,
    InputError,
    InvalidValueError,
    NotFoundError,
    SixhillsError,
    StoreError,
    WorkoutTextError,
    require,
)
from sixhills.web.refusals import add_refusals, find_status, refuse
from sixhills.web.signs import require_whole_signs


@dataclass(frozen=True, kw_only=True)
class Told:
    watts: float
    name: str = ""

    def __post_init__(self) -> None:
        require(self.watts > 0, "watts", "above 0", self.watts)


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI(dependencies=[Depends(require_whole_signs)])
    add_refusals(app)

    @app.post("/told")
    def take(told: Told) -> None: ...

    return app


def answer_to(app: FastAPI, error: Exception):
    @app.get("/")
    def fail() -> None:
        raise error

    return TestClient(app, raise_server_exceptions=False).get("/")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError("x"), 404),
        (ConflictError("x"), 409),
        (InputError("x"), 422),
        (InvalidValueError("x"), 422),
        (FormatError("x"), 422),
        (WorkoutTextError("x", line_number=1), 422),
        (StoreError("x"), 503),
        (DeviceError("x"), 503),
        (SixhillsError("x"), 503),
    ],
)
def test_each_error_has_its_status(error: SixhillsError, status: int) -> None:
    assert find_status(error) == status


def test_an_error_is_told_with_place_and_remedy(app) -> None:
    answer = answer_to(app, StoreError("it is full", place="the disk", remedy="make room"))

    assert answer.json() == {"problem": "it is full", "place": "the disk", "remedy": "make room"}


def test_a_value_that_cannot_be_is_told_in_our_words(app) -> None:
    answer = TestClient(app).post("/told", json={"watts": -1})

    assert answer.status_code == 422
    assert answer.json()["problem"] == "watts must be above 0, not -1.0"


@pytest.mark.parametrize(
    ("body", "place"),
    [({}, "watts"), ({"watts": "many"}, "watts"), ({"watts": 1, "name": 5}, "name")],
)
def test_a_body_that_does_not_fit_names_the_field(app, body, place) -> None:
    answer = TestClient(app).post("/told", json=body)

    assert (answer.status_code, answer.json()["place"]) == (422, place)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"watts": ' + b"9" * 5000 + b"}",
        b'{"watts": NaN}',
        b'{"watts": 1, "name": "\\ud800"}',
        b'{"watts": 1, "\\uDfff": ""}',
        b'"\\ud800"',
    ],
)
def test_a_body_that_cannot_be_read_is_refused_and_no_more(app, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = TestClient(app).post("/told", content=content, headers=headers)

    assert answer.status_code in {400, 422}
    assert set(answer.json()) == {"problem", "place", "remedy"}


def test_signs_of_two_halves_are_whole(app) -> None:
    content = b'{"watts": 1, "name": "\\ud83d\\udeb4"}'
    headers = {"Content-Type": "application/json"}

    assert TestClient(app).post("/told", content=content, headers=headers).status_code == 200


def test_what_is_not_there_is_told_in_the_same_form(app) -> None:
    answer = TestClient(app).get("/nowhere")

    assert (answer.status_code, answer.json()["problem"]) == (
        404,
        "there is nothing at this address",
    )


def test_a_wrong_method_says_which_are_right(app) -> None:
    answer = TestClient(app).delete("/told")

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json()["problem"]


def test_a_guard_can_refuse_in_the_same_form(app) -> None:
    answer = answer_to(app, refuse(HTTPStatus.FORBIDDEN, "not yours", remedy="ask"))

    assert (answer.status_code, answer.json()["remedy"]) == (403, "ask")


def test_any_other_refusal_has_a_sentence_too(app) -> None:
    assert answer_to(app, HTTPException(418)).json()["problem"] == "i'm a teapot"


def test_a_bug_of_ours_tells_nothing_of_itself(app) -> None:
    answer = answer_to(app, RuntimeError("the secret"))

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["problem"]
