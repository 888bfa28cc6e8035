"""People of the population: who they are, what they tell, how it feels to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import fmean, stdev

import pytest

from population.feeling import Body
from population.person import Feeling, Person, draw_person
from sixhills.prescribe.effort import find_rpe
from sixhills.rider import Experience, Rider, guess_fitness

PEOPLE = [draw_person(7, number) for number in range(400)]
PLAIN = Feeling(bias=0.0, stretch=1.0)


def true_rider(person: Person, rides: int = 0) -> Rider:
    fitness = person.fitness_after(rides, 1.0)
    return replace(person.told, experience=person.experience, fitness=fitness)


def ride_at(body: Body, share: float, seconds: int = 300) -> Body:
    for _ in range(seconds):
        body.spend(share * body.critical_w, 1.0)
    return body


def test_a_seed_and_a_number_give_the_same_person() -> None:
    assert draw_person(7, 11) == PEOPLE[11]
    assert draw_person(8, 11) != PEOPLE[11]


def test_half_are_beginners() -> None:
    assert sum(person.is_beginner for person in PEOPLE) / 400 == pytest.approx(0.5, abs=0.07)


def test_women_and_men_of_45_to_110_kg() -> None:
    masses = [person.told.mass_kg for person in PEOPLE]
    assert 45 <= min(masses) < 52
    assert 105 < max(masses) <= 110
    assert Counter(person.sex for person in PEOPLE)["woman"] == pytest.approx(200, abs=35)


def test_who_tells_another_class_tells_a_neighbour() -> None:
    order = list(Experience)
    off = [order.index(p.told.experience) - order.index(p.experience) for p in PEOPLE]
    assert set(off) == {-1, 0, 1}
    # .15, less the half of the wrong who stand at an end of the four classes
    assert 0.07 < sum(one != 0 for one in off) / 400 < 0.18


def test_what_is_told_is_a_guess_and_the_truth_lies_around_it() -> None:
    shares = [
        person.fitness.critical_power_w.value
        / guess_fitness(person.experience, person.told.mass_kg).critical_power_w.value
        for person in PEOPLE
    ]
    assert fmean(shares) == pytest.approx(1.0, abs=0.05)
    assert stdev(shares) == pytest.approx(0.20, abs=0.03)  # requirement: log-normal, sd .20


def test_riding_raises_critical_power_by_a_tenth_at_most() -> None:
    for person in PEOPLE[:50]:
        before, after = (person.fitness_after(n, 1.0).critical_power_w.value for n in (0, 200))
        assert before <= after <= 1.10 * before


def test_some_cannot_stand_and_a_third_shows_cadence() -> None:
    assert 0.04 < sum(not person.told.can_stand for person in PEOPLE) / 400 < 0.13
    assert 0.25 < sum(person.habits.shows_cadence for person in PEOPLE) / 400 < 0.42


def test_a_tenth_misses_half() -> None:
    halves = sum(person.calendar.misses == 0.5 for person in PEOPLE)
    assert halves / 400 == pytest.approx(0.10, abs=0.05)
    assert all(2 <= len(person.calendar.weekdays) <= 5 for person in PEOPLE)


# -- feeling -------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.5, 0.75, 0.9])
def test_an_average_person_feels_what_the_words_say(share: float) -> None:
    rider = true_rider(PEOPLE[0])
    body = ride_at(Body(rider, PLAIN), share)
    assert body.rpe == pytest.approx(find_rpe(share, 240.0, rider), abs=0.05)


def test_a_bias_and_a_stretch_are_felt_but_not_physical() -> None:
    rider = true_rider(PEOPLE[0])
    plain = ride_at(Body(rider, PLAIN), 0.8)
    own = ride_at(Body(rider, Feeling(bias=0.5, stretch=1.05)), 0.8)
    assert own.rpe > plain.rpe + 0.5
    assert own.physical_rpe == plain.physical_rpe


def test_what_is_spent_makes_it_harder_and_lowers_the_ceiling() -> None:
    fresh, tired = (Body(true_rider(PEOPLE[0]), PLAIN) for _ in range(2))
    ride_at(tired, 1.15, 120)
    ride_at(tired, 0.8, 60)
    ride_at(fresh, 0.8, 180)
    assert tired.rpe > fresh.rpe
    assert tired.ceiling_w(20.0) < fresh.ceiling_w(20.0)


def test_a_fresh_ceiling_is_that_of_the_model() -> None:
    rider = true_rider(PEOPLE[0])
    assert Body(rider, PLAIN).ceiling_w(30.0) == pytest.approx(rider.fitness.ceiling_w(30.0))


def test_nobody_gives_more_than_critical_power_for_ever() -> None:
    body = ride_at(Body(true_rider(PEOPLE[0]), PLAIN), 1.5, 2000)
    assert body.limit_w == pytest.approx(body.critical_w)
