"""What each reader makes of files as they are found, a few lines each."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import FormatError, SixhillsError
from sixhills.formats.workouts.exchange import Imported, read_plan
from sixhills.formats.workouts.known import SUFFIXES
from sixhills.formats.workouts.plan import (
    EndKind,
    HeartUnit,
    Intensity,
    PlanRepeat,
    PlanStep,
    PowerUnit,
)
from sixhills.rider import DEFAULT_RIDER


def read(text: str, suffix: str, *, strict: bool = False) -> Imported:
    return read_plan(text.encode(), suffix, DEFAULT_RIDER, strict=strict)


def steps(text: str, suffix: str) -> tuple[PlanStep, ...]:
    return read(text, suffix).plan.steps()


def zwo(*lines: str) -> str:
    return "<workout_file><name>A</name><workout>" + "\n".join(lines) + "</workout></workout_file>"


def values(step: PlanStep) -> tuple[float, float]:
    assert step.power is not None
    return step.power.values()


# -- ZWO ---------------------------------------------------------------------------------------


def test_a_steady_state_may_be_a_band() -> None:
    (step,) = steps(zwo('<SteadyState Duration="60" PowerLow="0.7" PowerHigh="0.8"/>'), ".zwo")
    assert step.power is not None
    assert (step.power.start.low, step.power.start.high) == (0.7, 0.8)


def test_ramps_go_from_low_to_high_whatever_the_names_say() -> None:
    found = steps(
        zwo(
            '<Warmup Duration="60" PowerLow="0.7" PowerHigh="0.4"/>',
            '<Ramp Duration="60" PowerLow="0.9" PowerHigh="0.5"/>',
            '<Cooldown Duration="60" PowerLow="0.6" PowerHigh="0.3"/>',
        ),
        ".zwo",
    )
    assert [values(step) for step in found] == [(0.7, 0.4), (0.9, 0.5), (0.6, 0.3)]


def test_a_cool_down_that_rises_is_turned_round_and_told_with_its_line() -> None:
    text = zwo("", '<Cooldown Duration="60" PowerLow="0.3" PowerHigh="0.6"/>')
    found = read(text, ".zwo")
    assert values(found.plan.steps()[0]) == (0.6, 0.3)
    assert str(found.warnings[0]).startswith("line 2: the cool-down goes up")
    with pytest.raises(FormatError, match="zwo-cooldown-rises"):
        read(text, ".zwo", strict=True)


def test_intervals_with_their_variants() -> None:
    text = zwo(
        '<IntervalsT Repeat="3" OnDuration="30" OffDuration="15" PowerOnLow="1.1" PowerOnHigh="1.2"'
        ' OffPower="0.5" Cadence="90" CadenceResting="70"/>'
    )
    (repeat,) = read(text, ".zwo").plan.items
    assert isinstance(repeat, PlanRepeat)
    on, off = repeat.items
    assert isinstance(on, PlanStep)
    assert isinstance(off, PlanStep)
    assert repeat.times == 3
    assert values(on) == (pytest.approx(1.15), pytest.approx(1.15))
    assert (on.cadence and on.cadence.middle, off.cadence and off.cadence.middle) == (90, 70)


def test_text_events_of_intervals_stand_in_the_whole_set() -> None:
    text = zwo(
        '<IntervalsT Repeat="2" OnDuration="30" OffDuration="30" OnPower="1" OffPower="0.5">'
        '<textevent timeoffset="70" message="second time"/></IntervalsT>'
    )
    found = steps(text, ".zwo")
    assert [len(step.cues) for step in found] == [0, 0, 1, 0]
    assert found[2].cues[0].at_s == 10


@pytest.mark.parametrize("name", ["FreeRide", "Freeride", "freeride"])
def test_both_spellings_of_a_free_ride(name: str) -> None:
    (step,) = steps(zwo(f'<{name} Duration="600" FlatRoad="1"/>'), ".zwo")
    assert step.is_free


def test_an_all_out_effort_takes_its_time() -> None:
    found = steps(zwo('<MaxEffort Duration="20"/>', '<FreeRide Duration="5"/>'), ".zwo")
    assert [(step.is_max, step.duration_s) for step in found] == [(True, 20), (False, 5)]


def test_odd_files_are_read_and_told() -> None:
    text = (
        "<workout_file><n>Bread & Butter</n><workout>\n"
        '<SteadyState DURATION="60" power="75"><TextEvent TimeOffset="5" mssage="Go"/>'
        '</SteadyState>\n<SteadyState Duration="60" kaiord:hrTargetZone="2"/>\n'
        '<Jump Duration="5"/></workout></workout_file>'
    )
    found = read(text, ".zwo")
    rules = {warning.rule for warning in found.warnings}
    assert rules == {
        "zwo-not-well-formed",
        "zwo-name-element",
        "zwo-per-cent",
        "zwo-no-power",
        "zwo-unknown-element",
    }
    assert found.plan.title == "Bread & Butter"
    assert found.plan.steps()[0].cues[0].text == "Go"
    assert values(found.plan.steps()[0]) == (0.75, 0.75)


def test_a_document_type_is_refused() -> None:
    with pytest.raises(FormatError, match="document type"):
        read('<!DOCTYPE a [<!ENTITY b "c">]>' + zwo('<FreeRide Duration="5"/>'), ".zwo")


# -- ERG, MRC, CRS -----------------------------------------------------------------------------


def course(unit: str, *rows: str, header: str = "", text: str = "") -> str:
    body = "\r\n".join(rows)
    return (
        f"[COURSE HEADER]\r\nDESCRIPTION = Test\r\n{header}\r\n{unit}\r\n[END COURSE HEADER]\r\n"
        f"[COURSE DATA]\r\n{body}\r\n[END COURSE DATA]\r\n{text}"
    )


def test_points_are_joined_by_lines_and_a_step_is_the_same_minute_twice() -> None:
    found = steps(course("MINUTES WATTS", "0 100", "5 200", "5 150", "6.60 150"), ".erg")
    assert [(step.duration_s, *values(step)) for step in found] == [(300, 100, 200), (96, 150, 150)]


@pytest.mark.parametrize("unit", ["MINUTES PERCENT", "minutes ftp", ";MINUTES PERCENT"])
def test_per_cent_is_of_ftp(unit: str) -> None:
    (step,) = steps(course(unit, "0.0\t47", "10.0\t47"), ".mrc")
    assert step.power is not None
    assert step.power.unit is PowerUnit.FTP
    assert values(step) == pytest.approx((0.47, 0.47))


def test_a_row_of_per_cent_means_per_cent_in_an_erg_file_too() -> None:
    (step,) = steps(course("MINUTES WATTS", "0 80%", "12.5 80%"), ".erg")
    assert (step.duration_s, values(step)) == (750, (0.8, 0.8))


def test_it_is_said_how_watts_were_taken() -> None:
    found = read(course("MINUTES WATTS", "0 100", "5 100", header="FTP = 240"), ".erg")
    assert found.plan.ftp_w == 240
    assert found.notes == (
        "Watts are taken as they stand in the file; the file was made for an FTP of 240 W.",
    )


def test_laps_texts_and_bad_rows() -> None:
    text = "[COURSE TEXT]\n70\tStand up\t10\n[END COURSE TEXT]"
    found = read(
        course(
            "MINUTES WATTS", "0 100", "1 100", "1 LAP Hill 1", "1 200", "x y", "2 200", text=text
        ),
        ".erg",
    )
    hill = found.plan.steps()[1]
    assert (hill.name, hill.cues[0].text, hill.cues[0].at_s) == ("Hill 1", "Stand up", 10)
    assert [warning.line for warning in found.warnings] == [11]


def test_stretches_of_a_course_are_lengths() -> None:
    header = "UNITS = ENGLISH"
    found = steps(course("DISTANCE GRADE WIND", "0.5 2.0 0", "1 -3 0", header=header), ".crs")
    assert [step.end.value for step in found] == [pytest.approx(804.672), pytest.approx(1609.344)]
    assert [step.grade for step in found] == [0.02, -0.03]


# -- intervals.icu -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "seconds", "power"),
    [
        ("- 10m 75%", 600, (0.75, 0.75)),
        ("- 1h2m30s 60-70%", 3750, (0.65, 0.65)),
        ("- 5' 220w", 300, (220, 220)),
        ("- 1'30\" 200-240w", 90, (220, 220)),
        ("- 1m30 95%", 90, (0.95, 0.95)),
        ("- Warm up! 10m Ramp 50%-75% 90rpm", 600, (0.5, 0.75)),
        ("- 30s Z2", 30, (0.655, 0.655)),
    ],
)
def test_lines_as_people_write_them(line: str, seconds: float, power: tuple[float, float]) -> None:
    (step,) = steps(f"Title\n\n{line}\n", ".txt")
    assert step.duration_s == seconds
    assert values(step) == pytest.approx(power)


def test_m_means_minutes_and_mtr_metres() -> None:
    first, second = steps("- 500mtr 75%\n- 500m 75%\n", ".txt")
    assert (first.end.kind, first.end.value) == (EndKind.DISTANCE, 500)
    assert second.end.value == 30_000


def test_repeats_cues_laps_and_hearts() -> None:
    text = (
        "Title\n\nMain Set 3x\n- Stand up 3m 120% 60-70rpm\n- 2m freeride\n\n"
        "- 5m 70% HR\n- press lap 60%\n"
    )
    repeat, heart, lap = read(text, ".txt").plan.items
    assert isinstance(repeat, PlanRepeat)
    assert isinstance(heart, PlanStep)
    assert isinstance(lap, PlanStep)
    first = repeat.items[0]
    assert isinstance(first, PlanStep)
    assert (repeat.times, first.cues[0].text) == (3, "Stand up")
    assert heart.heart is not None
    assert (heart.heart.unit, heart.heart.span.low) == (HeartUnit.MAX, pytest.approx(0.7))
    assert lap.end.kind is EndKind.LAP


# -- QZ, TCX, Garmin ---------------------------------------------------------------------------


def test_rows_of_resistance_and_slope() -> None:
    text = (
        '<rows><row duration="00:01:30" resistance="12" inclination="2.5" cadence="70"/>'
        '<repeat times="2"><row duration="00:00:30" powerzone="1.2"/></repeat>'
        '<row duration="00:10:00" powerzonefrom="0.5" powerzoneto="0.75"/></rows>'
    )
    first, second, _, ramp = steps(text, ".xml")
    assert (first.duration_s, first.level, first.grade) == (90, 12, 0.025)
    assert values(second) == (1.2, 1.2)
    assert values(ramp) == (0.5, 0.75)


def test_a_tcx_workout() -> None:
    text = (
        '<TrainingCenterDatabase xmlns:xsi="x"><Workouts><Workout Sport="Biking"><Name>T</Name>'
        '<Step xsi:type="Repeat_t"><Repetitions>2</Repetitions><Child xsi:type="Step_t">'
        '<Name>On</Name><Duration xsi:type="Distance_t"><Meters>900</Meters></Duration>'
        '<Intensity>Active</Intensity><Target xsi:type="Cadence_t"><Low>80</Low><High>90</High>'
        "</Target></Child></Step></Workout></Workouts></TrainingCenterDatabase>"
    )
    (repeat,) = read(text, ".tcx").plan.items
    assert isinstance(repeat, PlanRepeat)
    (step,) = repeat.items
    assert isinstance(step, PlanStep)
    assert (repeat.times, step.name, step.end.value) == (2, "On", 900)
    assert step.cadence is not None
    assert (step.cadence.low, step.cadence.high) == (80, 90)


def test_a_ride_is_no_workout() -> None:
    with pytest.raises(FormatError, match="no workout"):
        read("<TrainingCenterDatabase><Activities/></TrainingCenterDatabase>", ".tcx")


def test_garmin_json() -> None:
    step = {
        "type": "ExecutableStepDTO",
        "stepType": {"stepTypeKey": "warmup"},
        "endCondition": {"conditionTypeKey": "lap.button"},
        "targetType": {"workoutTargetTypeKey": "power.zone"},
        "targetValueOne": 240,
        "targetValueTwo": 200,
        "secondaryTargetType": {"workoutTargetTypeKey": "cadence.zone"},
        "secondaryTargetValueOne": 80,
        "secondaryTargetValueTwo": 90,
    }
    text = json.dumps({"workoutName": "G", "workoutSegments": [{"workoutSteps": [step]}]})
    (found,) = steps(text, ".json")
    assert (found.end.kind, found.intensity) == (EndKind.LAP, Intensity.WARM_UP)
    assert values(found) == (220, 220)
    assert found.cadence is not None
    assert found.cadence.middle == 85


# -- anything ----------------------------------------------------------------------------------


@given(data=st.binary(max_size=300), suffix=st.sampled_from(sorted(SUFFIXES)))
def test_any_bytes_give_a_plan_or_an_error_of_ours(data: bytes, suffix: str) -> None:
    with suppress(SixhillsError):
        read_plan(data, suffix, DEFAULT_RIDER)


_PIECES = [
    "[COURSE DATA]", "[COURSE HEADER]", "MINUTES WATTS", "0 100", "5 LAP", "- 5m", "75%", "3x",
    '<workout_file><workout><IntervalsT Repeat="9999999"', 'Duration="-1"', "/>", "<rows><row ",
    'duration="00:00:01"', "</rows>", '{"workoutSegments": [{"workoutSteps": [', "{}", "]}]}",
    "1e309", "NaN", "\0", "é",
]  # fmt: skip


@given(
    pieces=st.lists(st.sampled_from(_PIECES), max_size=12), suffix=st.sampled_from([".zwo", ".x"])
)
def test_pieces_of_files_give_a_plan_or_an_error_of_ours(pieces: list[str], suffix: str) -> None:
    with suppress(SixhillsError):
        read_plan("\n".join(pieces).encode(), suffix, DEFAULT_RIDER)
