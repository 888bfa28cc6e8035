"""Standing worked out from power and cadence: found where it shows, and else not told."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_rides import make_prescription, make_ride, make_segment

from labelled_rides import LabelledRide, list_bouts, read_labelled, score_posture, show_standing
from sixhills.ride.recording import Channel, Evidence, Ride
from sixhills.verify.inferred_standing import LABELLED, infer_standing, measure_strokes
from sixhills.verify.posture_report import PostureReport, choose_postures, report_posture
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

LABELLED_NAMES = (
    "road_edge530_1385m_standing",
    "indoor_assioma_position291",
    "turbo_fenix6_position",
)


def stand_up(*, seated_s: int = 90, standing_s: int = 30, times: int = 10) -> NDArray[np.bool_]:
    """When a rider stands who does so again and again."""
    return np.tile(np.repeat([False, True], [seated_s, standing_s]), times)


def ride_of(
    standing: NDArray[np.bool_],
    *,
    seated: tuple[float, float] = (180.0, 85.0),
    upright: tuple[float, float] = (230.0, 62.0),
    **told: object,
) -> Ride:
    """A ride of a rider who pedals so [W, rpm] on and off the saddle, unevenly."""
    noise = np.random.default_rng(7).normal(0, 0.04, (2, len(standing)))
    power, cadence = (
        np.where(standing, up, down) * (1 + error)
        for down, up, error in zip(seated, upright, noise, strict=True)
    )
    return make_ride(len(standing), power_w=power, cadence_rpm=cadence, **told)  # type: ignore[arg-type]


def test_bouts_of_half_a_minute_are_found() -> None:
    standing = stand_up()
    found = infer_standing(ride_of(standing))
    assert found is not None
    score = score_posture(standing, found.standing)
    assert score.balanced > 0.95
    assert score.bout_f1 == 1.0


def test_what_is_found_is_told_as_inferred_and_never_as_known() -> None:
    found = infer_standing(ride_of(stand_up()))
    assert found is not None
    assert {span.evidence for span in found.spans} == {Evidence.INFERRED}
    assert not any(span.is_known for span in found.spans)
    assert found.confidence < 1
    stood = [span for span in found.spans if span.posture is Posture.STANDING]
    assert len(stood) == len(list_bouts(found.standing)) == 10


def test_one_way_to_pedal_tells_nothing() -> None:
    assert infer_standing(ride_of(np.zeros(1200, dtype=np.bool_))) is None


def test_slower_with_hardly_more_torque_tells_nothing() -> None:
    assert infer_standing(ride_of(stand_up(), upright=(150.0, 65.0))) is None


def test_minutes_of_hard_and_slow_are_a_climb_on_the_saddle() -> None:
    climbs = stand_up(seated_s=600, standing_s=420, times=3)
    assert infer_standing(ride_of(climbs)) is None


def test_minutes_of_standing_that_were_asked_for_are_told() -> None:
    climbs = stand_up(seated_s=600, standing_s=420, times=3)
    hill = make_segment(posture=Posture.STANDING, duration_s=420)
    rest = make_segment(posture=Posture.SEATED, duration_s=600)
    prescription = make_prescription(*([rest, hill] * 3))
    segments = np.cumsum(np.diff(climbs, prepend=False))
    found = infer_standing(ride_of(climbs, segments=segments.tolist()), prescription)
    assert found is not None
    assert score_posture(climbs, found.standing).balanced > 0.95


def test_what_was_asked_for_is_not_told_where_nothing_shows_it() -> None:
    asked = make_prescription(make_segment(posture=Posture.STANDING, duration_s=1200))
    seated = ride_of(np.zeros(1200, dtype=np.bool_), segments=[0] * 1200)
    assert infer_standing(seated, asked) is None


@pytest.mark.parametrize("missing", [Channel.POWER_W, Channel.CADENCE_RPM])
def test_power_and_cadence_are_needed(missing: Channel) -> None:
    ride = ride_of(stand_up())
    kept = {name: values for name, values in ride.channels.items() if name is not missing}
    assert measure_strokes(Ride(start=ride.start, elapsed_s=ride.elapsed_s, channels=kept)) is None


def test_a_record_each_five_seconds_is_too_few() -> None:
    ride = ride_of(stand_up(times=40))
    rare = {str(name): values[::5].tolist() for name, values in ride.channels.items()}
    assert infer_standing(make_ride(ride.elapsed_s[::5].tolist(), **rare)) is None


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 130)), min_size=1, max_size=40))
def test_whatever_was_ridden_something_or_nothing_comes_back(
    pieces: list[tuple[int, int]],
) -> None:
    power, cadence = (
        np.repeat(np.array(v, dtype=np.float64), 40) for v in zip(*pieces, strict=True)
    )
    ride = make_ride(len(power), power_w=power, cadence_rpm=cadence)
    found = infer_standing(ride)
    if found is not None:
        assert len(found.standing) == len(power)
        assert found.spans[0].start_s == 0
        assert found.spans[-1].end_s == ride.elapsed_s[-1]


def test_a_report_tells_what_is_inferred_beside_its_confidence() -> None:
    ride = ride_of(stand_up())
    found = report_posture(ride, None)
    assert found.evidence is Evidence.INFERRED
    assert found.confidence is not None
    assert found.standing_s == pytest.approx(300, abs=20)


def test_what_is_known_comes_before_what_is_inferred() -> None:
    ride = ride_of(stand_up(), postures=[(0, Posture.SEATED, Evidence.CONFIRMED)])
    assert report_posture(ride, 0.0) == PostureReport(
        standing_s=0.0, evidence=Evidence.CONFIRMED, confidence=1.0
    )
    assert {span.evidence for span in choose_postures(ride)} == {Evidence.CONFIRMED}


def test_a_picture_shows_what_is_inferred_where_nothing_is_known() -> None:
    assert {span.evidence for span in choose_postures(ride_of(stand_up()))} == {Evidence.INFERRED}


# -- rides whose pedals recorded posture -------------------------------------------------------


@cache
def read(folder: Path) -> tuple[LabelledRide, ...]:
    rides = (read_labelled(folder / f"{name}.fit") for name in LABELLED_NAMES)
    return tuple(ride for ride in rides if ride is not None)


def test_what_is_known_beforehand_is_what_the_labelled_rides_show(shared: Path) -> None:
    shown = show_standing(read(shared / "data/rides"))
    assert shown.cadence == pytest.approx(LABELLED.cadence, abs=5e-4)
    assert shown.torque_gain == pytest.approx(LABELLED.torque_gain, abs=5e-4)
    assert shown.seated_spread == pytest.approx(LABELLED.seated_spread, abs=1e-4)
    assert shown.standing_spread == pytest.approx(LABELLED.standing_spread, abs=1e-4)


@pytest.mark.parametrize("number", range(3))
def test_a_ride_that_is_told_beats_always_seated(shared: Path, number: int) -> None:
    """Leave one ride out: each is judged by what the others show."""
    rides = read(shared / "data/rides")
    one = rides[number]
    found = infer_standing(one.ride, shown=show_standing([r for r in rides if r is not one]))
    if found is None:
        return
    score = score_posture(one.standing, found.standing)
    assert score.balanced > 0.8
    assert score.right > max(1 - score.true_share, found.confidence)


def test_pedals_on_a_trainer_agree(shared: Path) -> None:
    one = read(shared / "data/rides")[1]
    found = infer_standing(one.ride)
    assert found is not None
    assert score_posture(one.standing, found.standing).balanced > 0.9
