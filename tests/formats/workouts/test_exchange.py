"""Write -> read is equal, for every format, within what the loss report says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from plan_strategies import plans

from sixhills.errors import FormatError
from sixhills.formats.workouts.exchange import export_plan, read_plan
from sixhills.formats.workouts.features import READ_ONLY, Fate, Feature, Form
from sixhills.formats.workouts.losses import LossReport
from sixhills.formats.workouts.own import make_workout, plan_workout
from sixhills.formats.workouts.plan import End, EndKind, Plan, PlanStep, PowerUnit
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.library import stock_workouts
from sixhills.workout.model import Workout
from workout_strategies import workouts

WRITTEN = [form for form in Form if form not in READ_ONLY | {Form.OWN}]
BY_TIME = [form for form in WRITTEN if form is not Form.CRS]
SIX_HILLS = next(one for one in stock_workouts() if one.key == "six-hills")


def read_back(data: bytes, form: Form) -> Plan:
    return read_plan(data, form.value, DEFAULT_RIDER).plan


def amount(report: LossReport, feature: Feature) -> float:
    """The error that a report admits, 0 where it tells of none."""
    told = [loss.amount for loss in report.losses if loss.feature is feature]
    numbers = re.findall(r"[\d.e+-]*\d", " ".join(told))
    return max((float(number) for number in numbers), default=0.0)


def fate(report: LossReport, feature: Feature) -> Fate | None:
    return next((loss.fate for loss in report.losses if loss.feature is feature), None)


# -- our own workouts lose nothing ----------------------------------------------------------


@pytest.mark.parametrize("form", WRITTEN)
@given(workout=workouts)
@settings(max_examples=25)
def test_a_workout_of_ours_comes_back_whole(form: Form, workout: Workout) -> None:
    plan = plan_workout(workout, DEFAULT_RIDER)
    exported = export_plan(plan, form)
    back, _ = make_workout(read_back(exported.data, form))
    assert back == workout
    assert exported.report.is_carried


@pytest.mark.parametrize("form", [*WRITTEN, Form.OWN])
def test_all_stock_workouts_come_back_whole(form: Form) -> None:
    for workout in stock_workouts():
        exported = export_plan(plan_workout(workout, DEFAULT_RIDER), form)
        assert make_workout(read_back(exported.data, form))[0] == workout


def test_what_another_program_changed_counts() -> None:
    exported = export_plan(plan_workout(SIX_HILLS, DEFAULT_RIDER), Form.ZWO)
    changed = exported.data.replace(b'Duration="900"', b'Duration="600"')
    found = read_plan(changed, ".zwo", DEFAULT_RIDER)
    assert found.plan.own is None
    assert found.plan.steps()[0].duration_s == 600
    assert "changed since" in found.notes[0]


@pytest.mark.parametrize("form", [Form.ZWO, Form.ERG, Form.MRC, Form.FIT, Form.ICU, Form.QZ])
def test_postures_are_told_to_everybody(form: Form) -> None:
    data = export_plan(plan_workout(SIX_HILLS, DEFAULT_RIDER), form).data
    shown = read_back(data, form).steps()
    standing = [step for step in shown if any("Ride standing" in cue.text for cue in step.cues)]
    assert len(standing) == 4  # hills 3 to 6


# -- any plan, within its report ---------------------------------------------------------------


@pytest.mark.parametrize("form", BY_TIME)
@given(plan=plans)
@settings(max_examples=20)
def test_any_plan_comes_back_within_its_report(form: Form, plan: Plan) -> None:
    exported = export_plan(plan, form)
    back = read_back(exported.data, form)
    if fate(exported.report, Feature.RAMP) is not Fate.APPROXIMATED:  # no stairs
        assert len(back.steps()) == len(plan.steps())
        for step, found in zip(plan.steps(), back.steps(), strict=True):
            _check_step(step, found, exported.report, ftp_w=plan.ftp_w or 200.0)
    else:
        assert back.duration_s == pytest.approx(plan.duration_s, abs=len(plan.steps()))


def _check_step(step: PlanStep, found: PlanStep, report: LossReport, *, ftp_w: float) -> None:
    if step.end.is_timed or fate(report, Feature.DISTANCE) is Fate.APPROXIMATED:
        assert found.duration_s == pytest.approx(step.duration_s, abs=0.5 + 1e-6)
    if step.power is None or found.power is None:
        return
    own = [value if step.power.unit is PowerUnit.FTP else value / ftp_w for value in _ends(step)]
    back = [value if found.power.unit is PowerUnit.FTP else value / ftp_w for value in _ends(found)]
    off = 0.012 + 0.01 * max(amount(report, Feature.BAND), 0.0)  # a watt, a per cent, the band
    scale = 1.04 if report.form is Form.FIT else 1.0  # a band around single values
    assert back == [pytest.approx(value, abs=off + (scale - 1) * value) for value in own]


def _ends(step: PlanStep) -> tuple[float, ...]:
    assert step.power is not None
    return step.power.values()


@given(plan=plans)
@settings(max_examples=20)
def test_a_plan_of_others_becomes_a_workout_of_ours(plan: Plan) -> None:
    exported = export_plan(plan, Form.OWN)
    workout, _ = make_workout(read_back(exported.data, Form.OWN))
    assert len(workout.steps()) == len(plan.steps())


@given(plan=plans)
@settings(max_examples=20)
def test_every_feature_of_a_plan_is_in_the_report(plan: Plan) -> None:
    for form in WRITTEN:
        told = {loss.feature for loss in export_plan(plan, form).report.losses}
        assert told
        assert Feature.CADENCE in told or all(step.cadence is None for step in plan.steps())
        assert Feature.HEART in told or all(step.heart is None for step in plan.steps())


@pytest.mark.parametrize("form", sorted(READ_ONLY))
def test_what_is_only_read_is_not_written(form: Form) -> None:
    with pytest.raises(FormatError, match="read and not written"):
        export_plan(plan_workout(SIX_HILLS, DEFAULT_RIDER), form)


# -- real files --------------------------------------------------------------------------------

FILES = Path(__file__).parents[3].parent / "shared" / "data" / "workouts"
REFUSED = {".pgmf", ".rlv", ".krd"}
REAL = sorted(path for path in FILES.glob("*") if path.suffix not in REFUSED | {".md"})
with_files = pytest.mark.skipif(not REAL, reason="needs the workouts in ../shared")


@with_files
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_workout_goes_through_every_format(path: Path) -> None:
    plan = read_plan(path.read_bytes(), path.suffix, DEFAULT_RIDER).plan
    for form in BY_TIME:
        back = read_back(export_plan(plan, form).data, form)
        assert back.duration_s == pytest.approx(plan.duration_s, rel=0.005, abs=1)
    assert make_workout(plan)[0].steps()


@with_files
@pytest.mark.parametrize("suffix", sorted(REFUSED))
def test_what_is_not_read_is_refused_in_a_line(suffix: str) -> None:
    for path in FILES.glob(f"*{suffix}"):
        with pytest.raises(FormatError, match="is not read here") as caught:
            read_plan(path.read_bytes(), path.suffix, DEFAULT_RIDER)
        assert "\n" not in str(caught.value)


# Seconds as the README beside the files tells them, counted by another program.
@with_files
@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("services__FTPTest.zwo", 4380),
        ("services__Test.zwo", 4440),
        ("services__Mayfield.zwo", 1770),
        ("scw__VO2max_30min.zwo", 1800),
    ],
)
def test_durations_are_those_that_others_count(name: str, seconds: int) -> None:
    path = FILES / name
    plan = read_plan(path.read_bytes(), path.suffix, DEFAULT_RIDER).plan
    assert plan.duration_s == seconds


@pytest.mark.parametrize(("count", "is_told"), [(50, False), (51, True)])
def test_more_steps_than_head_units_take_are_told(count: int, is_told: bool) -> None:
    steps = tuple(
        PlanStep(end=End(kind=EndKind.TIME, value=60.0 + second)) for second in range(count)
    )
    lines = export_plan(Plan(title="Many", items=steps), Form.FIT).report.lines()
    told = "The file has 51 steps; many head units take 50 at most."
    assert (told in lines) == is_told
