import pytest

from sixhills.errors import InvalidValueError, WorkoutTextError
from sixhills.workout.outline import Line, nest, read_lines


def texts(text: str) -> list[str]:
    return [line.text for line in read_lines(text, verbatim=("title",))]


def test_lines_keep_their_numbers_past_blanks_and_comments() -> None:
    lines = list(read_lines("\n# a\n  b\n\nc"))
    assert [(line.number, line.indent, line.text) for line in lines] == [(3, 2, "b"), (5, 0, "c")]


def test_a_comment_ends_a_line() -> None:
    assert texts("steady 5min # easy") == ["steady 5min"]


def test_a_hash_inside_quotes_is_no_comment() -> None:
    assert texts('cue "take #1" # first') == ['cue "take #1"']


def test_a_verbatim_line_keeps_its_hash() -> None:
    assert texts("Title Ride #1") == ["Title Ride #1"]


def test_word_and_rest() -> None:
    line = Line(number=1, indent=0, text="Title  Six  hills")
    assert (line.word, line.rest) == ("title", "Six  hills")


def test_a_word_alone_has_no_rest() -> None:
    assert Line(number=1, indent=0, text="title").rest == ""


def test_tabs_are_refused() -> None:
    with pytest.raises(WorkoutTextError, match=r"line 2: .*indent with spaces"):
        texts("a\n\tb")


def test_indented_lines_belong_to_the_line_above() -> None:
    (a, d) = nest(read_lines("a\n  b\n    c\n  b2\nd"))
    assert [child.line.text for child in a.children] == ["b", "b2"]
    assert [child.line.text for child in a.children[0].children] == ["c"]
    assert not d.children


@pytest.mark.parametrize("text", ["  a", "a\n    b\n  c", "a\n  b\n c"])
def test_lines_out_of_line_are_refused(text: str) -> None:
    with pytest.raises(WorkoutTextError, match="indent"):
        nest(read_lines(text))


def test_what_a_value_refuses_gets_the_line() -> None:
    with (
        pytest.raises(WorkoutTextError, match="line 7: too much") as caught,
        Line(number=7, indent=0, text="x").holding(),
    ):
        raise InvalidValueError("too much")
    assert caught.value.line_number == 7
