from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sixhills.usecases.proposing import propose_next

FAST = ("ride", "two-short-hills", "--speed", "100000", "--confirm", "auto")


def test_a_rating_is_remembered(sixhills):
    sixhills(*FAST)
    assert sixhills("rate", "last", "--rpe", "6").code == 0
    assert sixhills("report", "last", "--json").json["training_load"] > 0


def rungs_considered(home):
    """What `next` weighs three days later, when hard rides may come again."""
    later = datetime.now().astimezone().date() + timedelta(days=3)
    proposal = propose_next(home, today=later)
    return {proposal.workout, *(rejection.workout for rejection in proposal.rejected)}


def test_a_ride_that_was_too_hard_holds_the_rider_back(sixhills, home):
    sixhills(*FAST)
    assert "two-short-hills" not in rungs_considered(home)  # ridden: the next rung's turn
    sixhills("rate", "last", "--rpe", "10", "--note", "far too much")
    assert "two-short-hills" in rungs_considered(home)


def test_what_was_said_before_stays(sixhills, home):
    from sixhills.store.store import Store

    sixhills(*FAST)
    sixhills("rate", "--rpe", "7", "--enjoyed", "9")
    sixhills("rate", "--rpe", "6")
    with Store.open(home) as store:
        rating = store.find_ride("last").rating
    assert (rating.rpe, rating.enjoyed) == (6, 9)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rpe", "11"], "rpe"),
        ([], "nothing is said"),
        (["gone", "--rpe", "5"], "gone"),
    ],
)
def test_bad_ratings_are_refused(sixhills, arguments, words):
    sixhills(*FAST)
    printed = sixhills("rate", *arguments)
    assert printed.code == 2
    assert words in printed.err
