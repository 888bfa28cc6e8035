"""Workouts as people and programs write them: odd, half wrong, and read all the same, or refused
in one clear line."""

from __future__ import annotations

import json

import pytest

from sixhills.errors import FormatError
from sixhills.formats.fit import profile
from sixhills.formats.fit.encoder import Encoder, Value
from sixhills.formats.workouts.exchange import Imported, read_plan
from sixhills.formats.workouts.plan import EndKind, HeartUnit, Intensity, PlanRepeat, PlanStep
from sixhills.rider import DEFAULT_RIDER


def read(data: str | bytes, suffix: str) -> Imported:
    given = data.encode() if isinstance(data, str) else data
    return read_plan(given, suffix, DEFAULT_RIDER)


def steps(data: str | bytes, suffix: str) -> tuple[PlanStep, ...]:
    return read(data, suffix).plan.steps()


def rules(found: Imported) -> list[str]:
    return [warning.rule for warning in found.warnings]


def shares(step: PlanStep) -> tuple[float, float]:
    assert step.power is not None
    return step.power.start.low, step.power.start.high


# -- ZWO ---------------------------------------------------------------------------------------

STEADY = '<SteadyState Duration="60" Power="0.7"/>'


def zwo(*lines: str, name: str = "A") -> str:
    body = "\n".join(lines)
    return f"<workout_file><name>{name}</name><workout>\n{body}\n</workout></workout_file>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8-sig", "utf-8"), ("utf-16", "utf-8"), ("utf-16", "UTF-16"), ("latin-1", "iso-8859-1")],
)
def test_any_encoding_whatever_is_declared(encoding: str, declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>' + zwo(STEADY, name="Hügel")
    found = read(text.encode(encoding), ".zwo")
    assert (found.plan.title, rules(found)) == ("Hügel", [])


def test_letters_of_windows_in_a_file_that_declares_nothing() -> None:
    found = read(zwo(STEADY, name="Hügel").encode("cp1252"), ".zwo")
    assert (found.plan.title, rules(found)) == ("Hügel", ["zwo-not-well-formed"])


def test_entities_of_html_become_letters() -> None:
    event = '<textevent timeoffset="5" message="caf&eacute; &amp; go &lt;3"/>'
    (step,) = steps(zwo(f'<SteadyState Duration="60" Power="1">{event}</SteadyState>'), ".zwo")
    assert step.cues[0].text == "café & go <3"


def test_steps_within_steps_are_a_repeat() -> None:
    inner = f'{STEADY}<SteadyState Duration="30" Power="0.5"/>'
    found = read(zwo(f'<IntervalsT Repeat="2">{inner}</IntervalsT>'), ".zwo")
    (repeat,) = found.plan.items
    assert isinstance(repeat, PlanRepeat)
    assert (repeat.times, len(repeat.items), rules(found)) == (2, 2, ["zwo-nested"])


def test_a_text_with_its_duration_is_no_step_within_a_step() -> None:
    event = '<textevent timeoffset="5" duration="10" message="Go"/>'
    found = read(zwo(f'<SteadyState Duration="60" Power="1">{event}</SteadyState>'), ".zwo")
    assert rules(found) == []
    assert found.plan.steps()[0].cues[0].duration_s == 10


def test_a_zone_in_place_of_a_power_is_the_usual_one() -> None:
    found = read(zwo('<SteadyState Duration="60" Zone="3"/>'), ".zwo")
    assert shares(found.plan.steps()[0]) == (0.76, 0.9)
    assert rules(found) == ["zwo-zone"]


@pytest.mark.parametrize(
    ("attributes", "seconds", "share"),
    [
        ('Duration="60" Power="75%"', 60, 0.75),
        ('Duration="60" Power="0,75"', 60, 0.75),
        ('Duration="1:30" Power="0.75"', 90, 0.75),
        ('Duration=" 60 " Power="2.5"', 60, 2.5),
    ],
)
def test_numbers_as_people_write_them(attributes: str, seconds: float, share: float) -> None:
    (step,) = steps(zwo(f"<SteadyState {attributes}/>"), ".zwo")
    assert (step.duration_s, shares(step)) == (seconds, (share, share))


def test_what_cannot_be_is_left_out_with_its_line() -> None:
    found = read(
        zwo(
            STEADY,
            '<SteadyState Duration="-60" Power="0.7"/>',
            '<IntervalsT Repeat="1000000" OnDuration="30" OffDuration="30" OnPower="1"/>',
            '<SteadyState Duration="60" Power="1"><textevent timeoffset="-5" message="x"/>'
            "</SteadyState>",
        ),
        ".zwo",
    )
    assert len(found.plan.steps()) == 2
    assert [warning.line for warning in found.warnings if warning.rule != "zwo-no-power"] == [
        3, 4, 5,
    ]  # fmt: skip


def test_a_file_of_which_nothing_can_be_read_says_the_first_reason() -> None:
    with pytest.raises(FormatError, match="line 2: <steadystate> has no length"):
        read(zwo('<SteadyState Power="0.7"/>'), ".zwo")


# -- ERG, MRC, CRS -----------------------------------------------------------------------------


def course(unit: str, *rows: str, text: str = "") -> str:
    data = "\r\n".join(rows)
    head = f"[COURSE HEADER]\r\n{unit}\r\n[END COURSE HEADER]\r\n"
    return f"{head}[COURSE DATA]\r\n{data}\r\n[END COURSE DATA]\r\n{text}"


@pytest.mark.parametrize(
    "rows",
    [
        ("0.00\t100", "5.50\t100"),
        ("0,00\t100", "5,50\t100"),
        ("0.00, 100", "5.50, 100"),
        ("0.00,100", "5.50,100"),
        ("0;100", "5,5;100"),
        ("0,00,100", "5,50,100"),
        ("0:00 100", "5:30 100"),
        ("0.0 100.0 ; easy", "5.5 100.0"),
    ],
)
def test_rows_with_any_separator_and_decimal_sign(rows: tuple[str, ...]) -> None:
    found = read(course("MINUTES WATTS", *rows), ".erg")
    (step,) = found.plan.steps()
    assert (step.duration_s, shares(step), rules(found)) == (330, (100, 100), [])


@pytest.mark.parametrize(
    ("unit", "seconds"),
    [("SECONDS WATTS", 90), ("HOURS WATTS", 324_000 / 60), ("MINUTES,WATTS", 5400)],
)
def test_other_units_of_time(unit: str, seconds: float) -> None:
    last = "1.5" if unit.startswith("HOURS") else "90"
    (step,) = steps(course(unit, "0 100", f"{last} 100"), ".erg")
    assert step.duration_s == seconds


def test_clocks_of_more_than_an_hour() -> None:
    (step,) = steps(course("MINUTES WATTS", "0:00 100", "1:05:30 100"), ".erg")
    assert step.duration_s == 3930


@pytest.mark.parametrize(("suffix", "value"), [(".erg", 60), (".mrc", 0.6)])
def test_without_a_unit_the_name_of_the_file_counts(suffix: str, value: float) -> None:
    found = read(course("", "0 60", "5 60"), suffix)
    assert shares(found.plan.steps()[0]) == pytest.approx((value, value))
    assert rules(found) == ["erg-no-unit"]


def test_a_course_that_begins_late_is_held_from_the_start() -> None:
    found = read(course("MINUTES WATTS", "5 100", "10 100"), ".erg")
    assert (found.plan.duration_s, rules(found)) == (600, ["erg-start"])


def test_texts_without_tabs_end_with_their_duration() -> None:
    text = "[COURSE TEXT]\r\n70 Stand up now 10\r\n[END COURSE TEXT]"
    (step,) = steps(course("MINUTES WATTS", "0 100", "5 100", text=text), ".erg")
    assert [(cue.at_s, cue.text, cue.duration_s) for cue in step.cues] == [(70, "Stand up now", 10)]


@pytest.mark.parametrize("row", ["1.5 5 0", "1,5\t5\t0", "1.5, 5, 0", "1.5,5,0", "1,5;5;0"])
def test_slopes_with_any_separator(row: str) -> None:
    (step,) = steps(course("DISTANCE GRADE WIND", row), ".crs")
    assert (step.end.value, step.grade) == (1500, 0.05)


# -- intervals.icu -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("- 5 min 50%", 300),
        ("- 10mins 50%", 600),
        ("- 2 hrs 50%", 7200),
        ("- 5m 30s 50%", 330),
        ("- 1 hr 30 min 50%", 5400),
        ("• 5m 50%", 300),
        ("* 5m 50%", 300),
        ("– 5m 50%", 300),
    ],
)
def test_durations_and_bullets_as_people_type_them(line: str, seconds: float) -> None:
    (step,) = steps(f"Title\n\n- 1m 50%\n{line}\n", ".txt")[1:]
    assert step.duration_s == seconds


