from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import FormatError
from sixhills.formats.level_csv import parse_level_table

HEADER = "level,cadence_rpm,power_w\n"


def parse(text: str) -> list[tuple[float, float, float]]:
    rows = parse_level_table(text.encode(), name="bike.csv")
    return [(row.setting, row.cadence_rpm, row.power_w) for row in rows]


def test_rows_come_in_order() -> None:
    assert parse(HEADER + "2,60,90.5\n1,60,80\n") == [(2, 60, 90.5), (1, 60, 80)]


def test_columns_stand_in_any_order_and_others_do_not_matter() -> None:
    assert parse("note,Power_W , level,cadence_rpm\nmine,90,2,60\n") == [(2, 60, 90)]


def test_spreadsheets_with_decimal_commas() -> None:
    assert parse("\ufefflevel;cadence_rpm;power_w\r\n2;60;90,5\r\n") == [(2, 60, 90.5)]


def test_a_row_without_power_and_an_empty_line_say_nothing() -> None:
    assert parse(HEADER + "1,60,\n\n2,60,90\n") == [(2, 60, 90)]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("", "bike.csv, line 1", "there is no column level"),
        ("level,watts\n1,2\n", "bike.csv, line 1", "there is no column cadence_rpm and no power_w"),
        (HEADER, "bike.csv", "the table has no rows"),
        (HEADER + "1,60,80\nx,60,80\n", "bike.csv, line 3", "level must be a number, not 'x'"),
        (HEADER + "1,,80\n", "bike.csv, line 2", "cadence_rpm must be a number, not ''"),
        (HEADER + "1,60,0\n", "bike.csv, line 2", "power_w must be above 0"),
        (HEADER + "1,60,nan\n", "bike.csv, line 2", "power_w must be a number"),
        (HEADER + "1,600,80\n", "bike.csv, line 2", "cadence_rpm must be 20 to 200"),
    ],
)
def test_a_fault_tells_file_line_and_remedy(text: str, place: str, problem: str) -> None:
    with pytest.raises(FormatError) as caught:
        parse(text)
    assert caught.value.place == place
    assert caught.value.problem.startswith(problem)
    assert caught.value.remedy


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(FormatError, match="no text"):
        parse_level_table(b"level,\xff\xfe", name="bike.csv")


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEADER + text).encode()))
def test_any_bytes_are_read_or_refused_with_their_place(data: bytes) -> None:
    try:
        rows = parse_level_table(data, name="bike.csv")
    except FormatError as error:
        place = error.place
    else:
        place = "bike.csv" if rows else None
    assert place is not None
    assert place.startswith("bike.csv")
