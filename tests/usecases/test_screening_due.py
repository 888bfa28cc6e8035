"""When health is asked about, and what becomes of the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sixhills.errors import InvalidValueError, StoreError
from sixhills.rider import DEFAULT_RIDER, Limits
from sixhills.store.store import Store
from sixhills.usecases.profile import load_profile
from sixhills.usecases.rating import rate_ride
from sixhills.usecases.screening import load_answers, save_screening, screening_due
from stored_home import START, store_unseen

RIDDEN = START.date()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data directory that does not exist yet."""
    return tmp_path / "home"


def answer(home: Path, *yes: str, day: date = RIDDEN, cleared: bool = False) -> None:
    save_screening(home, yes, cleared=cleared, today=day)


def after(days: int) -> date:
    return RIDDEN + timedelta(days=days)


# -- when ----------------------------------------------------------------------------------


def test_who_was_never_asked_is_asked(home: Path) -> None:
    assert "not asked" in (screening_due(home, RIDDEN) or "")
    assert not home.exists()
    store_unseen(home)
    assert "not asked" in (screening_due(home, RIDDEN) or "")


@pytest.mark.parametrize(("days", "due"), [(0, False), (59, False), (60, True), (300, True)])
def test_a_gap_between_rides_is_a_reason(home: Path, days: int, due: bool) -> None:
    store_unseen(home)
    answer(home)
    reason = screening_due(home, after(days))
    assert (reason is not None and "two months" in reason) == due


def test_a_gap_is_asked_about_once(home: Path) -> None:
    store_unseen(home)
    answer(home)
    answer(home, day=after(70))
    assert screening_due(home, after(129)) is None


def test_a_year_is_a_reason_even_for_who_rides(home: Path) -> None:
    store_unseen(home)
    answer(home, day=after(-364))
    assert screening_due(home, RIDDEN) is None
    assert "a year" in (screening_due(home, after(1)) or "")


@pytest.mark.parametrize(("pain", "due"), [(6, True), (5, False), (0, False)])
def test_a_ride_that_hurt_badly_is_a_reason(home: Path, pain: float, due: bool) -> None:
    store_unseen(home)
    answer(home)
    rate_ride(home, "last", pain=pain)
    assert ("hurt badly" in (screening_due(home, RIDDEN) or "")) == due


def test_it_is_no_reason_twice(home: Path) -> None:
    store_unseen(home)
    rate_ride(home, "last", pain=8)
    answer(home)
    assert screening_due(home, RIDDEN) is None


# -- answers -------------------------------------------------------------------------------


def test_answers_are_remembered(home: Path) -> None:
    answer(home, "knee", "heart", "knee", cleared=True)
    answers = load_answers(home)
    assert answers is not None
    assert (answers.day, answers.yes, answers.cleared) == (RIDDEN, ("heart", "knee"), True)
    assert answers.decided.limits == load_profile(home).rider.limits


def test_limits_bind_from_then_on(home: Path) -> None:
    answer(home, "knee")
    assert load_profile(home).rider.limits == Limits(least_cadence_rpm=70)
    answer(home)
    assert load_profile(home).rider.limits == Limits()


def test_all_else_of_the_rider_stays(home: Path) -> None:
    told = replace(DEFAULT_RIDER, name="Ada", mass_kg=61.0, can_stand=False)
    with Store.open(home) as store:
        store.rider.save(told)
    answer(home, "heart")
    limits = Limits(max_rpe=4, seated_only=True)
    assert load_profile(home).rider == replace(told, limits=limits)


def test_unknown_keys_store_nothing(home: Path) -> None:
    with pytest.raises(InvalidValueError, match="cough"):
        answer(home, "heart", "cough")
    assert not home.exists()


@pytest.mark.parametrize("text", ["", "[]", '{"day": "soon"}', '{"day": "2026-01-01"}'])
def test_damaged_answers_are_told_and_can_be_given_again(home: Path, text: str) -> None:
    with Store.open(home) as store:
        store.settings.save("screening", text)
    with pytest.raises(StoreError, match="sixhills screening"):
        screening_due(home, RIDDEN)
    answer(home)
    assert screening_due(home, RIDDEN) is None


def test_nobody_has_answered_in_an_empty_home(home: Path) -> None:
    assert load_answers(home) is None
