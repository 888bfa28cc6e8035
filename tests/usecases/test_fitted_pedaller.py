"""Whose leg on which bike the muscles are reckoned for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from sixhills.body.muscles.pedaller import Pedaller
from sixhills.body.saddle import KneeAngle
from sixhills.rider import DEFAULT_RIDER, Sex
from sixhills.usecases.fit_memory import FitNote, Measures, note_fit, save_measures
from sixhills.usecases.fitted_pedaller import find_pedaller

if TYPE_CHECKING:
    from pathlib import Path

MAY, JUNE, JULY = (date(2026, month, 1) for month in (5, 6, 7))
USUAL = Pedaller(height_m=DEFAULT_RIDER.height_m, mass_kg=DEFAULT_RIDER.mass_kg)


def measured(day: date, flexion_deg: float, kind: KneeAngle = KneeAngle.DYNAMIC) -> FitNote:
    return FitNote(
        bike="road", day=day, method="picture", flexion_deg=flexion_deg, sd_deg=3.0, kind=kind,
        trunk_deg=41.0,
    )  # fmt: skip


def flexion(home: Path, day: date | None = None) -> float:
    return find_pedaller(home, DEFAULT_RIDER, "road", day).knee_flexion_deg


def test_where_nothing_was_measured_all_is_usual(tmp_path: Path) -> None:
    assert find_pedaller(tmp_path, DEFAULT_RIDER, "road") == USUAL


def test_what_was_measured_counts_on_that_bike(tmp_path: Path) -> None:
    measures = Measures(inseam_m=0.79, crank_m=0.165, seat_tube_deg=74.0)
    save_measures(tmp_path, "road", measures)
    note_fit(tmp_path, measured(MAY, 41.3))
    assert find_pedaller(tmp_path, DEFAULT_RIDER, "road") == replace(
        USUAL, inseam_m=0.79, crank_m=0.165, seat_tube_deg=74.0, knee_flexion_deg=41, lean_deg=40.0
    )
    assert find_pedaller(tmp_path, DEFAULT_RIDER, "knob") == replace(USUAL, inseam_m=0.79)


def test_a_ride_counts_as_the_bike_was_then(tmp_path: Path) -> None:
    for day, angle in ((MAY, 45.0), (JULY, 33.0)):
        note_fit(tmp_path, measured(day, angle))
    assert [flexion(tmp_path, day) for day in (MAY, JUNE, JULY, None)] == [45, 45, 33, 33]


def test_a_saddle_that_moved_since_is_not_measured(tmp_path: Path) -> None:
    note_fit(tmp_path, measured(MAY, 45.0))
    note_fit(tmp_path, FitNote(bike="road", day=JUNE, method="moved"))
    assert flexion(tmp_path) == USUAL.knee_flexion_deg


def test_a_knee_of_a_bike_standing_still_does_not_count(tmp_path: Path) -> None:
    note_fit(tmp_path, measured(MAY, 29.0, KneeAngle.STATIC))
    assert flexion(tmp_path) == USUAL.knee_flexion_deg


@pytest.mark.parametrize(
    ("sex", "measured_like"), [(Sex.FEMALE, False), (Sex.MALE, True), (None, True)]
)
def test_those_who_were_measured_were_men(
    tmp_path: Path, sex: Sex | None, measured_like: bool
) -> None:
    found = find_pedaller(tmp_path, replace(DEFAULT_RIDER, sex=sex), "road")
    assert found.like_measured is measured_like
    assert found.is_extrapolated(3.5 * found.mass_kg) is not measured_like
