"""The stock workouts: the article's two to the letter, and ladders that rise in small steps."""

from datetime import date
from importlib.resources import files
from itertools import accumulate, pairwise

import pytest

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.errors import NotFoundError
from sixhills.power import training_load, w_prime_balance_j, weighted_power_w
from sixhills.prescribe.effort import find_intensity
from sixhills.prescribe.timeline import predict_load
from sixhills.rider import DEFAULT_RIDER, Experience, Rider, guess_fitness
from sixhills.workout.library import find_workout, ladder, stock_workouts
from sixhills.workout.model import (
    CadenceBand,
    Climb,
    CriticalPowerEffort,
    Descent,
    Distance,
    Kind,
    Posture,
    PostureChange,
    Role,
    Step,
    Word,
    WordEffort,
    Workout,
)
from sixhills.workout.text import format_workout

SEATED = (PostureChange(at=0, posture=Posture.SEATED),)
STANDING = (PostureChange(at=0, posture=Posture.STANDING),)
STANDS_HALF_WAY = (*SEATED, PostureChange(at=0.5, posture=Posture.STANDING))
STANDING_WEIGHT = 1.25  # a second of standing work counts as this many seated ones
FOCUS = {
    Kind.HILLS: {Role.HILL},
    Kind.INTERVALS: {Role.INTERVAL},
    Kind.RECOVERY: {Role.STEADY},
    Kind.TECHNIQUE: {Role.STEADY},
}

everywhere = pytest.mark.parametrize("workout", stock_workouts(), ids=lambda w: w.key)
every_ladder = pytest.mark.parametrize("kind", list(FOCUS))


def duration_s(step: Step) -> float:
    assert not isinstance(step.extent, Distance)
    return step.extent.duration_s


def of_role(workout: Workout, role: Role) -> list[Step]:
    return [step for step in workout.steps() if step.role is role]


def of_requirement(workout: Workout, number: str) -> list[Step]:
    return [step for step in workout.steps() if number in step.meets]


def band(low_rpm: float, high_rpm: float) -> CadenceBand:
    return CadenceBand(low_rpm=low_rpm, high_rpm=high_rpm)


def standing_share(step: Step) -> float:
    ends = [*(change.at for change in step.postures[1:]), 1.0]
    return sum(
        end - change.at
        for change, end in zip(step.postures, ends, strict=True)
        if change.posture is Posture.STANDING
    )


def focus_work(workout: Workout) -> float:
    """Seconds of what the workout is for, scaled efforts and standing weighted."""
    return sum(
        duration_s(step)
        * (step.effort.scale if isinstance(step.effort, WordEffort) else 1)
        * (1 + (STANDING_WEIGHT - 1) * standing_share(step))
        for step in workout.steps()
        if step.role in FOCUS[workout.kind]
    )


def demand(workout: Workout) -> tuple[float, float]:
    """What orders a ladder: more work of its sort, and for the same work less rest."""
    rest_s = sum(map(duration_s, of_role(workout, Role.RECOVERY)))
    return focus_work(workout), -rest_s


def power_w(workout: Workout, rider: Rider) -> list[float]:
    """Power of each second for a rider who rides every effort exactly."""
    cp = rider.fitness.critical_power_w.value
    power: list[float] = []
    for step in workout.steps():
        count = round(duration_s(step))
        intensity = find_intensity(step.effort, count, rider)
        power += [cp * intensity.share_at((i + 0.5) / count) for i in range(count)]
    return power


def load(workout: Workout) -> float:
    """Training load for the default beginner."""
    power = power_w(workout, DEFAULT_RIDER)
    weighted_w = weighted_power_w(power)
    assert weighted_w is not None
    cp = DEFAULT_RIDER.fitness.critical_power_w.value
    return training_load(weighted_w, len(power), critical_power_w=cp)


def lowest_w_prime(workout: Workout, rider: Rider) -> float:
    """Lowest W′ balance as a share of W′, by the 2015 model."""
    w_prime_j = rider.fitness.w_prime_j.value
    cp = rider.fitness.critical_power_w.value
    balance_j = w_prime_balance_j(power_w(workout, rider), critical_power_w=cp, w_prime_j=w_prime_j)
    return min(balance_j) / w_prime_j


# -- the article's hills -------------------------------------------------------------------


