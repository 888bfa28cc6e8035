from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sixhills.usecases.proposing import propose_next
from sixhills.workout.variation import split_key
from stored_home import store_unseen

FAST = ("ride", "two-short-hills", "--speed", "100000", "--confirm", "auto")


def test_a_rating_is_remembered(sixhills):
    sixhills(*FAST)
    assert sixhills("rate", "last", "--rpe", "6").code == 0
    assert sixhills("report", "last", "--json").json["training_load"] > 0


def rungs_considered(home):
    """What `next` weighs three days later, when hard rides may come again; no variations."""
    later = datetime.now().astimezone().date() + timedelta(days=3)
    proposal = propose_next(home, today=later)
    weighed = {proposal.workout, *(rejection.workout for rejection in proposal.rejected)}
    return {split_key(key)[0] for key in weighed if key}


def test_a_ride_that_was_too_hard_holds_the_rider_back(sixhills, home):
    sixhills(*FAST)
    assert "two-short-hills" not in rungs_considered(home)  # ridden: the next rung's turn
    sixhills("rate", "last", "--rpe", "10", "--note", "far too much")
    assert "two-short-hills" in rungs_considered(home)


def test_what_was_said_before_stays(sixhills, home):
    from sixhills.store.store import Store

    store_unseen(home)
    sixhills("rate", "--rpe", "7", "--enjoyed", "9")
    sixhills("rate", "--rpe", "6")
    with Store.open(home) as store:
        rating = store.rides.find("last").rating
    assert (rating.rpe, rating.enjoyed) == (6, 9)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rpe", "11"], "rpe"),
        ([], "nothing is said"),
        (["gone", "--rpe", "5"], "gone"),
    ],
)
def test_bad_ratings_are_refused(sixhills, home, arguments, words):
    store_unseen(home)
    printed = sixhills("rate", *arguments)
    assert printed.code == 2
    assert words in printed.err


# -- told afterwards -----------------------------------------------------------------------


def test_hills_told_of_afterwards_are_done(sixhills, home):
    store_unseen(home)
    assert sixhills("report", "--json").json["hills_done"] is None
    told = sixhills("rate", "--rpe", "6", "--posture", "all=seated", "--posture", "2=standing")
    assert (told.code, "2 of 2 hills done." in told.out) == (0, True)
    hills = [s for s in sixhills("report", "--json").json["steps"] if s["role"] == "hill"]
    assert [(hill["posture_found"], hill["evidence"], hill["done"]) for hill in hills] == [
        ("seated", "confirmed", True),
        ("standing", "confirmed", True),
    ]


def test_a_report_that_knows_no_hill_says_how_to_tell(sixhills, home):
    stored = store_unseen(home)
    words = " ".join(sixhills("report", stored.id).out.split())
    assert "`sixhills rate --posture 1=seated`" in words


def test_pain_is_answered_kindly(sixhills, home):
    from sixhills.care.pain import advise, judge_pain

    store_unseen(home)
    printed = sixhills("rate", "--pain", "8", "--where", "knee", "--no-numb")
    numb = False
    assert advise(judge_pain(8, numb), numb) in printed.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--posture", "3=seated"], "hill 3 was not ridden (the hills were 1, 2)"),
        (["--posture", "1"], "write it like 5=standing"),
        (["--posture", "1=lying"], "write it like 5=standing"),
        (["--posture", "1=seated", "--posture", "1=standing"], "tell each hill once"),
        (["--where", " "], "where must be"),
        (["--numb", "--pain", "12"], "pain must be"),
    ],
)
def test_what_cannot_be_told_ends_in_one_line(sixhills, home, arguments, words):
    store_unseen(home)
    printed = sixhills("rate", "last", *arguments)
    assert printed.code == 2
    assert words in printed.err
    assert printed.err.count("\n") == 1
