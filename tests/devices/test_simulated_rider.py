"""Legs, body and mind: what a person does with what a screen says."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from statistics import mean, stdev

import pytest
from make_frames import STRONG, Watched, fitness, frame, known

from hand_made import EXERCISE_BIKE, FREE, SEATED, STANDING, TRAINER, level, watts
from sixhills.devices.simulation import draw_hidden_rider
from sixhills.devices.simulation.body import Body
from sixhills.prescribe.prescription import EffortTarget
from sixhills.ride.frame import ANSWER_KEYS, Key, State
from sixhills.ride.questions import ask_whether_as_meant
from sixhills.rider import DEFAULT_RIDER, Rider
from sixhills.workout.model import Posture

WEAK = Rider(fitness=fitness(120, w_prime_j=6_000, peak_w=500))


def asked_again_and_again(watched: Watched, times: int) -> Watched:
    for _ in range(times):
        watched.show(8, command=watts(120), posture=SEATED)
        watched.show(8, command=watts(120), posture=STANDING)
    return watched


def keys_of(watched: Watched) -> list[Key]:
    return [key for _, key in watched.keys]


def standing_since(watched: Watched) -> float | None:
    stood = (t.elapsed_s for t in watched.ride.truth if t.posture is Posture.STANDING)
    return next(stood, None)


# -- body ----------------------------------------------------------------------------------


def test_an_exhausted_rider_drops_to_about_critical_power() -> None:
    watched = Watched(EXERCISE_BIKE, known(WEAK), rider=WEAK)
    watched.show(400, command=level(14), rpe=9.0)
    assert watched.ride.truth[30].power_w > 140
    spent = [t for t in watched.ride.truth if t.w_prime_left_j < 300]
    assert mean(t.power_w for t in spent[-60:]) == pytest.approx(120, rel=0.05)
    assert spent[-1].rpe == pytest.approx(10, abs=0.3)


def test_w_prime_comes_back_in_rest() -> None:
    watched = Watched(TRAINER, known(WEAK), rider=WEAK).show(60, command=watts(160))
    spent_j = watched.ride.truth[-1].w_prime_left_j
    watched.show(60, command=watts(40))
    assert spent_j < watched.ride.truth[-1].w_prime_left_j < 6_000


def test_it_feels_harder_the_higher_the_power() -> None:
    rider = known().as_rider(STRONG)
    ratings = []
    for power_w in (100, 200, 280, 330):
        body = Body(rider)
        for _ in range(200):
            body.feel(power_w, 1.0, standing=False)
        ratings.append(body.rpe)
    assert ratings == sorted(ratings)
    # advanced: 1.02 of critical power is rated 6.5, .90 is rated 5 (prescribe/words.toml)
    assert ratings[-1] == pytest.approx(6.3, abs=0.2)


def beats_after(seconds: float, step_s: float) -> float:
    body = Body(known().as_rider(STRONG))
    for _ in range(round(seconds / step_s)):
        body.feel(250, step_s, standing=False)
    return body.heart_rate_bpm


@pytest.mark.parametrize("step_s", [0.1, 0.5, 1.0, 2.5, 5.0])
def test_heart_rate_follows_five_seconds_late_whatever_the_step(step_s: float) -> None:
    rest_bpm = Body(known().as_rider(STRONG)).heart_rate_bpm
    assert beats_after(5.0, step_s) == rest_bpm
    assert beats_after(10.0, step_s) > rest_bpm + 5


@pytest.mark.parametrize("step_s", [0.1, 1.0, 3.0, 11.0])
def test_heart_rate_rises_alike_whatever_the_step(step_s: float) -> None:
    rest_bpm = Body(known().as_rider(STRONG)).heart_rate_bpm
    rise_bpm = beats_after(300.0, 1.0) - rest_bpm
    # after the delay of 5 s first order: 63 % of the rise after 28 s
    assert beats_after(33.0, step_s) - rest_bpm == pytest.approx(0.632 * rise_bpm, rel=0.01)


def test_standing_costs_beats() -> None:
    beats = {}
    for standing in (False, True):
        body = Body(known().as_rider(STRONG))
        for _ in range(200):
            body.feel(200, 1.0, standing=standing)
        beats[standing] = body.heart_rate_bpm
    assert beats[True] > beats[False] + 3


def test_real_riders_lie_around_the_declared_one() -> None:
    # a beginner's critical power is guessed to 20 %
    drawn = [draw_hidden_rider(DEFAULT_RIDER, Random(seed)) for seed in range(300)]
    shares = [hidden.fitness.critical_power_w.value / 120.0 for hidden in drawn]
    assert mean(shares) == pytest.approx(1.0, abs=0.05)
    assert stdev(shares) == pytest.approx(0.20, abs=0.03)


# -- posture -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_heeded_cue_is_followed_within_some_seconds(seed: int) -> None:
    watched = Watched(TRAINER, known(), seed=seed).show(20, command=watts(150))
    watched.show(10, command=watts(150), posture=STANDING)
    since_s = standing_since(watched)
    assert since_s is not None
    assert 0.5 <= since_s - 20 <= 7


def test_compliance_spreads_over_riders_and_is_not_perfect() -> None:
    shares = [draw_hidden_rider(DEFAULT_RIDER, Random(seed)).compliance for seed in range(200)]
    assert mean(shares) == pytest.approx(0.93, abs=0.02)
    assert max(shares) < 1.0
    assert stdev(shares) > 0.02


def test_some_cues_are_missed() -> None:
    watched = asked_again_and_again(Watched(TRAINER, known(compliance=0.7)), times=30)
    asked_s = {second for n in range(30) for second in range(16 * n + 15, 16 * n + 17)}
    stood = [t.posture is STANDING for t in watched.ride.truth if int(t.elapsed_s) in asked_s]
    assert 0.45 < mean(stood) < 0.9


def test_riders_of_different_seeds_stand_for_different_times() -> None:
    stood = {
        sum(t.posture is STANDING for t in watched.ride.truth)
        for seed in range(1, 7)
        for watched in [asked_again_and_again(Watched(TRAINER, seed=seed), times=4)]
    }
    assert len(stood) > 2


def test_who_cannot_stand_never_does() -> None:
    rider = Rider(fitness=STRONG.fitness, can_stand=False)
    watched = Watched(TRAINER, known(), rider=rider)
    watched.show(60, command=watts(150), posture=STANDING)
    assert standing_since(watched) is None
    assert Key.CONFIRM not in keys_of(watched)


def test_who_cannot_stand_any_longer_sits_for_a_moment_and_says_so() -> None:
    watched = Watched(TRAINER, known(stands_for_s=40.0))
    watched.show(150, command=watts(150), posture=STANDING)
    after = [t.posture for t in watched.ride.truth[60:]]
    assert {Posture.SEATED, Posture.STANDING} == set(after)
    assert keys_of(watched)[:3] == [Key.CONFIRM, Key.DENY, Key.CONFIRM]


def test_who_may_ride_as_they_like_sits_down() -> None:
    watched = Watched(TRAINER, known(compliance=0.0))
    watched.ride._mind.posture = Posture.STANDING
    watched.show(10, command=watts(100), posture=FREE)
    assert watched.ride.truth[-1].posture is Posture.SEATED


def test_a_confirmed_posture_is_a_real_one() -> None:
    for seed in range(1, 5):
        watched = Watched(TRAINER, known(compliance=0.6, confirms=0.8), seed=seed)
        asked_again_and_again(watched, times=10)
        for at_s, key in watched.keys:
            asked = STANDING if int(at_s) % 16 >= 8 else SEATED
            real = watched.ride.truth[int(at_s) - 1].posture
            assert key is not Key.CONFIRM or real is asked


def test_confirming_is_sometimes_forgotten() -> None:
    watched = asked_again_and_again(Watched(TRAINER, known(confirms=0.5)), times=20)
    assert 8 <= keys_of(watched).count(Key.CONFIRM) <= 32  # of 40 cues


# -- settings and keys ---------------------------------------------------------------------


def test_a_ride_is_started() -> None:
    watched = Watched(TRAINER, known())
    assert watched.ride.show(frame(state=State.READY)) == (Key.START,)


def test_a_paused_rider_rests_and_presses_nothing() -> None:
    watched = Watched(TRAINER, known()).show(20, state=State.PAUSED)
    assert watched.keys == []
    assert watched.ride.truth[-1].power_w == 0.0


def test_who_is_paused_for_standing_still_pedals_on() -> None:
    watched = Watched(TRAINER, known()).show(10, command=watts(50), state=State.AUTO_PAUSED)
    assert (watched.samples[-1].cadence_rpm or 0) > 30


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_level_is_set_one_to_four_seconds_late(seed: int) -> None:
    watched = Watched(EXERCISE_BIKE, known(), seed=seed).show(10, command=level(3))
    watched.show(8, command=level(9))
    changed = next(t.elapsed_s for t in watched.ride.truth if t.setting == 9.0)
    assert 1 <= changed - 10 <= 5


def test_a_hand_slips_by_one_level() -> None:
    watched = Watched(EXERCISE_BIKE, known(slips=1.0)).show(8, command=level(6))
    assert watched.ride.truth[-1].setting in {5.0, 7.0}


def test_a_missed_level_is_set_once_it_feels_wrong() -> None:
    watched = Watched(EXERCISE_BIKE, known(heeds_settings=0.0))
    watched.show(200, command=level(16), rpe=9.0)
    assert watched.ride.truth[-1].setting == 16.0


def test_a_cadence_band_is_aimed_at_its_middle() -> None:
    watched = Watched(TRAINER, known()).show(60, command=watts(150), band=(88, 94))
    assert watched.ride.truth[-1].cadence_rpm == pytest.approx(91, abs=1)


def test_where_cadence_is_free_standing_is_slower() -> None:
    hidden = known(preferred_rpm=84.0)
    seated = Watched(TRAINER, hidden).show(60, command=watts(150), band=None)
    stood = Watched(TRAINER, hidden).show(60, command=watts(150), band=None, posture=STANDING)
    assert seated.ride.truth[-1].cadence_rpm == pytest.approx(84, abs=2)
    assert stood.ride.truth[-1].cadence_rpm == pytest.approx(84 - 17, abs=2)


def test_what_is_much_too_hard_is_made_easier() -> None:
    watched = Watched(EXERCISE_BIKE, known(WEAK), rider=WEAK)
    watched.show(120, command=level(14), rpe=3.0)
    assert Key.EASIER in keys_of(watched)
    assert Key.HARDER not in keys_of(watched)


def test_what_is_much_too_easy_is_made_harder() -> None:
    watched = Watched(EXERCISE_BIKE, known()).show(120, command=level(2), rpe=6.0)
    assert Key.HARDER in keys_of(watched)
    assert Key.EASIER not in keys_of(watched)


def test_an_exhausted_rider_asks_for_less_even_in_erg() -> None:
    watched = Watched(TRAINER, known(WEAK), rider=WEAK).show(300, command=watts(170))
    assert Key.EASIER in keys_of(watched)


def test_erg_within_reach_needs_no_keys() -> None:
    watched = Watched(TRAINER, known()).show(200, command=watts(200), rpe=2.0)
    assert keys_of(watched) == [Key.CONFIRM]


# -- questions -----------------------------------------------------------------------------

EFFORT = EffortTarget(rpe_low=4.5, rpe_high=5.5, words="short phrases")


def answer_after(power_w: int, *, over: bool) -> list[Key]:
    """What is answered about an effort: in it, or in the easy step after it."""
    watched = Watched(TRAINER, known(replies=1.0, rating_sd=0.0)).show(90, command=watts(power_w))
    question = ask_whether_as_meant("Hill 1", EFFORT, over=over)
    easy = replace(frame(90.0).segment, step=1)
    keys: list[Key] = []
    for second in range(90, 102):
        seen = replace(frame(float(second), command=watts(power_w)), question=question)
        keys += watched.ride.show(replace(seen, segment=easy) if over else seen)
    return [key for key in keys if key in ANSWER_KEYS]


@pytest.mark.parametrize("over", [False, True], ids=["now", "the step before"])
@pytest.mark.parametrize(
    ("share", "key"), [(0.50, Key.ANSWER_1), (0.90, Key.ANSWER_2), (1.02, Key.ANSWER_3)]
)
def test_a_question_is_answered_by_how_hard_it_is(share: float, key: Key, *, over: bool) -> None:
    # advanced: .50 of critical power is rated 2, .90 is rated 5, 1.02 is rated 6.5
    assert answer_after(round(share * 330), over=over) == [key]
