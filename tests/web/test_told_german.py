"""The German front end says in German what the server says: on health, of workouts and why.

The tables are frontend/src/text/told*.de.ts, English sentence to German. Where a sentence of care/
changes, its translation has to follow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from sixhills.body.fit_guidance import GUIDANCE, Guidance
from sixhills.care.bike_check import CHECK_ITEMS, CheckItem
from sixhills.care.complaints import COMPLAINTS, ONE_AT_A_TIME, Complaint
from sixhills.care.limits_told import tell_limits
from sixhills.care.pain import Light, advise
from sixhills.care.screening import KNEE_CADENCE_RPM, QUESTIONS, UNCLEARED, Question
from sixhills.care.stop_rules import STOP_RULES
from sixhills.care.technique import SITTING_DOWN, STANDING_UP, TECHNIQUE_CUES
from sixhills.devices.control.dialects import FtmsDialect
from sixhills.devices.control.machine import ControlPoint
from sixhills.devices.control.targets import HoldPower
from sixhills.devices.driver.connection import Address, Connection, LinkState
from sixhills.devices.transports import radio
from sixhills.devices.transports.ant.stick import explain_ant_error
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.equipment.exercise_bike import ExerciseBike, Levels
from sixhills.equipment.smart_trainer import SmartTrainer
from sixhills.formats.workouts.exchange import export_plan
from sixhills.formats.workouts.features import CAPABILITIES, Fate, Feature
from sixhills.formats.workouts.own import plan_workout
from sixhills.prescribe.prescription import Prescription
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.progress import reasons
from sixhills.progress.ladder import Standing, make_ladder
from sixhills.progress.outcome import RideOutcome
from sixhills.ride.frame import Announcement, CueKind, Key
from sixhills.ride.player import ERG_OFF, ERG_ON, LIGHTER, NO_HARDER, Player
from sixhills.ride.recording import Sample
from sixhills.ride.script import write_script
from sixhills.ride.slope_fitting import EASIER_GEAR, HARDER_GEAR
from sixhills.rider import DEFAULT_RIDER, Experience, Limits
from sixhills.usecases import routing
from sixhills.usecases.fitting import HEEL_STEPS
from sixhills.usecases.regions import UNKNOWN_HEIGHTS
from sixhills.workout.library import find_workout, stock_workouts, varied_workouts
from sixhills.workout.model import Kind, Workout

TABLES = sorted((Path(__file__).parents[2] / "frontend" / "src" / "text").glob("told*.de.ts"))
STRICTEST = UNCLEARED.combine(
    Limits(low_torque=True, least_cadence_rpm=KNEE_CADENCE_RPM, heart_rate_steers=False)
)
SPOKEN = TABLES[0].with_name("spoken.json")
"""What is said in rides; told.ride.test.ts beside it sees that all of it is said in German."""
PROPOSED = TABLES[0].with_name("proposed.json")
"""Why a workout is proposed, and what is said before it; told.proposed.test.ts sees likewise."""

_NOTED = re.compile(r'tally\.(?:say|note)\((?:[^"()]|\([^()]*\))*f?"([^"]+)"')
"""The words of a call in which a writer notes how far off it is."""

_STRING = r'"(?:[^"\\]|\\.)*"|\'[^\']*\''


def _read_table() -> dict[str, str]:
    text = "\n".join(table.read_text("utf-8") for table in TABLES)
    pairs = re.findall(rf"^  ({_STRING}):\s*({_STRING}),$", text, re.MULTILINE)
    return {_read_string(english): _read_string(german) for english, german in pairs}


def _read_string(text: str) -> str:
    return text[1:-1] if text.startswith("'") else str(json.loads(text))


@pytest.fixture(scope="module")
def german() -> dict[str, str]:
    return _read_table()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_questions_on_health_are_translated(german: dict[str, str], question: Question) -> None:
    assert {question.text, question.why, question.advice} <= german.keys()


@pytest.mark.parametrize("rule", STOP_RULES, ids=lambda rule: rule.split()[0])
def test_stop_rules_are_translated(german: dict[str, str], rule: str) -> None:
    assert rule in german


def test_what_limits_mean_is_translated(german: dict[str, str]) -> None:
    told = tell_limits(STRICTEST)
    assert len(told) == 5  # each of them is in it
    assert set(told) <= german.keys()


@pytest.mark.parametrize("light", Light)
@pytest.mark.parametrize("numb", [True, False])
def test_advice_on_pain_is_translated(german: dict[str, str], light: Light, numb: bool) -> None:
    if (light, numb) != (Light.GREEN, True):  # numbness is never green
        assert advise(light, numb) in german


@pytest.mark.parametrize("item", CHECK_ITEMS, ids=lambda item: item.key)
def test_the_check_of_the_bike_is_translated(german: dict[str, str], item: CheckItem) -> None:
    assert {item.text, item.why, item.remedy} <= german.keys()


@pytest.mark.parametrize("one", COMPLAINTS, ids=lambda one: one.key)
def test_what_may_hurt_is_translated(german: dict[str, str], one: Complaint) -> None:
    assert {one.where, *one.reasons, *one.changes, one.see_someone} <= german.keys()


@pytest.mark.parametrize("one", GUIDANCE, ids=lambda one: one.key)
def test_the_rest_of_the_fit_is_translated(german: dict[str, str], one: Guidance) -> None:
    assert {one.title, one.advice, one.evidence} <= german.keys()


def test_technique_and_the_heel_start_are_translated(german: dict[str, str]) -> None:
    cues = {cue.text for cue in TECHNIQUE_CUES}
    assert {*cues, *STANDING_UP, *SITTING_DOWN, *HEEL_STEPS, ONE_AT_A_TIME} <= german.keys()


@pytest.mark.parametrize("workout", stock_workouts(), ids=lambda workout: workout.key)
def test_what_a_workout_says_while_it_is_ridden_is_translated(
    german: dict[str, str], workout: Workout
) -> None:
    known = {_blank(sentence) for sentence in german}
    assert {_blank(cue.text) for step in workout.steps() for cue in step.cues} <= known


def _blank(sentence: str) -> str:
    return re.sub(r"\d+(?:\.\d+)?", "#", sentence)


def _parts_of_losses() -> set[str]:
    """What is said of losses, taken apart as frontend/src/workouts/losses.ts does."""
    said = {feature.value for feature in Feature} | {fate.value for fate in Fate}
    for table in CAPABILITIES.values():
        said |= {part for carries in table.values() for part in carries.how.split("; ") if part}
    for workout in stock_workouts():
        plan = plan_workout(workout, DEFAULT_RIDER)
        for form in CAPABILITIES:
            report = export_plan(plan, form).report
            said |= {part for loss in report.losses for part in loss.amount.split("; ") if part}
            said |= {line for line in report.lines() if " (" not in line or "all of it" in line}
    return {_blank(one) for one in said}


def test_what_a_file_does_not_hold_is_translated(german: dict[str, str]) -> None:
    assert _parts_of_losses() - {_blank(one) for one in german} == set()


def test_all_that_writers_say_of_how_far_off_they_are_is_translated(german: dict[str, str]) -> None:
    known = {_blank(one) for one in german}
    for file in files("sixhills.formats.workouts").iterdir():
        if file.name.endswith(".py"):
            for words in _NOTED.findall(file.read_text("utf-8")):
                for unit in ("%", "W") if "{unit}" in words else ("",):
                    told = re.sub(r"{+unit}+", unit, words)
                    assert _blank(re.sub(r"{+[^}]*}+", "1", told)) in known, words


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_what_is_wrong_with_bluetooth_is_translated(
    german: dict[str, str], system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(radio.sys, "platform", system)
    told = {
        str(error()) for error in (radio.no_bluetooth, radio.bluetooth_off, radio.no_permission)
    }
    assert told <= german.keys()
    assert str(radio.explain_error(TimeoutError())) in german


@pytest.mark.parametrize("error", [ModuleNotFoundError(), PermissionError(), ValueError()])
def test_what_is_wrong_with_a_stick_is_translated(german: dict[str, str], error: Exception) -> None:
    assert str(explain_ant_error(error)) in german


def test_what_is_said_of_a_device_by_its_name_is_in_the_list_that_german_is_held_to() -> None:
    known = set(json.loads(TABLES[0].with_name("devices.json").read_text("utf-8")))
    strap = Connection(Address(name="TICKR 12", target="x"), take=lambda *_: None)
    strap._state = LinkState.LOST
    assert strap.trouble in known
    strap._connections = 1
    assert strap.trouble in known


def test_what_a_trainer_refuses_is_translated(german: dict[str, str]) -> None:
    control = ControlPoint(FtmsDialect())
    control.want(HoldPower(power_w=200.0))
    control.link(0.0)
    told = set()
    for second in range(40):
        if (frame := control.poll(float(second))) is not None:
            control.written(float(second))
            control.hear(bytes([0x80, frame[0], 5 if frame[0] == 0 else 4]), second + 0.1)
        told.add(control.trouble)
    assert len(told - {None}) == 1
    assert told - {None} <= german.keys()


def test_numbers_of_a_sentence_are_those_of_its_translation(german: dict[str, str]) -> None:
    for english, translation in german.items():
        assert _numbers(english) == _numbers(translation), english


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text)


def _ask(prescription: Prescription) -> list[Announcement]:
    """What is asked of somebody who never answers."""
    player = Player(prescription)
    outputs = [player.press(Key.START, 0.0)]
    seconds = range(1, round(prescription.duration_s))
    outputs += [player.tick(Sample(elapsed_s=float(second))) for second in seconds]
    said = [one for output in outputs for one in output.announcements]
    return [one for one in said if one.kind is CueKind.QUESTION]


def _play(workout: str, bike: str) -> set[str]:
    prescription = prescribe_workout(find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES[bike])
    said = [line.said for line in write_script(prescription.segments)]
    if bike in {"exercise", "knob"} and workout == "six-hills":
        said += _ask(prescription)
    return {one.text for one in said if one.kind is not CueKind.TECHNIQUE}


@pytest.mark.parametrize("bike", BUILT_IN_BIKES)
@pytest.mark.parametrize("workout", ["six-hills", "intervals"])
def test_what_is_said_while_riding_is_in_the_list_that_german_is_held_to(
    workout: str, bike: str
) -> None:
    known = {_blank(sentence) for sentence in json.loads(SPOKEN.read_text("utf-8"))}
    missing = [one for one in _play(workout, bike) if _blank(one) not in known]
    assert missing == [], f"add them to {SPOKEN.name}, and their German to told.ride.de.ts"


def test_what_is_said_of_a_trainer_that_is_steered_is_in_that_list_too() -> None:
    known = set(json.loads(SPOKEN.read_text("utf-8")))
    steering = {HARDER_GEAR, EASIER_GEAR, LIGHTER, NO_HARDER, ERG_OFF, ERG_ON}
    assert steering <= known


def test_why_there_is_no_route_is_translated(german: dict[str, str]) -> None:
    six_hills = pytest.importorskip("sixhills.roads.six_hills", reason="the extra roads is missing")
    reasons = {
        six_hills.NO_ROAD,
        six_hills.NO_HILL.format(highest=0.0),
        six_hills.NONE_FITS,
        six_hills.NOT_REACHED,
        six_hills.NOT_JOINED,
        routing.TOO_FAR.format(off_km=1.0),
        UNKNOWN_HEIGHTS,
    }

    assert reasons <= german.keys()


@pytest.mark.parametrize("workout", stock_workouts(), ids=lambda workout: workout.key)
def test_titles_of_workouts_and_what_they_are_is_translated(
    german: dict[str, str], workout: Workout
) -> None:
    known = {_blank(sentence) for sentence in german}
    assert {_blank(workout.title), _blank(workout.about)} <= known


def _blank(sentence: str) -> str:
    return re.sub(r"[\d.×]+|[¼½¾⅛⅜⅝⅞]", "#", sentence)


def _say_reasons() -> Iterator[str]:
    """Every reason there is, once in each of its forms."""
    day = date(2026, 3, 13)
    ladder = make_ladder(varied_workouts(), Kind.HILLS)
    assert ladder is not None
    outcomes = [
        RideOutcome(
            day=day,
            kind=kind,
            difficulty=3,
            finished=finished,
            rpe_felt=felt,
            rpe_asked=6 if felt else None,
        )
        for kind in (Kind.HILLS, Kind.INTERVALS, None)
        for finished in (None, 0.97)
        for felt in (None, 4, 6, 7)
    ]
    for last in outcomes:
        for after in (1, 2, 3):
            standing = Standing(rung=after, before=2, after=after, last=last, days_off=0)
            yield reasons.say_standing(ladder, standing, last)
        yield reasons.say_not_up(Standing(rung=2, before=2, after=2, last=last, days_off=0))
    yield reasons.say_not_up(Standing(rung=2, before=2, after=2, last=None, days_off=0))
    yield reasons.say_not_up(Standing(rung=2, before=2, after=2, last=outcomes[0], days_off=30))
    first = Standing(rung=0, before=0, after=0, last=None, days_off=0)
    for experience in Experience:
        yield reasons.say_start(ladder, first, experience)
        yield reasons.say_hard_due(day, experience)
    yield from (reasons.say_gap(days) for days in (10, 40))
    for kind in Kind:
        yield reasons.say_alternation(kind, None)
        yield reasons.say_alternation(kind, outcomes[0])
        yield reasons.say_enjoyment(kind, Kind.HILLS)
    yield from (reasons.SAY_RED, reasons.SAY_AMBER, reasons.SAY_TIRED, reasons.SAY_GROWING)
    yield reasons.SAY_OTHER_BIKE
    yield reasons.say_refused(
        "this bike or hill cannot be set easy enough in the warm-up, the steady part and the "
        "cool-down for what your answers on health allow"
    )
    loads = [
        say(80, 60)
        for say in (
            reasons.say_load,
            reasons.say_first_load,
            reasons.say_week,
            reasons.say_easy_week,
            reasons.say_too_long,
            reasons.say_shorter,
        )
    ]
    yield from (*loads, reasons.say_too_long(None, 30), reasons.say_rungs_above(3))
    yield from (reasons.say_rung_higher(one) for one in (None, loads[0]))
    yield from (reasons.say_lowered("Six hills", one) for one in loads)
    seated = reasons.say_seated(find_workout("six-hills"), can_stand=False)
    assert seated is not None
    yield seated


def _name_variations() -> Iterator[str]:
    """Titles of one workout in all its variations."""
    yield from (one.title for one in varied_workouts() if one.title.startswith("Six hills, "))


def _say_beforehand() -> Iterator[str]:
    """What prescriptions say beforehand, of many riders and bikes."""
    riders = [DEFAULT_RIDER, replace(DEFAULT_RIDER, can_stand=False)]
    riders += [replace(DEFAULT_RIDER, experience=experience) for experience in Experience]
    weak = replace(DEFAULT_RIDER.fitness.critical_power_w, value=70.0)
    riders.append(
        replace(DEFAULT_RIDER, fitness=replace(DEFAULT_RIDER.fitness, critical_power_w=weak))
    )
    bikes = list(BUILT_IN_BIKES.values())
    bikes += [replace(bike, can_stand=False) for bike in bikes]
    bikes += [
        replace(bike, resistance=Levels(lowest=1, highest=3))
        for bike in bikes
        if isinstance(bike, ExerciseBike)
    ]
    bikes += [replace(bike, gears=None) for bike in bikes if isinstance(bike, SmartTrainer)]
    for rider in riders:
        for bike in bikes:
            for workout in ("six-hills", "intervals", "ramp-test"):
                told = prescribe_workout(find_workout(workout), rider, bike)
                yield from (*told.setup, *told.warnings)


def test_why_a_workout_comes_is_in_the_list_that_german_is_held_to() -> None:
    known = {_blank(sentence) for sentence in json.loads(PROPOSED.read_text("utf-8"))}
    said = {_blank(one): one for one in (*_say_reasons(), *_say_beforehand(), *_name_variations())}
    missing = [one for blank, one in said.items() if blank not in known]
    assert missing == [], f"add them to {PROPOSED.name}, and their German to told.proposed.de.ts"
