"""What is said of rides and their files is in the list that German is held to (recorded.json).

told.rides.test.ts beside that list sees that all of it is said in German. Refusals and notes of the
readers are found in their source, so that a new one cannot be forgotten; what a ride taught comes
from the functions that tell it.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import sixhills
from sixhills.equipment import BUILT_IN_BIKES, ExerciseBike
from sixhills.formats.sports import say_left_out, say_other_sport
from sixhills.formats.timeline import count_lost
from sixhills.power import Trial, WorkTimeFit
from sixhills.progress.fitness_shown import Excess, Limit, Raise
from sixhills.progress.fitness_tests import RampResult, StepsResult, TrialsResult
from sixhills.progress.fitness_told import tell_raise, tell_test, tell_too_easy, tell_too_low
from sixhills.progress.level_learning import tell_landmarks
from sixhills.ride.cleaning import WORDS
from sixhills.rider import DEFAULT_RIDER

SOURCE = Path(sixhills.__file__).parent
RECORDED = Path(__file__).parents[2] / "frontend" / "src" / "text" / "recorded.json"
READERS = [
    *(SOURCE / "formats" / f"{name}.py" for name in ("tcx", "gpx", "track_points", "xml_stream")),
    *(SOURCE / "formats" / f"{name}.py" for name in ("unpacking", "zip_files", "timeline")),
    *sorted((SOURCE / "formats" / "fit").glob("*.py")),
    *sorted((SOURCE / "formats" / "ride_csv").glob("*.py")),
    *(SOURCE / "ride" / f"{name}.py" for name in ("cleaning", "track")),
    SOURCE / "usecases" / "ride_files.py",
    SOURCE / "usecases" / "importing.py",
]
WRITERS = {"activity.py", "course.py", "workout_file.py", "workout_steps.py", "writer.py"}
REFUSALS = {"FormatError", "NotARideError"}
TECHNICAL = re.compile(
    "cannot read the file|nothing came of it|cannot hold|its times begin|`sixhills import`"
)
"""Of a disk or program that fails, of files that are written, and what a terminal alone says."""


def _text_of(node: ast.expr | None) -> str | None:
    """A constant text, with "1" for what is put in; None where it is put together elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [_text_of(part) if isinstance(part, ast.Constant) else "1" for part in node.values]
        return "".join(part or "" for part in parts)
    return None


def _said_in(source: Path) -> Iterator[str]:
    """Refusals with what helps, and whole sentences that are yielded or kept as notes."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in REFUSALS:
            remedy = next((one.value for one in node.keywords if one.arg == "remedy"), None)
            yield from filter(None, (_text_of(node.args[0]), _text_of(remedy)))
        if isinstance(node, ast.Yield) and (said := _text_of(node.value)) is not None:
            yield said
        if isinstance(node, ast.Assign) and (said := _text_of(node.value)) is not None:
            yield from [said] if re.match(r"[A-Z].* .*\.$", said, re.DOTALL) else []


def _parts_known(sentence: str, known: set[str]) -> bool:
    """Whether a sentence is in the list, its inserted parts being anything."""
    pattern = re.compile(r"(?:1|#)".join(map(re.escape, re.split("[1#]", sentence))))
    loose = re.compile(pattern.pattern.replace("(?:1|#)", ".+"))
    return any(loose.search(one) for one in known)


def _recorded() -> list[str]:
    recorded: list[str] = json.loads(RECORDED.read_text("utf-8"))
    return recorded


@pytest.mark.parametrize("source", READERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_readers_say_is_in_the_list(source: Path) -> None:
    known = set(_recorded())
    said = {one for one in _said_in(source) if source.name not in WRITERS}
    missing = [one for one in said if not TECHNICAL.search(one) and not _parts_known(one, known)]
    assert missing == [], f"add them to {RECORDED.name}, and their German to told.files.de.ts"


def test_what_they_put_together_is_in_the_list() -> None:
    lost = ("no time", "an impossible time", "the time of the record before", "a time out of order")
    told = {count_lost(records, what) for records in (1, 12) for what in lost}
    told |= {f"1 impossible value of {what} was left out." for what in WORDS.values()}
    told |= {say_left_out(["running", "swimming"]), say_other_sport("rowing")}
    assert told <= set(_recorded())


def _tell_rider() -> Iterator[str]:
    """What rides and tests say of a rider, in each of its forms."""
    before = DEFAULT_RIDER.fitness
    more = {
        name: replace(estimate, value=1.1 * estimate.value)
        for name in ("critical_power_w", "w_prime_j", "max_power_w")
        if (estimate := getattr(before, name)) is not None
    }
    raised = replace(before, **more)
    known = replace(raised, critical_power_w=replace(before.critical_power_w, sd=3.0))
    reasons = [
        Excess(amount=1.0, sd=1.0, slopes=(1.0, 0.0, 0.0), limits=tuple(Limit), duration_s=seconds,
               power_w=300.0, allowed_w=280.0)
        for seconds in (60, 300, 45)
    ]  # fmt: skip
    balance = Excess(amount=1.0, sd=1.0, slopes=(0.0, 1.0, 0.0), limits=tuple(Limit))
    for excess in (*reasons, balance):
        told = Raise(fitness=raised, reasons=dict.fromkeys(Limit, excess), capped=frozenset(Limit))
        yield from tell_raise(before, told)
    trials = TrialsResult(
        trials=(Trial(duration_s=180, power_w=300), Trial(duration_s=725, power_w=240)),
        fit=WorkTimeFit(critical_power_w=220, w_prime_j=14_000, critical_power_sd_w=4,
                        w_prime_sd_j=1500, covariance=-1),
        fade=0.3,
        reserve=None,
    )  # fmt: skip
    ramp = RampResult(best_minute_w=280, reserve=None)
    for result in (trials, ramp, StepsResult(critical_power_w=210, sd_w=20, last_w=200)):
        yield from tell_test(result, before, known)
    for result in (trials, ramp):
        yield tell_too_low(result, before.critical_power_w)
        yield tell_too_easy(result, 0.8)


def _tell_bikes() -> Iterator[str]:
    critical = DEFAULT_RIDER.fitness.critical_power_w
    for bike in BUILT_IN_BIKES.values():
        if isinstance(bike, ExerciseBike):
            yield tell_landmarks(bike, DEFAULT_RIDER, bike.believe(critical.value, critical.sd))


def _blank(sentence: str) -> str:
    return re.sub(r"\d+(?:\.\d+)?|[¼½¾⅛⅜⅝⅞]", "#", sentence)


def test_what_a_ride_taught_is_in_the_list() -> None:
    known = {_blank(one) for one in _recorded()}
    missing = [one for one in (*_tell_rider(), *_tell_bikes()) if _blank(one) not in known]
    assert missing == [], f"add them to {RECORDED.name}, and their German to told.learnt.de.ts"
