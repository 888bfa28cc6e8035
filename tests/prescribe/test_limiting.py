"""What each limit does to targets; that all hold together is tested over every combination."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_prescriptions import EXPERIENCES, make_rider, prescribe

from sixhills.equipment import ExerciseBike
from sixhills.prescribe.effort import describe_effort, find_most_share, find_rpe
from sixhills.prescribe.target import Target
from sixhills.prescribe.targeting import RISE, set_targets
from sixhills.rider import Experience, HeartRateBounds, Limits
from sixhills.workout.library import find_workout
from sixhills.workout.model import Posture, Role, Workout
from sixhills.workout.text import parse_workout

BIKE = ExerciseBike()
HEAD = "workout made\ntitle Made\nabout For a test.\nkind hills\ndifficulty 1\n\n"
ALL = Limits(
    max_rpe=4, seated_only=True, least_cadence_rpm=70, low_torque=True, heart_rate_steers=False
)


def aim(
    workout: str | Workout,
    limits: Limits,
    experience: Experience = Experience.BEGINNER,
    *,
    can_stand: bool = True,
) -> tuple[Target, ...]:
    if isinstance(workout, str):
        workout = parse_workout(HEAD + workout) if "\n" in workout else find_workout(workout)
    rider = replace(make_rider(experience, can_stand=can_stand), limits=limits)
    return set_targets(workout, rider, BIKE)


# -- effort --------------------------------------------------------------------------------


@pytest.mark.parametrize("experience", EXPERIENCES)
@pytest.mark.parametrize("cap", [3.0, 4.0, 4.3, 5.5, 7.0])
@pytest.mark.parametrize("duration_s", [10, 90, 300])
def test_the_whole_band_is_within_the_cap(
    cap: float, duration_s: float, experience: Experience
) -> None:
    rider = make_rider(experience)
    rpe = find_rpe(find_most_share(cap, duration_s, rider), duration_s, rider)
    assert cap - 1 < describe_effort(rpe).rpe_high <= cap


@pytest.mark.parametrize("experience", EXPERIENCES)
def test_hills_are_lowered_together_until_the_hardest_is_within_the_cap(
    experience: Experience,
) -> None:
    free, capped = (
        [t for t in aim("six-hills", limits, experience) if t.is_climb]
        for limits in (Limits(), Limits(max_rpe=4))
    )
    factors = [low.mean_share / high.mean_share for low, high in zip(capped, free, strict=True)]
    assert factors == pytest.approx([factors[0]] * 6)
    assert max(t.mean_share for t in capped) == pytest.approx(capped[0].most_share)


def test_what_is_within_the_cap_stays() -> None:
    free, capped = (aim("recovery-20", limits) for limits in (Limits(), Limits(max_rpe=5)))
    assert [t.intensity for t in capped] == [t.intensity for t in free]


def test_hard_efforts_come_down_to_the_cap() -> None:
    (hard,) = aim("interval 20s at hard, seated, 80-100 rpm\n", Limits(max_rpe=4))
    assert hard.mean_share == pytest.approx(hard.most_share)
    assert hard.mean_share < 1


def test_a_cap_changes_neither_steps_nor_times() -> None:
    rider = replace(make_rider(), limits=ALL)
    free, limited = prescribe("six-hills"), prescribe("six-hills", rider)
    assert limited.duration_s == free.duration_s
    assert [s[0].role for s in limited.steps()] == [s[0].role for s in free.steps()]


# -- cadence -------------------------------------------------------------------------------


def test_a_band_moves_up_to_the_floor() -> None:
    (hill,) = aim("hill 1 climb 4min at hill-1, seated, 60-75 rpm\n", Limits(least_cadence_rpm=70))
    assert hill.cadence is not None
    assert (hill.cadence.low_rpm, hill.cadence.high_rpm, hill.aim_rpm) == (70, 85, 77.5)


def test_a_band_above_the_floor_stays() -> None:
    (steady,) = aim("steady 5min at moderate, 80-95 rpm\n", Limits(least_cadence_rpm=70))
    assert steady.cadence is not None
    assert (steady.cadence.low_rpm, steady.aim_rpm) == (80, 87.5)


def test_who_may_pedal_freely_is_told_the_floor() -> None:
    (recovery,) = aim("recovery 5min at recovery\n", Limits(least_cadence_rpm=69.5))
    assert recovery.cadence is not None
    assert (recovery.cadence.low_rpm, recovery.aim_rpm) == (70, 85)


def test_where_slower_is_forbidden_the_hill_before_gets_lighter() -> None:
    first, second = aim(
        "hill 1 climb 4min at hill-1, seated, 70-80 rpm\n"
        "hill 2 climb 4min at hill-2, seated, 90-100 rpm\n",
        Limits(least_cadence_rpm=80),
    )
    assert second.cadence is not None
    assert second.cadence.low_rpm >= 80
    assert second.relative_torque >= RISE * first.relative_torque * (1 - 1e-9)


# -- torque --------------------------------------------------------------------------------


def test_low_torque_is_reached_by_cadence_first() -> None:
    free, light = (
        aim("hill 1 climb 4min at hill-1, seated, 60-75 rpm\n", limits)[0]
        for limits in (Limits(), Limits(low_torque=True))
    )
    assert light.intensity == free.intensity
    assert light.cadence is not None
    assert light.mean_share * 80 / light.cadence.low_rpm <= 0.9
    assert light.cadence.high_rpm - light.cadence.low_rpm == pytest.approx(15)


def test_what_cadence_cannot_do_effort_does() -> None:
    line = "hill 6 climb 4min at hill-6, seated, 55-70 rpm\n"
    (light,) = aim(line, Limits(low_torque=True), Experience.ADVANCED)
    assert light.cadence is not None
    assert light.cadence.high_rpm == pytest.approx(95)
    assert light.mean_share < 1.08  # DESIGN's table: hill 6, advanced


def test_a_heavy_free_cadence_becomes_a_quick_one() -> None:
    (light,) = aim("steady 5min at 80% CP\n", Limits(low_torque=True))
    assert light.cadence is not None
    assert light.mean_share * 80 / light.cadence.low_rpm <= 0.9


# -- posture -------------------------------------------------------------------------------


def test_seated_for_health_is_seated_with_more_resistance() -> None:
    seated = aim("six-hills", Limits(seated_only=True))
    assert seated == aim("six-hills", Limits(seated_only=True), can_stand=False)
    assert all(c.posture is not Posture.STANDING for t in seated for c in t.postures)
    assert any(t.instead_of for t in seated)


def test_with_low_torque_there_is_no_more_for_sitting() -> None:
    (hill,) = aim(
        'hill 5 climb 4min at hill-5, standing, 55-70 rpm\n  cue 0:30 "Light over the pedals."\n',
        Limits(seated_only=True, low_torque=True),
    )
    assert (hill.instead_of, hill.sat_down) == (None, True)
    assert hill.step.cues == ()  # it is said to standing riders


def test_where_the_floor_takes_the_more_away_it_is_not_told() -> None:
    rider = replace(make_rider(can_stand=False), limits=Limits(least_cadence_rpm=70))
    (told,) = (w for w in prescribe("six-hills", rider).warnings if "seated only" in w)
    assert told == "Because you ride seated only, every standing part is seated."


# -- heart rate ----------------------------------------------------------------------------


def test_where_the_pulse_does_not_steer_none_is_told() -> None:
    rider = replace(make_rider(), heart_rate=HeartRateBounds(rest_bpm=60, max_bpm=180))
    blocked = replace(rider, limits=Limits(heart_rate_steers=False))
    assert any(s.heart_rate_bpm for s in prescribe("six-hills", rider).segments)
    assert not any(s.heart_rate_bpm for s in prescribe("six-hills", blocked).segments)


@pytest.mark.parametrize("known", [None, HeartRateBounds(rest_bpm=50, max_bpm=130)])
def test_a_pulse_asked_for_becomes_a_rating(known: HeartRateBounds | None) -> None:
    rider = replace(make_rider(), heart_rate=known, limits=Limits(heart_rate_steers=False))
    workout = parse_workout(f"{HEAD}steady 10min at 125 bpm\n")
    (segment,) = prescribe(workout, rider).segments
    # a usual heart: (125 - 65) / (185 - 65) = .5 of the reserve, so (.5 - .15) / .1 = 3.5
    assert (segment.effort.rpe_low, segment.effort.rpe_high) == (3, 4)
    assert segment.heart_rate_bpm is None


def test_of_two_meanings_of_a_pulse_the_milder_counts() -> None:
    strong = HeartRateBounds(rest_bpm=85, max_bpm=205)  # (125 - 85) / 120 = .33: rating 1.8
    rider = replace(make_rider(), heart_rate=strong, limits=Limits(heart_rate_steers=False))
    workout = parse_workout(f"{HEAD}steady 10min at 125 bpm\n")
    assert prescribe(workout, rider).segments[0].effort.rpe_high == 2.5


# -- all together --------------------------------------------------------------------------


@given(
    experience=st.sampled_from(EXPERIENCES),
    scales=st.lists(st.integers(50, 150), min_size=4, max_size=4),
    lows=st.lists(st.integers(45, 90), min_size=4, max_size=4),
    limits=st.builds(
        Limits,
        max_rpe=st.none() | st.floats(3, 10),
        seated_only=st.booleans(),
        least_cadence_rpm=st.none() | st.floats(40, 80),
        low_torque=st.booleans(),
    ),
    can_stand=st.booleans(),
)
@settings(max_examples=60)
def test_any_hills_stay_within_any_limits_and_rise(
    experience: Experience,
    scales: list[int],
    lows: list[int],
    limits: Limits,
    can_stand: bool,
) -> None:
    text = "".join(
        f"hill {n} climb 4min at {scale}% of hill-{n}, standing, {low}-{low + 15} rpm\n"
        for n, (scale, low) in enumerate(zip(scales, lows, strict=True), start=1)
    )
    targets = aim(text, limits, experience, can_stand=can_stand)
    for target in targets:
        assert target.cadence is not None
        assert target.cadence.low_rpm >= (limits.least_cadence_rpm or 0)
        assert target.mean_share <= target.most_share * (1 + 1e-9)
        assert target.mean_share * 80 / target.cadence.low_rpm <= target.most_torque * (1 + 1e-9)
    for before, after in pairwise(targets[:3]):
        assert after.relative_torque > before.relative_torque or not limits.bind
    assert targets[0].step.role is Role.HILL
