"""The document of the API: the one in the repository, with names that stay."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sixhills.web import described, schema

Json = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Json:
    return dict(json.loads(schema.write_schema()))


def operations(document: Json) -> list[Json]:
    return [one for path in document["paths"].values() for one in path.values()]


def test_the_one_in_the_repository_is_that_of_the_code(document) -> None:
    written = json.loads(schema.PLACE.read_text("utf-8"))

    assert written == document, "run `python -m sixhills.web.schema`, then `npm run types`"


def test_no_two_operations_have_one_name(document) -> None:
    names = [one["operationId"] for one in operations(document)]

    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names)


def test_every_operation_says_what_it_does(document) -> None:
    assert [one["operationId"] for one in operations(document) if not one.get("description")] == []


def test_every_operation_refuses_in_the_one_form(document) -> None:
    for one in operations(document):
        for status in ("422", "default"):
            told = one["responses"][status]["content"]["application/json"]["schema"]
            assert told == {"$ref": "#/components/schemas/Refusal"}


def test_all_fields_of_an_answer_are_there(document) -> None:
    state = document["components"]["schemas"]["AppState"]
    bike = document["components"]["schemas"]["ExerciseBike"]

    assert set(state["required"]) == set(state["properties"])
    assert set(bike["required"]) == set(bike["properties"])


def test_what_is_sent_may_leave_out_what_has_a_default(document) -> None:
    bike = document["components"]["schemas"]["ExerciseBikeSent"]
    body = document["paths"]["/api/bikes/{name}"]["put"]["requestBody"]

    assert "can_stand" not in bike.get("required", ())
    assert "ExerciseBikeSent" in json.dumps(body)
    assert '"#/components/schemas/ExerciseBike"' not in json.dumps(body)


def test_every_reference_leads_somewhere(document) -> None:
    known = set(document["components"]["schemas"])

    assert set(described._find_refs(document)) <= known


def test_what_the_socket_sends_is_described(document) -> None:
    told = json.dumps(document["webhooks"]["live"])

    for message in ("LiveMessage", "TickMessage", "FinishedMessage", "NoneMessage"):
        assert message in told


def test_names_have_no_modules_in_them(document) -> None:
    assert [name for name in document["components"]["schemas"] if "__" in name] == []
