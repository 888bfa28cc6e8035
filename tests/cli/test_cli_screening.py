from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
import typer

from sixhills.care.screening import QUESTIONS
from sixhills.care.stop_rules import STOP_RULES
from sixhills.cli import screening, start
from sixhills.rider import DEFAULT_RIDER, Limits
from sixhills.store.store import Store
from sixhills.usecases.profile import load_profile
from sixhills.usecases.screening import load_answers, save_screening, screening_due


@pytest.fixture
def terminal(monkeypatch):
    """Make the commands believe that somebody sits before a terminal."""
    tty = SimpleNamespace(isatty=lambda: True)
    for module in (screening, start):
        monkeypatch.setattr(module, "sys", SimpleNamespace(stdin=tty, stdout=tty))


@pytest.fixture
def say_yes_to(monkeypatch, terminal):
    """Answer yes where a question contains one of these texts, else no; never ride."""

    def answer(*texts: str) -> list[str]:
        asked = []

        def confirm(question: str, **_: object) -> bool:
            if "Ride it now" in question:
                raise typer.Abort
            asked.append(question)
            return any(text in question for text in texts)

        monkeypatch.setattr(typer, "confirm", confirm)
        return asked

    return answer


# -- in scripts ----------------------------------------------------------------------------


def test_answers_in_a_script(sixhills):
    printed = sixhills("screening", "--yes", "knee, Heart")
    assert printed.code == 0
    assert "no effort is above 4 of 10" in printed.out
    assert "never pedal slower than 70 rpm" in printed.out


def test_clearance_in_a_script(sixhills):
    sixhills("screening", "--yes", "knee,heart", "--cleared")
    assert sixhills("screening", "--json").json["limits"]["max_rpe"] is None


def test_nothing_in_a_script(sixhills, home):
    assert "Nothing of this limits" in sixhills("screening", "--none").out
    assert load_answers(home).yes == ()


def test_stop_rules_are_shown_after_the_answers(sixhills):
    printed = sixhills("screening", "--none").out
    assert all(rule in printed for rule in STOP_RULES)


def test_what_is_known_as_json(sixhills):
    sixhills("screening", "--yes", "numb,pulse")
    known = sixhills("screening", "--json").json
    assert (known["due"], known["yes"], known["cleared"]) == (None, ["numb", "pulse"], False)
    assert known["limits"]["heart_rate_steers"] is False
    assert known["day"] == datetime.now().astimezone().date().isoformat()
    assert len(known["advice"]) == 2


def test_looking_is_possible_before_anybody_was_asked(sixhills, home):
    known = sixhills("screening", "--json").json
    assert (known["day"], known["yes"], known["advice"]) == (None, None, None)
    assert "not asked" in known["due"]
    assert list(known["questions"]) == [question.key for question in QUESTIONS]
    assert not home.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--yes", "cough"], "'cough'"),
        (["--yes", " , "], "names nothing"),
        (["--none", "--yes", "knee"], "without --yes"),
        (["--none", "--cleared"], "without --yes"),
        (["--cleared"], "needs --yes"),
        ([], "needs a terminal"),
    ],
)
def test_what_cannot_be_used_ends_in_one_line(sixhills, home, arguments, words):
    printed = sixhills("screening", *arguments)
    assert (printed.code, printed.err.count("\n")) == (2, 1)
    assert words in printed.err
    assert not home.exists()


# -- in a terminal -------------------------------------------------------------------------


def test_every_question_is_asked_with_its_reason(sixhills, home, say_yes_to):
    asked = say_yes_to()
    sixhills("screening")
    assert len(asked) == len(QUESTIONS)
    assert all(q.text in a and q.why in a for q, a in zip(QUESTIONS, asked, strict=True))
    assert load_answers(home).yes == ()


@pytest.mark.parametrize(("cleared", "max_rpe"), [(True, None), (False, 4)])
def test_clearance_is_asked_after_a_medical_yes(sixhills, home, say_yes_to, cleared, max_rpe):
    asked = say_yes_to("heart condition", *(["may ride hard"] if cleared else []))
    sixhills("screening")
    assert "may ride hard" in asked[-1]
    assert load_profile(home).rider.limits.max_rpe == max_rpe


def test_clearance_is_not_asked_without_one(sixhills, say_yes_to):
    asked = say_yes_to("knees")
    sixhills("screening")
    assert len(asked) == len(QUESTIONS)


# -- start ---------------------------------------------------------------------------------


def test_start_asks_at_first_use_and_shows_when_to_stop(sixhills, home, say_yes_to, monkeypatch):
    say_yes_to("knees")
    answers = iter(["16", "beginner", "70 kg", "yes"])
    monkeypatch.setattr(typer, "prompt", lambda _: next(answers))
    printed = sixhills("start")
    assert printed.code == 130
    assert load_profile(home).rider.limits == Limits(least_cadence_rpm=70)
    assert all(printed.out.count(rule) == 1 for rule in STOP_RULES)


def test_start_keeps_what_was_told_of_health_before(sixhills, home, say_yes_to, monkeypatch):
    sixhills("screening", "--yes", "back")
    asked = say_yes_to()
    answers = iter(["knob", "trained", "80", "no"])
    monkeypatch.setattr(typer, "prompt", lambda _: next(answers))
    sixhills("start")
    rider = load_profile(home).rider
    assert (rider.mass_kg, rider.can_stand, rider.limits.low_torque) == (80, False, True)
    assert asked == []


def test_start_asks_who_is_known_nothing_that_is_known(sixhills, home, say_yes_to, monkeypatch):
    with Store.open(home) as store:
        store.rider.save(DEFAULT_RIDER)
    sixhills("rider", "--mass", "60")
    sixhills("screening", "--none")
    asked = say_yes_to()
    monkeypatch.setattr(typer, "prompt", asked.append)
    assert sixhills("start").code == 130
    assert asked == []


# -- the note for other commands -----------------------------------------------------------


def test_a_note_tells_when_it_is_due(home, capsys):
    screening.note_health_due(home, date(2026, 3, 1))
    noted = capsys.readouterr()
    assert noted.out == ""
    assert "`sixhills screening`" in noted.err


def test_no_note_without_need(home, capsys):
    day = date(2026, 3, 1)
    save_screening(home, (), cleared=False, today=day)
    screening.note_health_due(home, day + timedelta(days=30))
    assert screening_due(home, day) is None
    assert capsys.readouterr().err == ""
