from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_tools import add_ride, make_first_schema

from sixhills.errors import InvalidValueError
from sixhills.store.listed import RatingColumns, RideColumns, read_listed, write_postures
from sixhills.store.store import Store
from sixhills.store.stored_ride import Rating
from sixhills.workout.model import Posture

SEATED, STANDING = (Posture.SEATED,), (Posture.STANDING,)
TOLD = Rating(numb=True, where="knee", postures={3: SEATED + STANDING}, note="Windy.")


def test_all_that_is_said_comes_back(store: Store) -> None:
    stored = add_ride(store)
    store.rides.rate(stored.id, TOLD)
    assert store.rides.find(stored.id).rating == TOLD


def test_a_rating_replaces_the_one_before(store: Store) -> None:
    stored = add_ride(store)
    store.rides.rate(stored.id, TOLD)
    store.rides.rate(stored.id, Rating(rpe=5))
    assert store.rides.find(stored.id).rating == Rating(rpe=5)


def test_the_summary_is_renewed_with_the_rating(store: Store) -> None:
    stored = add_ride(store)
    store.rides.rate(stored.id, TOLD, summary={"hills_done": 6})
    assert store.rides.find(stored.id).summary == {"hills_done": 6}


def test_without_a_summary_the_old_one_stays(store: Store) -> None:
    stored = add_ride(store)
    store.rides.rate(stored.id, TOLD, summary={"hills_done": 6})
    store.rides.rate(stored.id, Rating(rpe=5))
    assert store.rides.find(stored.id).summary == {"hills_done": 6}


def test_a_bad_summary_leaves_the_rating_as_it_was(store: Store) -> None:
    stored = add_ride(store)
    with pytest.raises(TypeError):
        store.rides.rate(stored.id, TOLD, summary={"records": object()})  # type: ignore[dict-item]
    assert store.rides.find(stored.id).rating is None


def test_ratings_of_the_first_schema_are_kept(store: Store, home: Path) -> None:
    stored = add_ride(store)
    store.rides.rate(stored.id, Rating(rpe=7, pain=2, enjoyed=9, note="Old."))
    store.close()
    make_first_schema(home)
    with Store.open(home) as migrated:
        assert migrated.rides.find(stored.id).rating == Rating(
            rpe=7, pain=2, enjoyed=9, note="Old."
        )
        migrated.rides.rate(stored.id, TOLD)
        assert migrated.rides.find(stored.id).rating == TOLD


@given(
    st.dictionaries(
        st.integers(1, 20), st.sampled_from([SEATED, STANDING, SEATED + STANDING]), max_size=20
    )
)
def test_postures_come_back_from_their_text(told: dict[int, tuple[Posture, ...]]) -> None:
    ride = RideColumns("1", "2026-03-01T09:30:00+00:00", None, None, None, "{}")
    texts = RatingColumns(None, None, None, None, None, write_postures(told), None)
    rating = read_listed(ride, texts).rating
    assert rating is not None
    assert rating.postures == told


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"where": " "}, "where must be 1 to 80 characters"),
        ({"where": "x" * 81}, "where must be 1 to 80 characters"),
        ({"postures": {0: SEATED}}, "a hill must be numbered from 1"),
        ({"postures": {2: ()}}, "posture of hill 2"),
        ({"postures": {2: (Posture.FREE,)}}, "posture of hill 2"),
        ({"postures": {2: SEATED * 3}}, "posture of hill 2"),
        ({"pain": 10.5}, "pain"),
    ],
)
def test_a_rating_checks_itself(said: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        Rating(**said)  # type: ignore[arg-type]