def test_m2_2_six_hills_warm_up() -> None:
    first = find_workout("six-hills").steps()[0]
    assert (first.role, duration_s(first)) == (Role.WARM_UP, 15 * 60)
    assert first.effort == WordEffort(word=Word.WARM_UP)
    assert first.meets == ("M2.2",)


def test_m2_3_six_hills() -> None:
    climbs = of_requirement(find_workout("six-hills"), "M2.3")
    assert [step.hill for step in climbs] == [1, 2, 3, 4, 5, 6]
    assert {step.extent for step in climbs} == {Climb(duration_s=240)}
    assert [step.effort for step in climbs] == [
        WordEffort(word=Word(f"hill-{number}")) for number in range(1, 7)
    ]


@pytest.mark.parametrize(
    ("number", "hills", "postures"),
    [
        ("M2.4", [1, 2], SEATED),
        ("M2.5", [3, 4], STANDS_HALF_WAY),
        ("M2.6", [5, 6], STANDING),
    ],
)
def test_m2_4_to_m2_6_postures(
    number: str, hills: list[int], postures: tuple[PostureChange, ...]
) -> None:
    climbs = of_requirement(find_workout("six-hills"), number)
    assert [step.hill for step in climbs] == hills
    assert {step.postures for step in climbs} == {postures}


def test_m2_cadence_of_the_hills() -> None:
    cadences = [step.cadence for step in of_role(find_workout("six-hills"), Role.HILL)]
    assert cadences == [*[band(60, 75)] * 2, *[band(55, 75)] * 2, *[band(55, 70)] * 2]


def test_m2_7_a_descent_after_every_climb() -> None:
    workout = find_workout("six-hills")
    descents = [s for climb, s in pairwise(workout.steps()) if climb.role is Role.HILL]
    assert descents == of_requirement(workout, "M2.7")
    assert {step.extent for step in descents} == {Descent(duration_s=150)}
    assert {step.effort for step in descents} == {WordEffort(word=Word.RECOVERY)}


def test_m2_8_half_an_hour_then_a_slower_cool_down() -> None:
    steady, cool_down = find_workout("six-hills").steps()[-2:]
    assert (steady.role, duration_s(steady)) == (Role.STEADY, 30 * 60)
    assert (steady.effort, steady.cadence) == (WordEffort(word=Word.MODERATE), band(80, 95))
    assert (cool_down.role, duration_s(cool_down)) == (Role.COOL_DOWN, 5 * 60)
    assert cool_down.effort == WordEffort(word=Word.SLOW)


def test_m2_six_hills_has_nothing_else() -> None:
    assert len(find_workout("six-hills").steps()) == 1 + 6 * 2 + 2


def test_m2_6_standing_finish_differs_in_hill_4_only() -> None:
    whole, option = (find_workout(key) for key in ("six-hills", "six-hills-standing-finish"))
    changed = [new for old, new in zip(whole.steps(), option.steps(), strict=True) if old != new]
    assert [(step.hill, step.postures) for step in changed] == [(4, STANDING)]
    assert option.difficulty == whole.difficulty + 1


# -- the article's intervals ---------------------------------------------------------------


def test_m3_1_intervals_warm_up() -> None:
    first = find_workout("intervals").steps()[0]
    assert (first.role, duration_s(first)) == (Role.WARM_UP, 10 * 60)
    assert first.effort == WordEffort(word=Word.MODERATE)


@pytest.mark.parametrize(
    ("number", "durations_s", "postures", "cadence"),
    [
        ("M3.2", [10, 20, 30], SEATED, band(80, 100)),
        ("M3.3", [10, 15, 20], STANDING, band(70, 90)),
    ],
)
def test_m3_2_and_m3_3_three_seated_three_standing(
    number: str,
    durations_s: list[float],
    postures: tuple[PostureChange, ...],
    cadence: CadenceBand,
) -> None:
    hard = of_requirement(find_workout("intervals"), number)
    assert [duration_s(step) for step in hard] == durations_s
    assert {(s.role, s.effort, s.postures, s.cadence) for s in hard} == {
        (Role.INTERVAL, WordEffort(word=Word.HARD), postures, cadence)
    }


