from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_prescriptions import EXPERIENCES, make_rider

from sixhills.errors import InvalidValueError
from sixhills.prescribe.effort import find_heart_rate, find_intensity, find_rpe, find_share
from sixhills.prescribe.prescription import Band
from sixhills.rider import Experience, HeartRateBounds, Rider
from sixhills.workout.model import (
    CriticalPowerEffort,
    HeartRateEffort,
    PowerEffort,
    Ramp,
    RpeEffort,
    Word,
    WordEffort,
)

WITH_HEART = Rider(heart_rate=HeartRateBounds(rest_bpm=60, max_bpm=180))


def test_watts_are_taken_over_critical_power() -> None:
    intensity = find_intensity(PowerEffort(power_w=90), 600, make_rider())
    assert intensity.share_at(0.5) == 0.75  # of 120 W


def test_a_share_stays_itself() -> None:
    assert find_intensity(CriticalPowerEffort(share=0.8), 600, make_rider()).start_share == 0.8


def test_a_scale_multiplies_the_word() -> None:
    word = WordEffort(word=Word.HILL_1, scale=0.9)
    assert find_intensity(word, 240, make_rider()).start_share == pytest.approx(0.9 * 0.75)


def test_a_ramp_goes_evenly() -> None:
    ramp = Ramp(start=CriticalPowerEffort(share=0.4), end=CriticalPowerEffort(share=0.8))
    intensity = find_intensity(ramp, 600, make_rider())
    assert intensity.rises
    assert intensity.share_at(0.25) == pytest.approx(0.5)


def test_the_warm_up_word_is_a_ramp() -> None:
    assert find_intensity(WordEffort(word=Word.WARM_UP), 900, make_rider()).rises


def test_a_ramp_between_words_takes_the_middle_of_the_warm_up() -> None:
    ramp = Ramp(start=WordEffort(word=Word.WARM_UP), end=WordEffort(word=Word.HILL_1))
    assert find_intensity(ramp, 600, make_rider()).start_share == pytest.approx((0.45 + 0.64) / 2)


@given(
    rpe=st.floats(1, 9),
    duration_s=st.floats(5, 3600),
    experience=st.sampled_from(EXPERIENCES),
)
@settings(max_examples=60)
def test_a_rating_asked_is_the_rating_told(rpe: float, duration_s: float, experience: str) -> None:
    rider = make_rider(EXPERIENCES[EXPERIENCES.index(experience)])
    share = find_intensity(RpeEffort(rpe=rpe), duration_s, rider).start_share
    ceiling = rider.fitness.ceiling_w(duration_s) / rider.fitness.critical_power_w.value
    if share < ceiling - 1e-6:  # what nobody can hold is not asked
        assert find_rpe(share, duration_s, rider) == pytest.approx(rpe, abs=1e-3)


def test_the_highest_rating_never_asks_more_than_the_rider_has() -> None:
    rider = make_rider()
    share = find_intensity(RpeEffort(rpe=10), 1800, rider).start_share
    assert share * 120 <= rider.fitness.ceiling_w(1800) + 1e-6


def test_a_heart_rate_needs_its_bounds() -> None:
    with pytest.raises(InvalidValueError, match="heart rate"):
        find_intensity(HeartRateEffort(heart_rate_bpm=140), 600, make_rider())


def test_a_higher_heart_rate_means_more_power() -> None:
    low, high = (
        find_intensity(HeartRateEffort(heart_rate_bpm=bpm), 600, WITH_HEART).start_share
        for bpm in (110, 150)
    )
    assert low < high


@pytest.mark.parametrize(
    ("rpe", "reserve"),
    [(2, (0.30, 0.45)), (3.5, (0.45, 0.65)), (5.5, (0.65, 0.80)), (7, (0.75, 0.90))],
)
def test_heart_rate_overlaps_the_published_range(rpe: float, reserve: tuple[float, float]) -> None:
    """Notes on coaching 6.1: share of the heart-rate reserve by effort."""
    band = find_heart_rate(rpe, 600, WITH_HEART)
    assert band is not None
    low, high = (60 + share * 120 for share in reserve)
    assert low <= 0.5 * (band.low + band.high) <= high


@pytest.mark.parametrize("duration_s", [30, 180])
def test_heart_rate_does_not_steer_short_steps(duration_s: float) -> None:
    assert find_heart_rate(6, duration_s, WITH_HEART) is None


def test_heart_rate_is_unknown_without_bounds() -> None:
    assert find_heart_rate(6, 600, make_rider()) is None


def test_heart_rate_ends_at_the_highest() -> None:
    band = find_heart_rate(10, 600, WITH_HEART)
    assert isinstance(band, Band)
    assert band.high == 180


@pytest.mark.parametrize("experience", Experience)
@pytest.mark.parametrize("duration_s", [10.0, 60.0, 120.0, 180.0, 1000.0])
def test_the_share_of_a_rating_is_rated_so(experience: Experience, duration_s: float) -> None:
    rider = make_rider(experience)
    critical_w = rider.fitness.critical_power_w.value
    most = find_rpe(rider.fitness.ceiling_w(duration_s) / critical_w, duration_s, rider)
    for rpe in (1.5, 2.0, 3.7, 5.0, 6.4, 7.0, 8.2, 9.5):
        share = find_share(rpe, duration_s, rider)
        assert find_rpe(share, duration_s, rider) == pytest.approx(min(rpe, most), abs=1e-6)


def test_a_rating_beyond_what_can_be_done_gives_the_most_that_can() -> None:
    rider = make_rider()
    assert find_share(10.0, 3600.0, rider) == pytest.approx(
        rider.fitness.ceiling_w(3600.0) / rider.fitness.critical_power_w.value
    )
    assert find_share(0.5, 3600.0, rider) == pytest.approx(0.2)
