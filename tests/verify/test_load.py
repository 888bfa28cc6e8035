import pytest
from make_rides import make_prescription, make_ride, make_segment

from sixhills.errors import InvalidValueError
from sixhills.power import training_load
from sixhills.rider import Experience, Rider, guess_fitness
from sixhills.verify.load import load_from_power, load_from_rating, rate_work
from sixhills.verify.summary import summarize
from sixhills.workout.model import Role


@pytest.mark.parametrize(
    ("share", "rpe"),
    # middles of the article's words in DESIGN: slow, moderate, hill 1, hill 2, hills 3 and 4
    [(0.50, 2.0), (0.69, 3.5), (0.825, 5.0), (0.88, 6.0), (0.945, 6.5)],
)
def test_rating_and_power_give_the_same_load(share: float, rpe: float) -> None:
    by_power = training_load(share * 200, 3600, critical_power_w=200)
    assert load_from_rating(rpe, 3600) == pytest.approx(by_power, rel=0.10)


def test_a_rating_has_a_range() -> None:
    with pytest.raises(InvalidValueError, match="rpe"):
        load_from_rating(10.5, 60)


def test_the_rating_asked_is_that_of_the_work() -> None:
    plan = make_prescription(
        make_segment(Role.WARM_UP, rpe=2.5, duration_s=900),
        make_segment(rpe=5, duration_s=100, step=1),
        make_segment(rpe=7, duration_s=300, step=2),
    )
    assert rate_work(plan) == pytest.approx(6.5)


def test_without_work_the_rating_is_that_of_the_ride() -> None:
    assert rate_work(make_prescription(make_segment(Role.STEADY, rpe=3.5))) == 3.5


@pytest.mark.parametrize("guessed_w", [100, 200, 240])
def test_a_ride_beyond_the_guess_costs_what_it_shows_at_the_least(guessed_w: float) -> None:
    hour = make_ride(3600, power_w=250.0)
    rider = Rider(fitness=guess_fitness(Experience.BEGINNER, 70, critical_power_w=guessed_w))
    shown_w = 250 - rider.fitness.w_prime_j.value / 1200
    load = load_from_power(hour, summarize(hour), rider)
    expected = training_load(250, 3600, critical_power_w=max(guessed_w, shown_w))
    assert load == pytest.approx(expected, rel=0.01)


def test_a_ride_within_the_guess_costs_by_the_guess() -> None:
    hour = make_ride(3600, power_w=150.0)
    rider = Rider(fitness=guess_fitness(Experience.BEGINNER, 70, critical_power_w=200))
    load = load_from_power(hour, summarize(hour), rider)
    assert load == pytest.approx(training_load(150, 3600, critical_power_w=200), rel=0.01)
