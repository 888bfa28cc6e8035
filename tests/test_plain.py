"""Values as plain JSON and back."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest

from sixhills.equipment import (
    BUILT_IN_BIKES,
    Equipment,
    ExerciseBike,
    Knob,
    LevelCurve,
    Levels,
    RoadBike,
    SmartTrainer,
)
from sixhills.errors import InvalidValueError
from sixhills.plain import (
    _adapter,
    equipment_from_plain,
    prescription_from_plain,
    rider_from_plain,
    to_plain,
)
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER, HeartRateBounds
from sixhills.workout.library import find_workout

CURVE = LevelCurve(settings=(1.0, 2.0, 3.0), power_at_80_w=(40.0, 90.0, 200.0), measured=True)
BIKES: list[Equipment] = [
    *BUILT_IN_BIKES.values(),
    ExerciseBike(
        name="gym", resistance=Levels(lowest=0, highest=8), curve=CURVE, hill_program="Hills"
    ),
    ExerciseBike(name="spin", resistance=Knob(turns=3, notch_turns=0.125), can_stand=False),
    SmartTrainer(name="one gear", gears=None),
    RoadBike(name="meter", measures_power=True),
]


def through_json(value: object) -> object:
    return json.loads(json.dumps(to_plain(value), allow_nan=False))


@pytest.mark.parametrize("bike", BIKES, ids=lambda bike: bike.name)
def test_a_bike_comes_back(bike: Equipment) -> None:
    assert equipment_from_plain(through_json(bike)) == bike


def test_a_rider_comes_back() -> None:
    rider = replace(DEFAULT_RIDER, heart_rate=HeartRateBounds(rest_bpm=55, max_bpm=185))
    assert rider_from_plain(through_json(rider)) == rider


@pytest.mark.parametrize("bike", BIKES, ids=lambda bike: bike.name)
def test_a_prescription_comes_back(bike: Equipment) -> None:
    prescription = prescribe_workout(find_workout("six-hills"), DEFAULT_RIDER, bike)
    plain = through_json(prescription)
    read = prescription_from_plain(plain)
    assert read == prescription
    assert to_plain(read) == plain


def test_field_names_are_those_that_scripts_rely_on() -> None:
    prescription = prescribe_workout(
        find_workout("six-hills"), DEFAULT_RIDER, BUILT_IN_BIKES["trainer"]
    )
    plain = to_plain(prescription)
    assert {
        "segments",
        "w_prime_min_fraction",
        "training_load",
        "standing_s",
        "warnings",
    } <= plain.keys()
    segments = plain["segments"]
    assert isinstance(segments, list)
    assert {
        "index",
        "role",
        "hill",
        "start_s",
        "duration_s",
        "posture",
        "effort",
        "heart_rate_bpm",
        "power_w",
        "cadence_rpm",
        "resistance_felt",
        "command",
        "cues",
        "why",
    } <= segments[15].keys()
    assert segments[15]["role"] == "hill"
    assert set(segments[15]["effort"]) == {"rpe_low", "rpe_high", "words"}
    assert set(segments[15]["power_w"]) == {"low", "target", "high"}
    assert segments[15]["command"]["mode"] == "slope"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mass_kg": 5}, "mass_kg must be between 30 and 250"),
        ({"experience": "god"}, "experience: "),
        ({"fitness": {}}, "fitness.critical_power_w: "),
    ],
)
def test_a_wrong_rider_is_told_by_field(changes: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        rider_from_plain({**to_plain(DEFAULT_RIDER), **changes})


@pytest.mark.parametrize("bike", BUILT_IN_BIKES.values(), ids=lambda bike: bike.kind)
def test_a_wrong_bike_is_told_of_its_own_kind(bike: Equipment) -> None:
    with pytest.raises(InvalidValueError, match=r"^can_stand: Input should be a valid boolean"):
        equipment_from_plain({**to_plain(bike), "can_stand": "perhaps"})


def test_our_own_checks_speak_in_our_own_words() -> None:
    plain = {**to_plain(BUILT_IN_BIKES["exercise"]), "resistance": {"kind": "levels", "highest": 1}}
    with pytest.raises(
        InvalidValueError, match=r"highest level must be at least two above"
    ) as told:
        equipment_from_plain(plain)
    assert "Value error" not in str(told.value)


@pytest.mark.parametrize("plain", [None, [], {"kind": "rocket"}, {"kind": []}, "bike"])
def test_no_bike_at_all_is_refused(plain: object) -> None:
    with pytest.raises(InvalidValueError, match="kind must be one of exercise, trainer, road"):
        equipment_from_plain(plain)


def test_a_prescription_without_segments_is_refused() -> None:
    plain = to_plain(
        prescribe_workout(find_workout("intervals"), DEFAULT_RIDER, BUILT_IN_BIKES["road"])
    )
    with pytest.raises(InvalidValueError, match="segments must be at least one"):
        prescription_from_plain({**plain, "segments": []})


@pytest.mark.parametrize("set_before", ["__all__", None])
def test_what_the_environment_says_of_plugins_stays(
    monkeypatch: pytest.MonkeyPatch, set_before: str | None
) -> None:
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", set_before or "")
    if set_before is None:
        monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS")
    _adapter.cache_clear()
    assert rider_from_plain(through_json(DEFAULT_RIDER)) == DEFAULT_RIDER
    assert os.environ.get("PYDANTIC_DISABLE_PLUGINS") == set_before
