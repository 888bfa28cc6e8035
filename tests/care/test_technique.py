from __future__ import annotations

import pytest

from sixhills.care.technique import (
    MOMENTS,
    SITTING_DOWN,
    STANDING_UP,
    TECHNIQUE_CUES,
    Basis,
    TechniqueCue,
    Topic,
    choose_cue,
)
from sixhills.errors import InvalidValueError


@pytest.mark.parametrize("moment", sorted(MOMENTS))
@pytest.mark.parametrize("standing", [True, False])
def test_every_moment_has_a_cue_for_either_posture(moment: str, standing: bool) -> None:
    assert choose_cue(moment, standing=standing, number=0)


def test_cues_go_round() -> None:
    said = [choose_cue("climb", standing=True, number=number) for number in range(6)]
    assert said[:3] == said[3:]
    assert len(set(said)) == 3


@pytest.mark.parametrize("posture", [True, False])
def test_cues_suit_the_posture(posture: bool) -> None:
    by_text = {cue.text: cue.standing for cue in TECHNIQUE_CUES}
    for number in range(10):
        assert by_text[choose_cue("climb", standing=posture, number=number)] is posture


@pytest.mark.parametrize("word", ["belly", "glute", "leg", "thigh", "calves"])
def test_core_legs_and_glutes_are_all_named(word: str) -> None:
    """M4.3: core tight; the muscles of upper and lower legs and the glutes."""
    assert any(word in cue.text.lower() for cue in TECHNIQUE_CUES)


@pytest.mark.parametrize("cue", TECHNIQUE_CUES, ids=lambda cue: cue.text[:20])
def test_a_cue_can_be_said_in_one_breath(cue: TechniqueCue) -> None:
    assert len(cue.text.split()) <= 16
    assert cue.text.endswith((".", "?"))


def test_nobody_is_told_to_look_away_from_the_road() -> None:
    assert not any("look down" in cue.text.lower() for cue in TECHNIQUE_CUES)


def test_unknown_moments_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="moment"):
        TechniqueCue(text="Sing.", moment="always", topic=Topic.BREATH, basis=Basis.GUESS)


@pytest.mark.parametrize("topic", Topic)
def test_every_part_of_technique_is_cued(topic: Topic) -> None:
    assert any(cue.topic is topic for cue in TECHNIQUE_CUES)


def test_no_cue_claims_a_study_that_we_did_not_find() -> None:
    # notes on bike fit 8: evidence for cues such as "squeeze the glutes" was not found
    assert all(cue.basis is not Basis.STUDY for cue in TECHNIQUE_CUES)


def test_how_to_stand_up_and_sit_down_is_told_step_by_step() -> None:
    assert len(STANDING_UP) >= 3
    assert len(SITTING_DOWN) >= 3
    assert all(step.endswith(".") for step in (*STANDING_UP, *SITTING_DOWN))
