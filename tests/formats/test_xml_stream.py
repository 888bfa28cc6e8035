"""XML from anywhere: what is mended, what is cut, what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import FormatError
from sixhills.formats.xml_stream import CUT_SHORT, DAMAGED, REPAIRED, read_xml


class Log:
    """Every element with its text, in order of their ends."""

    def __init__(self) -> None:
        self.ends: list[tuple[str, str]] = []
        self.starts: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.starts.append((name, dict(attributes.items())))

    def end(self, name: str, text: str) -> None:
        self.ends.append((name, text))


def read(data: bytes | Path) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    log, faults = read_xml(data, Log)
    return log.ends, faults


def test_elements_are_known_by_their_local_names() -> None:
    ends, faults = read(b'<a xmlns:x="u"><x:Hr>1</x:Hr><y:HR xmlns:y="v"> 2 </y:HR></a>')
    assert ends == [("hr", "1"), ("hr", "2"), ("a", "")]
    assert faults == ()


def test_attributes_keep_their_names() -> None:
    log, _ = read_xml(b'<a><trkpt lat="1" Lon="2"/></a>', Log)
    assert log.starts == [("a", {}), ("trkpt", {"lat": "1", "Lon": "2"})]


def test_a_prefix_that_nobody_declared_is_no_fault() -> None:
    assert read(b"<a><gpxtpx:hr>99</gpxtpx:hr></a>") == ([("hr", "99"), ("a", "")], ())


@pytest.mark.parametrize("before", [b"          ", b"\n\n", b"\xef\xbb\xbf", b"\0\r\n"])
def test_what_stands_before_the_declaration_is_passed_over(before: bytes) -> None:
    assert read(before + b'<?xml version="1.0"?><a>1</a>') == ([("a", "1")], ())


def test_a_file_of_wide_characters_is_read() -> None:
    wide = '<?xml version="1.0" encoding="UTF-16"?><a>ü</a>'.encode("utf-16")
    assert read(wide) == ([("a", "ü")], ())


def test_latin_1_is_read_where_it_is_said() -> None:
    assert read('<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>'.encode("latin-1")) == (
        [("a", "ü")],
        (),
    )


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (b"Tom & Jerry", "Tom & Jerry"),
        (b"a&nbsp;b &amp; c", "a&nbsp;b & c"),
        (b"caf\xe9", "caf\ufffd"),
        (b"be\x07ll", "be ll"),
    ],
)
def test_faulty_characters_are_repaired_and_it_is_said(inside: bytes, text: str) -> None:
    assert read(b"<a><b>" + inside + b"</b></a>") == ([("b", text), ("a", "")], (REPAIRED,))


@pytest.mark.parametrize("before", range(65_520, 65_545))
def test_a_bare_ampersand_is_mended_wherever_the_file_is_cut_into_pieces(before: int) -> None:
    start = b"<a><b>"
    data = start + b" " * (before - len(start)) + b"&amp;&</b><b>1</b></a>"
    assert read(data) == ([("b", "&&"), ("b", "1"), ("a", "")], (REPAIRED,))


def test_of_a_file_cut_short_the_beginning_counts() -> None:
    assert read(b"<a><b>1</b><b>2</b><b>3") == ([("b", "1"), ("b", "2")], (CUT_SHORT,))


def test_of_a_damaged_file_the_beginning_counts() -> None:
    assert read(b"<a><b>1</b><b>2</b></c><b>3</b></a>") == (
        [("b", "1"), ("b", "2")],
        (DAMAGED,),
    )


def test_no_xml_at_all_gives_nothing() -> None:
    assert read(b"what is this") == ([], (DAMAGED,))
    assert read(b"") == ([], (CUT_SHORT,))
    assert read(b'<?xml version="1.0" encoding="none-such"?><a/>')[0] == []


LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
)


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY l0 "ha">' + LAUGHS + b"]><a>&l9;</a>",
        b'<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
        b"<!DOCTYPE a><a/>",
    ],
)
def test_a_document_type_is_refused(declared: bytes) -> None:
    with pytest.raises(FormatError, match="document type"):
        read(declared)


def test_elements_without_end_are_refused() -> None:
    with pytest.raises(FormatError, match="nested deeper"):
        read(b"<a>" * 1000)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.gpx"
    with path.open("wb") as file:
        file.truncate(300 * 2**20)
    with pytest.raises(FormatError, match=re.escape("large.gpx: the file has 300 MiB")):
        read(path)


def test_a_file_and_its_bytes_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"<a>" + b"<b>1</b>" * 20_000 + b"</a>")
    assert read(path) == read(path.read_bytes())


def test_a_long_text_is_cut() -> None:
    ((_, text),) = read(b"<a>" + b"x" * 100_000 + b"</a>")[0]
    assert len(text) < 1000


@given(st.binary(max_size=400))
def test_any_bytes_behind_a_beginning_give_a_result_or_an_error(data: bytes) -> None:
    try:
        ends, _ = read(b"<a><b>1</b>" + data)
    except FormatError:
        return
    assert ends[:1] == [("b", "1")]
