import pytest
from make_rides import make_ride

from sixhills.ride.posture_spans import find_posture_spans
from sixhills.ride.recording import Evidence
from sixhills.verify.posture import describe_postures, measure_standing_s
from sixhills.verify.recorded import held_s
from sixhills.workout.model import Posture

SEATED, STANDING, FREE = Posture.SEATED, Posture.STANDING, Posture.FREE
DEVICE, CONFIRMED, INSTRUCTED = Evidence.DEVICE, Evidence.CONFIRMED, Evidence.INSTRUCTED


def standing_s(*events: tuple[float, Posture, Evidence], **ride: object) -> float | None:
    made = make_ride(101, postures=events, **ride)  # type: ignore[arg-type]
    return measure_standing_s(made, held_s(made))


def test_without_events_nothing_is_known() -> None:
    assert standing_s() is None


def test_instructed_is_not_done() -> None:
    assert standing_s((0, SEATED, INSTRUCTED), (50, STANDING, INSTRUCTED)) is None


def test_inferred_is_not_known() -> None:
    assert standing_s((50, STANDING, Evidence.INFERRED)) is None


def test_a_device_that_saw_no_standing_says_zero() -> None:
    assert standing_s((0, SEATED, DEVICE)) == 0


def test_a_device_counts_until_its_next_event() -> None:
    assert standing_s((20, STANDING, DEVICE), (50, SEATED, DEVICE), (90, STANDING, DEVICE)) == 40


def test_an_instruction_does_not_end_what_a_device_saw() -> None:
    assert standing_s((20, STANDING, DEVICE), (30, SEATED, INSTRUCTED), (50, SEATED, DEVICE)) == 30


def test_a_confirmation_holds_until_the_next_cue_only() -> None:
    told = ((20, STANDING, INSTRUCTED), (25, STANDING, CONFIRMED), (60, STANDING, INSTRUCTED))
    assert standing_s(*told) == 35


def test_paused_seconds_are_not_stood() -> None:
    assert standing_s((20, STANDING, DEVICE), (80, SEATED, DEVICE), pauses=[(30, 70)]) == 20


def test_before_the_device_wakes_the_rider_is_believed() -> None:
    ride = make_ride(101, postures=[(10, STANDING, CONFIRMED), (40, SEATED, DEVICE)])
    spans = [(s.start_s, s.end_s, s.evidence) for s in find_posture_spans(ride)]
    assert spans == [(10, 40, CONFIRMED), (40, 100, DEVICE)]


@pytest.mark.parametrize(
    ("stretches", "words"),
    [
        ([], None),
        ([(SEATED, 240)], "seated"),
        ([(SEATED, 120), (STANDING, 120)], "seated then standing"),
        ([(SEATED, 120), (STANDING, 60), (STANDING, 60)], "seated then standing"),
        ([(SEATED, 115), (STANDING, 5), (SEATED, 120)], "seated"),
        ([(SEATED, 60), (STANDING, 60), (SEATED, 120)], "seated then standing then seated"),
        ([(SEATED, 60), (STANDING, 60)] * 2, "mixed"),
    ],
)
def test_postures_in_words(stretches: list[tuple[Posture, float]], words: str | None) -> None:
    assert describe_postures(stretches) == words
