"""Questions on health over the API."""

from __future__ import annotations

from sixhills.care.screening import QUESTIONS
from sixhills.care.stop_rules import STOP_RULES


def test_all_questions_are_asked_with_their_reason(client) -> None:
    page = client.get("/api/screening").json()

    assert [question["key"] for question in page["questions"]] == [one.key for one in QUESTIONS]
    assert all(question["text"] and question["why"] for question in page["questions"])
    assert page["stop_rules"] == list(STOP_RULES)
    assert page["answers"] is None


def test_a_medical_yes_locks_effort_and_says_what_that_means(client) -> None:
    advice = client.put("/api/screening", json={"yes": ["heart"], "cleared": False}).json()

    assert advice["locked"]
    assert len(advice["advice"]) == 1
    assert any("4 of 10" in sentence for sentence in advice["limits_told"])


def test_answers_are_remembered_with_their_day(client) -> None:
    client.put("/api/screening", json={"yes": ["knee"], "cleared": False})
    page = client.get("/api/screening").json()

    assert page["answers"] == {"day": "2026-03-03", "yes": ["knee"], "cleared": False}
    assert page["due"] is None


def test_a_question_that_nobody_asked_is_refused(client) -> None:
    answer = client.put("/api/screening", json={"yes": ["moon"], "cleared": False})

    assert answer.status_code == 422
    assert "moon" in answer.json()["problem"]
