"""The posture of a whole ride: how long standing, and how that is known."""

from __future__ import annotations

import pytest
from make_rides import make_ride

from sixhills.ride.recording import Evidence
from sixhills.verify.posture_report import PostureReport
from sixhills.verify.report import make_report
from sixhills.workout.model import Posture


def posture_of(*events: tuple[float, Posture, Evidence]) -> PostureReport:
    return make_report(make_ride(101, postures=events)).posture


def test_without_any_word_nothing_is_known() -> None:
    assert posture_of() == PostureReport(standing_s=None, evidence=Evidence.UNKNOWN)


@pytest.mark.parametrize("evidence", [Evidence.DEVICE, Evidence.CONFIRMED])
def test_device_and_rider_are_believed(evidence: Evidence) -> None:
    found = posture_of((0, Posture.SEATED, evidence), (70, Posture.STANDING, evidence))
    assert found == PostureReport(standing_s=30.0, evidence=evidence, confidence=1.0)


def test_told_to_stand_is_no_standing() -> None:
    found = posture_of((0, Posture.STANDING, Evidence.INSTRUCTED))
    assert found == PostureReport(standing_s=None, evidence=Evidence.INSTRUCTED)


def test_the_device_comes_before_the_rider() -> None:
    found = posture_of(
        (0, Posture.STANDING, Evidence.CONFIRMED), (50, Posture.SEATED, Evidence.DEVICE)
    )
    assert (found.standing_s, found.evidence) == (50.0, Evidence.DEVICE)
