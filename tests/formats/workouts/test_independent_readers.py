"""Files that we write, read by programs that are not ours.

FIT by fitdecode (strictly) and Garmin's decoder. For ZWO and ERG no package reads them, so small
readers after the public descriptions of the formats stand here, which share no code with ours: the
standard library's XML, and lines split at blanks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from fit_rides import DECODERS, Messages
from sixhills.formats.workouts.exchange import export_plan
from sixhills.formats.workouts.features import Form
from sixhills.formats.workouts.own import plan_workout
from sixhills.formats.workouts.plan import Plan, PlanStep, PowerUnit
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.library import stock_workouts

PLANS = [plan_workout(workout, DEFAULT_RIDER) for workout in stock_workouts()][::3]
SIX_HILLS = next(plan for plan in PLANS if plan.title) and plan_workout(
    next(one for one in stock_workouts() if one.key == "six-hills"), DEFAULT_RIDER
)
FTP_W = 200.0


def mean_share(plan: Plan) -> float:
    """Mean of what a plan asks for over time, as a share of FTP; free steps count as half."""
    total = sum(_share(step) * step.duration_s for step in plan.steps())
    return total / plan.duration_s


def _share(step: PlanStep) -> float:
    if step.power is None:
        return 0.5
    scale = 1.0 if step.power.unit is PowerUnit.FTP else 1 / FTP_W
    return scale * sum(step.power.values()) / 2


@pytest.mark.parametrize("name", DECODERS)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.title)
def test_fit_workouts_decode_without_a_warning(name: str, plan: Plan) -> None:
    messages: Messages = DECODERS[name](export_plan(plan, Form.FIT).data)
    (file_id,), (workout,) = messages["file_id"], messages["workout"]
    assert file_id["type"] == 5  # workout
    assert workout["num_valid_steps"] == len(messages["workout_step"])
    assert workout["wkt_name"] == plan.title
    assert [row["message_index"] for row in messages["workout_step"]] == list(
        range(len(messages["workout_step"]))
    )


@pytest.mark.parametrize("name", DECODERS)
def test_steps_of_six_hills_say_what_is_meant(name: str) -> None:
    decode: Callable[[bytes], Messages] = DECODERS[name]
    steps = decode(export_plan(SIX_HILLS, Form.FIT).data)["workout_step"]
    hill = next(row for row in steps if row.get("wkt_step_name") == "Hill 3")
    assert hill["duration_type"] == 0  # by time
    assert hill["duration_value"] in {240, 240_000}  # one decoder scales it
    assert (hill["target_type"], hill["secondary_target_type"]) == (4, 3)  # power, cadence
    assert hill["custom_target_value_low"] == round(85 * 0.97)
    assert hill["custom_target_value_high"] == round(85 * 1.03)
    assert hill["secondary_custom_target_value_low"] == 55
    assert "2:00 Ride standing" in hill["notes"]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.title)
def test_zwo_files_are_those_of_the_public_reference(plan: Plan) -> None:
    if any(not step.end.is_timed for step in plan.steps()):
        pytest.skip("ZWO has no distances")
    root = ElementTree.fromstring(export_plan(plan, Form.ZWO).data)  # noqa: S314
    assert root.tag == "workout_file"
    assert root.findtext("name") == plan.title
    assert root.findtext("sportType") == "bike"
    seconds = work = 0.0
    for step in root.find("workout") or ():
        duration, mean = _read_zwo_step(step)
        seconds, work = seconds + duration, work + duration * mean
    assert seconds == pytest.approx(plan.duration_s)
    assert work / seconds == pytest.approx(mean_share(plan), abs=1e-4)


def _read_zwo_step(step: ElementTree.Element) -> tuple[float, float]:
    def number(name: str) -> float:
        return float(step.attrib[name])

    match step.tag:
        case "SteadyState":
            return number("Duration"), number("Power")
        case "Warmup" | "Cooldown" | "Ramp":
            return number("Duration"), (number("PowerLow") + number("PowerHigh")) / 2
        case "IntervalsT":
            on, off = number("OnDuration"), number("OffDuration")
            work = on * number("OnPower") + off * number("OffPower")
            return number("Repeat") * (on + off), work / (on + off)
        case "FreeRide":
            return number("Duration"), 0.5
        case other:
            raise AssertionError(other)


@pytest.mark.parametrize("form", [Form.ERG, Form.MRC])
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.title)
def test_erg_and_mrc_files_are_points_of_minutes_and_power(form: Form, plan: Plan) -> None:
    text = export_plan(plan, form).data.decode()
    unit = "MINUTES WATTS" if form is Form.ERG else "MINUTES PERCENT"
    assert f"\r\n{unit}\r\n[END COURSE HEADER]\r\n" in text
    data = re.search(r"\[COURSE DATA\]\r\n(.*)\r\n\[END COURSE DATA\]", text, re.DOTALL)
    assert data is not None
    rows = [line.split() for line in data[1].splitlines() if " LAP" not in line]
    points = [(60 * float(minute), float(value)) for minute, value in rows]
    work = sum((t1 - t0) * (v0 + v1) / 2 for (t0, v0), (t1, v1) in zip(points, points[1:]))  # noqa: B905, RUF007
    scale = FTP_W if form is Form.ERG else 100
    assert points[-1][0] == pytest.approx(plan.duration_s, abs=1)
    assert work / points[-1][0] / scale == pytest.approx(mean_share(plan), abs=2e-3)