def test_m3_4_a_minute_after_each() -> None:
    workout = find_workout("intervals")
    after = [s for hard, s in pairwise(workout.steps()) if hard.role is Role.INTERVAL]
    assert after == of_requirement(workout, "M3.4")
    assert {(duration_s(s), s.effort) for s in after} == {(60, WordEffort(word=Word.RECOVERY))}


def test_m3_5_intervals_cool_down() -> None:
    last = find_workout("intervals").steps()[-1]
    assert (last.role, duration_s(last)) == (Role.COOL_DOWN, 5 * 60)
    assert last.effort == WordEffort(word=Word.SLOW)


def test_m3_intervals_has_nothing_else() -> None:
    assert len(find_workout("intervals").steps()) == 1 + 6 * 2 + 1


# -- ladders -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "least"),
    [(Kind.HILLS, 8), (Kind.INTERVALS, 8), (Kind.RECOVERY, 2), (Kind.TECHNIQUE, 3)],
)
def test_m1_4_ladders_have_rungs_to_climb(kind: Kind, least: int) -> None:
    assert len(ladder(kind)) >= least


@every_ladder
def test_difficulty_counts_the_rungs(kind: Kind) -> None:
    rungs = [workout.difficulty for workout in ladder(kind)]
    assert rungs == list(range(1, len(rungs) + 1))


@every_ladder
def test_m1_4_every_rung_demands_more(kind: Kind) -> None:
    demands = [demand(workout) for workout in ladder(kind)]
    assert all(lower < upper for lower, upper in pairwise(demands))


@pytest.mark.parametrize("kind", [Kind.HILLS, Kind.INTERVALS])
def test_m1_3_the_next_rung_stays_within_the_load_rail(kind: Kind) -> None:
    # DESIGN, rule 6: one ride at most 115 % of the hardest of the last 30 days.
    loads = [load(workout) for workout in ladder(kind)]
    hardest = list(accumulate(loads, max))
    assert all(upper <= 1.15 * lower for lower, upper in pairwise(hardest))


@pytest.mark.parametrize("experience", list(Experience))
def test_m1_3_technique_rides_lead_from_an_easy_ride_to_the_first_hills(
    experience: Experience,
) -> None:
    rider = Rider(experience=experience, fitness=guess_fitness(experience, 70.0))
    way = [find_workout("recovery-20"), *ladder(Kind.TECHNIQUE), ladder(Kind.HILLS)[0]]
    loads = [
        predict_load(workout, rider, BUILT_IN_BIKES["exercise"], day=date(2026, 3, 13))
        for workout in way
    ]
    hardest = list(accumulate(loads, max))
    assert all(upper <= 1.15 * lower for lower, upper in pairwise(hardest))


@pytest.mark.parametrize("kind", [Kind.HILLS, Kind.INTERVALS])
@pytest.mark.parametrize("experience", list(Experience))
def test_every_rung_spares_w_prime(kind: Kind, experience: Experience) -> None:
    # DESIGN, rule 6: W′ stays above 35 %, a beginner's above 50 %.
    floor = 0.50 if experience is Experience.BEGINNER else 0.35
    rider = Rider(experience=experience, fitness=guess_fitness(experience, 70.0))
    assert min(lowest_w_prime(workout, rider) for workout in ladder(kind)) >= floor


def test_the_first_hills_suit_someone_untrained() -> None:
    first = ladder(Kind.HILLS)[0]
    assert load(first) <= 25
    assert not any(step.stands for step in first.steps())


@pytest.mark.parametrize("key", ["six-hills", "intervals"])
def test_the_article_lies_inside_its_ladder(key: str) -> None:
    workout = find_workout(key)
    assert 1 < workout.difficulty < len(ladder(workout.kind))


def test_the_level_ladder_rises_over_four_settings_of_three_minutes() -> None:
    rungs = of_role(find_workout("level-ladder"), Role.STEADY)
    assert [s.effort.share for s in rungs if isinstance(s.effort, CriticalPowerEffort)] == [
        0.50,
        0.60,
        0.70,
        0.80,
    ]
    assert {step.cadence for step in rungs} == {band(65, 75)}
    assert all(180 <= duration_s(step) <= 200 for step in rungs)


# -- every stock workout -------------------------------------------------------------------


