"""People: body, habits, weeks; what is true of them and what they tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from population.bike import TrueBike, draw_bike
from sixhills.devices.simulation.chance import draw_clipped, draw_log_normal, open_stream
from sixhills.rider import (
    DEFAULT_RIDER,
    Estimate,
    Experience,
    Fitness,
    Origin,
    Rider,
    change_rider,
    guess_fitness,
)
from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from random import Random

# All shares and spreads below are assumptions of this simulation.
_CLASSES = {
    Experience.BEGINNER: 0.50,
    Experience.IMPROVER: 0.27,
    Experience.TRAINED: 0.15,
    Experience.ADVANCED: 0.08,
}
_GROWTH = {
    Experience.BEGINNER: 0.10,
    Experience.IMPROVER: 0.05,
    Experience.TRAINED: 0.03,
    Experience.ADVANCED: 0.02,
}
"""Critical power gained by riding as often as `_GROWTH_RIDES`; no claim about real training."""

_GROWTH_RIDES = 36
_TOLD_WRONG = 0.15
_CRITICAL_SD = 0.19  # with the sexes apart, .20 over all
_WOMEN, _MEN = 0.93, 1.06  # critical power per kilogram against the guess, which knows no sex
_MOST_CRITICAL_W = 450.0  # the guess grows with mass without end, people do not
_W_PRIME_SD = 0.30
_PEAK_SD = 0.18
_LEAST_PEAK = 1.8  # maximal power over critical power
_CANNOT_STAND = 0.08
_SHOWS_CADENCE = 1 / 3
_NEVER_PRESSES = 0.25
_MISSES_HALF = 0.10
_WEEK_OFF = 0.15
_RATES = 0.90
_MINUTES = (25.0, 30.0, 40.0, 45.0, 60.0, 75.0, 90.0, 100.0)


@dataclass(frozen=True, kw_only=True)
class Feeling:
    """How a person's rating of effort differs from the words for people of their class.

    Attributes:
        bias: points by which all is rated too high.
        stretch: share of critical power times this much feels as it should.
        answer_sd: of a single rating, in points.
    """

    bias: float
    stretch: float
    answer_sd: float = 0.4


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How a person rides by a screen. Shares are between 0 and 1.

    Attributes:
        preferred_rpm: cadence where none is asked for.
        cadence_bias_rpm: how far off a cadence is held.
        wander_rpm: how much it comes and goes, standard deviation.
        heeds_settings: share of settings that are set when told.
        slips: share of those that end up one off.
        heeds_postures: share of posture cues that are followed at once.
        confirms: share of postures that are confirmed by a key.
        answers: share of questions that are answered.
        patience_s: how long a misfit is borne until a key is pressed; None: no key is pressed.
        gives_up_s: how long it may be two points too hard until the ride is ended.
        shows_cadence: whether the app measures cadence.
    """

    preferred_rpm: float
    cadence_bias_rpm: float
    wander_rpm: float
    heeds_settings: float = 0.96
    slips: float = 0.03
    heeds_postures: float
    confirms: float
    answers: float = 0.85
    patience_s: float | None
    gives_up_s: float
    shows_cadence: bool


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When a person could ride, and when they do not.

    Attributes:
        weekdays: on which there could be a ride, 0 for Monday.
        misses: share of those days on which there is none.
        week_off: number of a week without rides, or None.
        short_of_time: share of days on which minutes are told.
        rates: share of rides that are rated.
    """

    weekdays: frozenset[int]
    misses: float
    week_off: int | None
    short_of_time: float
    rates: float = _RATES


@dataclass(frozen=True, kw_only=True)
class Person:
    """One simulated person with a bike.

    Attributes:
        seed: of the crowd.
        number: in the crowd.
        sex: "woman" or "man".
        told: what the product is told.
        experience: the true class.
        fitness: true, on the first day and a usual one.
        growth: share by which critical power rises with `_GROWTH_RIDES` rides.
        taste: how much each kind of workout is enjoyed, 0 to 10.
    """

    seed: int
    number: int
    sex: str
    told: Rider
    experience: Experience
    fitness: Fitness
    growth: float
    feeling: Feeling
    habits: Habits
    calendar: Calendar
    taste: dict[Kind, float]
    bike: TrueBike

    @property
    def is_beginner(self) -> bool:
        """Whether they are beginners, whatever they tell."""
        return self.experience is Experience.BEGINNER

    @property
    def name(self) -> str:
        """For messages and streams of dice."""
        return f"person {self.number} of seed {self.seed}"

    def open_stream(self, topic: str) -> Random:
        """Dice of their own for one topic: another topic or person never shifts them."""
        return open_stream(self.seed, f"{self.number}/{topic}")

    def fitness_after(self, rides: int, form: float) -> Fitness:
        """True fitness after some rides on a day of a certain form (ln of critical power)."""
        trained = 1.0 + self.growth * min(1.0, rides / _GROWTH_RIDES)
        critical_w = self.fitness.critical_power_w.value * trained * form
        peak_w = max(self.fitness.max_power_w.value, _LEAST_PEAK * critical_w)
        return replace(
            self.fitness, critical_power_w=_certain(critical_w), max_power_w=_certain(peak_w)
        )


def draw_person(seed: int, number: int) -> Person:
    """Person and bike of a number in the crowd of a seed; the same each time."""
    chance = open_stream(seed, f"{number}/person")
    experience = chance.choices(list(_CLASSES), list(_CLASSES.values()))[0]
    sex = chance.choice(("woman", "man"))
    mean_kg, sd_kg, least_m = (68.0, 11.0, 1.50) if sex == "woman" else (83.0, 13.0, 1.60)
    mass_kg = round(draw_clipped(chance, mean_kg, sd_kg, 45.0, 110.0))
    told = replace(
        change_rider(DEFAULT_RIDER, experience=_tell(experience, chance), mass_kg=mass_kg),
        name="somebody",
        height_m=round(least_m + chance.betavariate(2, 2) * 0.3, 2),
        can_stand=chance.random() >= _CANNOT_STAND,
    )
    return Person(
        seed=seed,
        number=number,
        sex=sex,
        told=told,
        experience=experience,
        fitness=_draw_fitness(experience, mass_kg, _WOMEN if sex == "woman" else _MEN, chance),
        growth=_GROWTH[experience] * chance.random(),
        feeling=Feeling(bias=chance.gauss(0.0, 0.5), stretch=draw_log_normal(chance, 1.0, 0.08)),
        habits=_draw_habits(chance),
        calendar=_draw_calendar(chance),
        taste={kind: draw_clipped(chance, 6.5, 1.5, 1.0, 10.0) for kind in Kind},
        bike=draw_bike(open_stream(seed, f"{number}/bike")),
    )


def _tell(experience: Experience, chance: Random) -> Experience:
    """The class that they take themselves for."""
    order = list(Experience)
    if chance.random() >= _TOLD_WRONG:
        return experience
    told = order.index(experience) + chance.choice((-1, 1))
    return order[min(len(order) - 1, max(0, told))]


def _draw_fitness(experience: Experience, mass_kg: float, scale: float, chance: Random) -> Fitness:
    typical = guess_fitness(experience, mass_kg)
    drawn_w = draw_log_normal(chance, scale * typical.critical_power_w.value, _CRITICAL_SD)
    critical_w = min(_MOST_CRITICAL_W, drawn_w)
    ratio = typical.max_power_w.value / typical.critical_power_w.value
    peak_w = critical_w * max(_LEAST_PEAK, draw_log_normal(chance, ratio, _PEAK_SD))
    w_prime_j = draw_log_normal(chance, typical.w_prime_j.value, _W_PRIME_SD)
    return Fitness(
        critical_power_w=_certain(critical_w),
        w_prime_j=_certain(min(50_000.0, max(2_000.0, w_prime_j))),
        max_power_w=_certain(peak_w),
    )


def _draw_habits(chance: Random) -> Habits:
    return Habits(
        preferred_rpm=draw_clipped(chance, 78.0, 7.0, 60.0, 98.0),
        cadence_bias_rpm=chance.gauss(0.0, 2.0),
        wander_rpm=chance.uniform(0.8, 2.2),
        heeds_postures=chance.betavariate(26, 2),
        confirms=chance.betavariate(18, 2),
        patience_s=None if chance.random() < _NEVER_PRESSES else chance.uniform(20.0, 40.0),
        gives_up_s=chance.uniform(120.0, 420.0),
        shows_cadence=chance.random() < _SHOWS_CADENCE,
    )


def _draw_calendar(chance: Random) -> Calendar:
    days = chance.choices((2, 3, 4, 5), (0.2, 0.35, 0.3, 0.15))[0]
    misses_half = chance.random() < _MISSES_HALF
    return Calendar(
        weekdays=frozenset(chance.sample(range(7), days)),
        misses=0.5 if misses_half else chance.uniform(0.05, 0.35),
        week_off=chance.randrange(2, 11) if chance.random() < _WEEK_OFF else None,
        short_of_time=chance.choice((0.0, 0.2, 0.5)),
    )


def draw_minutes(chance: Random, short_of_time: float) -> float | None:
    """Minutes that there are on a day, None where it does not matter."""
    return chance.choice(_MINUTES) if chance.random() < short_of_time else None


def _certain(value: float) -> Estimate:
    return Estimate(value=value, sd=0.0, origin=Origin.TEST)