def test_power_and_beats_stand_together() -> None:
    (step,) = steps("- 10m 200w 140-150bpm 90rpm", ".txt")
    assert shares(step) == (200, 200)
    assert step.heart is not None
    assert (step.heart.unit, step.heart.span.low, step.heart.span.high) == (HeartUnit.BPM, 140, 150)


def test_press_lap_is_no_cue() -> None:
    first, second = steps("- Roll press lap Z1\n- press lap 2m 50% intensity=cooldown\n", ".txt")
    assert (first.end.kind, [cue.text for cue in first.cues]) == (EndKind.LAP, ["Roll"])
    assert (second.cues, second.intensity) == ((), Intensity.COOL_DOWN)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("- 2m 1.5 w/kg", "icu-unit"),
        ("- 2m MMP 5m", "icu-target"),
        ("- 2m CZ1", "icu-target"),
        ("- 2m 5:00/km Pace", "icu-pace"),
        ("- 3x 1m 100% 1m 50%", "icu-repeat"),
        ("- 300 50%", "icu-step"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(line: str, rule: str) -> None:
    found = read(f"- 1m 50%\n{line}\n", ".txt")
    assert found.warnings[0].rule == rule
    assert found.warnings[0].line == 2


# -- FIT ---------------------------------------------------------------------------------------


def fit(*rows: dict[str, Value]) -> bytes:
    encoder = Encoder()
    file_id: dict[str, Value] = {
        "type": profile.FileType.WORKOUT,
        "manufacturer": 255,
        "product": 0,
    }
    encoder.write(profile.FILE_ID, file_id)
    encoder.write(profile.WORKOUT, {"sport": 2, "num_valid_steps": len(rows), "wkt_name": "F"})
    for index, row in enumerate(rows):
        encoder.write(profile.WORKOUT_STEP, {"message_index": index, **row})
    return encoder.finish()


def minute(**more: Value) -> dict[str, Value]:
    return {"duration_type": 0, "duration_value": 60_000, "target_type": 2, **more}


@pytest.mark.parametrize(
    ("kind", "value", "times", "told"),
    [(6, 3, 3, []), (7, 600_000, 10, ["fit-repeat-until"]), (11, 150, 1, ["fit-repeat-until"])],
)
def test_repeats_a_number_of_times_or_until_something(
    kind: int, value: int, times: int, told: list[str]
) -> None:
    repeat: dict[str, Value] = {"duration_type": kind, "duration_value": 0, "target_value": value}
    found = read(fit(minute(), repeat), ".fit")
    assert len(found.plan.steps()) == times
    assert rules(found) == told


@pytest.mark.parametrize(
    ("low", "high", "power"),
    [(75, 85, (0.75, 0.85)), (1200, 1250, (200, 250)), (1250, 1200, (200, 250))],
)
def test_power_is_per_cent_or_watts_and_a_thousand(
    low: int, high: int, power: tuple[float, float]
) -> None:
    row = minute(target_type=4, custom_target_value_low=low, custom_target_value_high=high)
    (step,) = steps(fit(row), ".fit")
    assert shares(step) == pytest.approx(power)


def test_zones_of_power_and_heart_are_read_and_others_told() -> None:
    found = read(
        fit(
            minute(target_type=4, target_value=3),
            minute(target_type=1, target_value=2),
            minute(target_type=3, target_value=4),
            {"duration_type": 5, "target_type": 2},
        ),
        ".fit",
    )
    power, heart, cadence, lap = found.plan.steps()
    assert shares(power) == (0.76, 0.9)
    assert heart.heart is not None
    assert (heart.heart.unit, heart.heart.span.low) == (HeartUnit.ZONE, 2)
    assert (cadence.cadence, rules(found)) == (None, ["fit-zone"])
    assert lap.end.kind is EndKind.LAP


# -- QZ, TCX, Garmin ---------------------------------------------------------------------------


def test_rows_of_qz_with_bands_ramps_and_the_lap_key() -> None:
    text = (
        '<rows><row duration="0:30" lower_resistance="5" upper_resistance="9"/>'
        '<row duration="300" powerfrom="100" powerto="200"/>'
        '<row duration="00:01:00" lapbutton="1" power="-1" resistance="-1"/></rows>'
    )
    level, ramp, lap = steps(text, ".xml")
    assert (level.duration_s, level.level) == (30, 7)
    assert ramp.power is not None
    assert ramp.power.values() == (100, 200)
    assert (lap.end.kind, lap.power, lap.level) == (EndKind.LAP, None, None)


def test_a_power_in_tcx_which_its_makers_never_planned() -> None:
    text = (
        '<TrainingCenterDatabase xmlns:xsi="x"><Workouts><Workout Sport="Biking"><Name>T</Name>'
        '<Step xsi:type="Step_t"><Duration xsi:type="Time_t"><Seconds>60</Seconds></Duration>'
        '<Target xsi:type="Power_t"><PowerZone><Low><Value>200</Value></Low>'
        "<High><Value>220</Value></High></PowerZone></Target></Step>"
        "</Workout></Workouts></TrainingCenterDatabase>"
    )
    assert shares(steps(text, ".tcx")[0]) == (200, 220)


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"workout": one}])
def test_garmin_json_in_its_wrappings(wrap) -> None:
    step = {
        "type": "ExecutableStepDTO",
        "endCondition": {"conditionTypeKey": "time"},
        "endConditionValue": "300",
        "targetType": {"workoutTargetTypeKey": "power.3s"},
        "targetValueOne": 200,
        "targetValueTwo": 220,
    }
    whole = {"workoutName": "G", "workoutSegments": [{"workoutSteps": [step]}]}
    (found,) = steps(json.dumps(wrap(whole)), ".json")
    assert (found.duration_s, shares(found)) == (300, (200, 220))


@pytest.mark.parametrize("suffix", [".pgmf", ".rlv", ".krd", ".erg2"])
def test_what_is_never_read_is_refused_in_one_line(suffix: str) -> None:
    with pytest.raises(FormatError, match="is not read here") as refused:
        read(b"anything", suffix)
    assert "\n" not in str(refused.value)
