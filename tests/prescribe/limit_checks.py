"""What a prescription may not do for a rider with limits, checked apart from the code under test.

Nothing here comes from prescribe/limiting.py: the bounds are those of the limits themselves.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from sixhills.care.screening import QUESTIONS, decide_limits
from sixhills.rider import Limits
from sixhills.workout.model import Posture, Word, WordEffort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.workout.model import Workout

KEYS = tuple(question.key for question in QUESTIONS)
MOST_TORQUE = 0.90  # stated in rider/limits.py: a beginner's first seated hill
CHAINS = (
    (Word.HILL_1, Word.HILL_2),
    (Word.HILL_2, Word.HILL_3),
    (Word.HILL_5, Word.HILL_6),
)
"""Pairs of hills between which the article asks for more resistance."""

_ROUNDED = 1e-4  # resistance is told to four digits


def every_answer() -> Iterator[tuple[tuple[str, ...], bool]]:
    """All sets of questions answered with yes, cleared and not."""
    for count in range(len(KEYS) + 1):
        for yes in combinations(KEYS, count):
            yield yes, False
            yield yes, True


def every_limits() -> list[Limits]:
    """All different limits that can come of the answers."""
    found = {decide_limits(yes, cleared=cleared).limits for yes, cleared in every_answer()}
    return sorted(found, key=repr)


def find_breaches(prescription: Prescription) -> list[str]:
    """What in a prescription is beyond its rider's limits."""
    limits = prescription.rider.limits
    found = []
    for segment in prescription.segments:
        checks = {
            "stands": segment.posture is not Posture.STANDING or prescription.rider.may_stand,
            "too hard": segment.effort.rpe_high <= (limits.max_rpe or 10),
            "too slow": _slowest_rpm(segment) >= (limits.least_cadence_rpm or 0),
            "too heavy": not limits.low_torque or segment.resistance_felt <= MOST_TORQUE + _ROUNDED,
            "by heart": limits.heart_rate_steers or segment.heart_rate_bpm is None,
        }
        found += [f"{name} in {segment.step}" for name, held in checks.items() if not held]
    return found


def _slowest_rpm(segment: Segment) -> float:
    """The slowest cadence told, or meant: resistance felt is share of CP x 80 / cadence."""
    meant = 80 * segment.share_of_cp / segment.resistance_felt
    told = segment.cadence_rpm.low if segment.cadence_rpm else meant
    return min(told, round(meant, 1))


def hills_that_rise(workout: Workout, prescription: Prescription) -> set[tuple[int, int]]:
    """Steps between which resistance rises, of those that the article wants to rise."""
    felt = {
        segments[0].step: sum(part.resistance_felt * part.duration_s for part in segments)
        / sum(part.duration_s for part in segments)
        for segments in prescription.steps()
    }
    words = {
        index: step.effort.word
        for index, step in enumerate(workout.steps())
        if isinstance(step.effort, WordEffort) and step.effort.word.startswith("hill")
    }
    return {
        (one, other)
        for one, other in pairwise(sorted(words))
        if (words[one], words[other]) in CHAINS and felt[one] < felt[other]
    }