def test_stock_workouts_are_in_order() -> None:
    kinds = list(Kind)
    order = [(kinds.index(w.kind), w.difficulty) for w in stock_workouts()]
    assert order == sorted(order)


@everywhere
def test_a_file_is_named_after_its_workout_and_tidy(workout: Workout) -> None:
    folder = files("sixhills.workout") / "library_data" / workout.kind.value
    assert (folder / f"{workout.key}.workout").read_text("utf-8") == format_workout(workout)


@everywhere
def test_m2_2_and_m3_1_easy_at_both_ends(workout: Workout) -> None:
    first, last = workout.steps()[0], workout.steps()[-1]
    assert (first.role, last.role) == (Role.WARM_UP, Role.COOL_DOWN)


@everywhere
def test_requirements_are_claimed_only_where_met(workout: Workout) -> None:
    whole = {
        "M2.2": lambda found: min(map(duration_s, found)) >= 15 * 60,
        "M2.3": lambda found: len(found) == 6,
        "M2.8": lambda found: [duration_s(step) for step in found] == [30 * 60, 5 * 60],
        "M3.1": lambda found: [duration_s(step) for step in found] == [10 * 60],
        "M3.2": lambda found: [duration_s(step) for step in found][:3] == [10, 20, 30],
        "M3.3": lambda found: [duration_s(step) for step in found][:3] == [10, 15, 20],
        "M3.4": lambda found: {duration_s(step) for step in found} == {60},
        "M3.5": lambda found: [duration_s(step) for step in found] == [5 * 60],
        "M4.3": lambda found: all(step.cues for step in found),
    }
    claimed = {number: of_requirement(workout, number) for number in whole}
    assert all(whole[number](found) for number, found in claimed.items() if found)


@everywhere
def test_m2_4_resistance_rises_in_the_order_of_hills(workout: Workout) -> None:
    for step in of_role(workout, Role.HILL):
        assert isinstance(step.effort, WordEffort)
        assert step.effort.word == f"hill-{step.hill}"
    scales = {
        s.effort.scale for s in of_role(workout, Role.HILL) if isinstance(s.effort, WordEffort)
    }
    assert len(scales) <= 1


@everywhere
def test_m4_3_cues_are_few_and_leave_the_end_of_hard_steps_alone(workout: Workout) -> None:
    elapsed_s, said_at_s = 0.0, []
    for step in workout.steps():
        said_at_s += [elapsed_s + cue.at_s for cue in step.cues]
        margin_s = 10 if step.role.is_work else 0
        assert all(cue.at_s < duration_s(step) - margin_s for cue in step.cues)
        elapsed_s += duration_s(step)
    assert all(later - earlier >= 60 for earlier, later in pairwise(said_at_s))


@pytest.mark.parametrize("kind", [Kind.RECOVERY, Kind.TECHNIQUE])
def test_easy_kinds_have_no_hard_step(kind: Kind) -> None:
    assert not any(step.role.is_work for workout in ladder(kind) for step in workout.steps())


def test_m3_6_technique_varies_cadence() -> None:
    steps = of_requirement(find_workout("cadence-changes"), "M3.6")
    assert len({step.cadence for step in steps}) >= 3


def test_m4_3_pedal_stroke_cues_core_glutes_and_legs() -> None:
    said = " ".join(c.text for s in find_workout("pedal-stroke").steps() for c in s.cues)
    assert all(part in said for part in ("belly", "glute", "thigh", "calf"))


@everywhere
def test_texts_promise_no_health_and_no_growth(workout: Workout) -> None:
    said = [workout.title, workout.about, *(c.text for s in workout.steps() for c in s.cues)]
    forbidden = ("grow", "tone", "toning", "burn", "slim", "heal", "muscle gain", "butt")
    assert not [word for word in forbidden if word in " ".join(said).lower()]


# -- finding -------------------------------------------------------------------------------


def test_every_workout_is_found_by_its_key() -> None:
    assert all(find_workout(workout.key) is workout for workout in stock_workouts())


def test_a_key_with_a_slip_gets_a_suggestion() -> None:
    with pytest.raises(NotFoundError, match='did you mean "six-hills"'):
        find_workout("sixhills")


def test_a_strange_key_gets_the_two_to_start_with() -> None:
    with pytest.raises(NotFoundError, match='"six-hills" and "intervals"'):
        find_workout("zzz")
