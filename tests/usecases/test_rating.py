from __future__ import annotations

from pathlib import Path

import pytest
from make_stored_free import add_free_ride

from sixhills.errors import InputError, InvalidValueError, NotFoundError
from sixhills.ride.recording import Evidence
from sixhills.store.store import Store
from sixhills.store.stored_ride import Rating, StoredRide
from sixhills.usecases.rating import ALL_HILLS, rate_ride, read_postures
from sixhills.usecases.reporting import report_ride
from sixhills.workout.model import Posture
from stored_home import store_unseen

SEATED, STANDING = (Posture.SEATED,), (Posture.STANDING,)
HALF = SEATED + STANDING


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data directory that does not exist yet."""
    return tmp_path / "home"


def last(home: Path) -> StoredRide:
    with Store.open(home) as store:
        return store.rides.find("last")


# -- texts ---------------------------------------------------------------------------------


def test_postures_are_read_by_hill() -> None:
    texts = ("5=standing", "3 = Seated-then-Standing", "ALL=seated", "20=seated")
    assert read_postures(texts) == {5: STANDING, 3: HALF, ALL_HILLS: SEATED, 20: SEATED}


@pytest.mark.parametrize(
    "text", ["5", "=", "5=lying", "0=seated", "21=seated", "x=seated", "5=free", "", "5=seated=6"]
)
def test_other_texts_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match="5=standing"):
        read_postures([text])


def test_a_hill_told_twice_is_refused() -> None:
    with pytest.raises(InputError, match="told twice"):
        read_postures(["5=standing", "5=seated"])


# -- what is remembered --------------------------------------------------------------------


def test_what_is_not_said_now_stays_as_it_was(home: Path) -> None:
    store_unseen(home)
    rate_ride(home, "last", rpe=6, postures={1: SEATED}, numb=False)
    rate_ride(home, "last", enjoyed=8, postures={2: STANDING})
    assert last(home).rating == Rating(
        rpe=6, enjoyed=8, numb=False, postures={1: SEATED, 2: STANDING}
    )


def test_all_means_the_hills_that_are_not_named(home: Path) -> None:
    store_unseen(home)
    rated = rate_ride(home, "last", postures={ALL_HILLS: SEATED, 2: HALF})
    assert rated.stored.rating == Rating(postures={1: SEATED, 2: HALF})


def test_without_pain_nothing_hurts_anywhere(home: Path) -> None:
    store_unseen(home)
    rate_ride(home, "last", where="knee")
    assert last(home).rating == Rating(where="knee")
    rate_ride(home, "last", pain=0)
    assert last(home).rating == Rating(pain=0)


def test_what_is_numb_stays_where_it_is(home: Path) -> None:
    store_unseen(home)
    rate_ride(home, "last", numb=True, where="left foot")
    assert rate_ride(home, "last", enjoyed=3).stored.rating == Rating(
        numb=True, where="left foot", enjoyed=3
    )


# -- what it changes -----------------------------------------------------------------------


def test_the_stored_summary_follows(home: Path) -> None:
    assert store_unseen(home).number("hills_done") is None
    rated = rate_ride(home, "last", rpe=6, postures={1: SEATED, 2: HALF})
    numbers = [last(home).number(name) for name in ("hills_done", "finished", "standing_s")]
    assert numbers == [2, 1, 60]
    assert (last(home).number("training_load") or 0) > 0
    assert (rated.hills_done, rated.hills_asked) == (2, 2)


def test_the_report_follows_and_the_recording_stays(home: Path) -> None:
    stored = store_unseen(home)
    rate_ride(home, "last", postures={2: HALF})
    found = report_ride(home, "last")
    assert [step.posture_found for step in found.report.steps if step.hill] == [
        None,
        "seated then standing",
    ]
    with Store.open(home) as store:
        recorded = store.rides.load(stored.id)[0]
    assert {event.evidence for event in recorded.postures} == {Evidence.INSTRUCTED}


def test_stored_summary_and_report_agree(home: Path) -> None:
    store_unseen(home)
    rate_ride(home, "last", rpe=7, postures={1: STANDING})
    report = report_ride(home, "last").report
    assert last(home).number("training_load") == report.training_load
    assert last(home).number("finished") == report.finished


def test_pedals_that_watched_are_told_of(home: Path) -> None:
    store_unseen(home, Evidence.DEVICE)
    before = last(home).summary
    rated = rate_ride(home, "last", postures={1: STANDING})
    assert rated.watched
    assert last(home).summary == before


def test_a_load_that_was_measured_stays_what_it_was(home: Path) -> None:
    stored = add_free_ride(home, power_w=150, training_load=41.5)
    rate_ride(home, stored.id, rpe=9)
    assert last(home).number("training_load") == 41.5


def test_a_free_ride_without_power_costs_what_it_felt_like(home: Path) -> None:
    add_free_ride(home, power_w=None, training_load=None)
    rate_ride(home, "last", rpe=7)
    assert last(home).number("training_load") == pytest.approx(100 * 599 / 3600)  # rating 7: 100/h


# -- pain ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("pain", "numb"), [(0, None), (4, None), (9, True), (None, True)])
def test_pain_and_numbness_are_answered(home: Path, pain: float | None, numb: bool | None) -> None:
    from sixhills.care.pain import advise, judge_pain

    store_unseen(home)
    light = judge_pain(pain, numb)
    assert light is not None
    assert rate_ride(home, "last", pain=pain, numb=numb).advice == advise(light, numb)


def test_nothing_is_answered_where_nothing_was_said_of_pain(home: Path) -> None:
    store_unseen(home)
    rate_ride(home, "last", pain=6)
    assert rate_ride(home, "last", rpe=6).advice is None


# -- what is refused -----------------------------------------------------------------------


def test_nothing_said_is_refused(home: Path) -> None:
    store_unseen(home)
    with pytest.raises(InputError, match="nothing is said"):
        rate_ride(home, "last", postures={})


def test_a_hill_that_was_not_ridden_is_refused(home: Path) -> None:
    store_unseen(home)
    with pytest.raises(InputError, match=r"hill 3 was not ridden \(the hills were 1, 2\)"):
        rate_ride(home, "last", rpe=6, postures={3: SEATED})
    assert last(home).rating is None


def test_a_ride_whose_hills_are_not_known_is_refused(home: Path) -> None:
    add_free_ride(home, power_w=None, training_load=None)
    with pytest.raises(InputError, match="not known where the hills"):
        rate_ride(home, "last", postures={ALL_HILLS: SEATED})


def test_a_number_out_of_range_is_refused(home: Path) -> None:
    store_unseen(home)
    with pytest.raises(InvalidValueError, match="pain"):
        rate_ride(home, "last", pain=11)


def test_without_any_ride_it_is_told(home: Path) -> None:
    with pytest.raises(NotFoundError, match="no ride is stored yet"):
        rate_ride(home, "last", rpe=5)
    assert not home.exists()
