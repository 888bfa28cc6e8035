"""XML files as a stream of elements, read defensively.

Ride files come from everywhere: some begin with blanks, name things with prefixes that they never
declare, hold a bare "&" in a title or bytes that are no text, or break off. So the reader knows no
namespaces (an element is called by its local name), and where a file is not well-formed it tries
once more with the faulty characters repaired; of what still breaks off, the beginning counts.

Whoever made the file is not trusted either: size, depth and length of texts are bounded, and a
document type, with which entities could be declared, is refused.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol, TypeVar
from xml.sax.handler import ContentHandler

from sixhills.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from xml.sax.xmlreader import AttributesImpl

LARGEST_FILE_BYTES = 256 * 2**20
"""Larger files are refused: a ride of a day takes 40 to 80 MiB as TCX."""

CUT_SHORT = "The file is cut short: what came before the cut was kept."
DAMAGED = "The file is damaged: what came before the damage was kept."
REPAIRED = "The file is not well-formed XML: faulty characters were repaired."

_CHUNK_BYTES = 2**16
_DEEPEST = 64
_LONGEST_TEXT = 256
_BLANK = b"\xef\xbb\xbf \t\r\n\0"  # what may stand before the first element by mistake
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_LONGEST_REFERENCE = 10  # "&#1114111;"
_NO_TEXT = bytes(code for code in range(32) if code not in b"\t\n\r")
_TO_BLANKS = bytes.maketrans(_NO_TEXT, b" " * len(_NO_TEXT))


class Taker(Protocol):
    """What takes the elements of a file, by their local names in lower case.

    One that also has a method `locate` is given a function that tells the present line.
    """

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str, text: str) -> None:
        """It ends; `text` is what stood directly before its end, without blanks around."""


T = TypeVar("T", bound=Taker)


def read_xml(
    source: bytes | Path,
    make_taker: Callable[[], T],
    *,
    largest_bytes: int = LARGEST_FILE_BYTES,
    longest_text: int = _LONGEST_TEXT,
) -> tuple[T, tuple[str, ...]]:
    """Give the elements of a file to a taker.

    Args:
        source: a file, or its bytes.
        make_taker: makes a new taker; a second one is needed where the file has to be repaired.
        largest_bytes: what a file may have.
        longest_text: letters of an element's text that are kept, about.

    Returns:
        The taker, and what was wrong with the file, each one plain sentence.

    Raises:
        FormatError: the file is larger, or declares a document type.
        OSError: it cannot be opened.
    """
    place = source.name if isinstance(source, Path) else None
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > largest_bytes:
        raise FormatError(
            f"the file has {size >> 20} MiB, more than any ride",
            place=place,
            remedy="give the file of one ride",
        )
    taker, fault = _feed(_chunks(source), make_taker(), place, longest_text)
    if fault != DAMAGED:
        return taker, (fault,) if fault else ()
    taker, fault = _feed(_repair(_chunks(source)), make_taker(), place, longest_text)
    return taker, (fault,) if fault else (REPAIRED,)


def _feed(
    chunks: Iterator[bytes], taker: T, place: str | None, longest_text: int
) -> tuple[T, str | None]:
    from xml.sax import SAXException  # late: parsers take some milliseconds to load

    from defusedxml.common import DefusedXmlException
    from defusedxml.expatreader import create_parser

    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(_Elements(taker, longest_text))
    locate = getattr(taker, "locate", None)
    if locate is not None:
        locate(parser.getLineNumber)
    fault = DAMAGED
    try:
        for chunk in chunks:
            parser.feed(chunk)
        fault = CUT_SHORT
        parser.close()
    except DefusedXmlException as error:
        raise FormatError(
            "the file declares a document type, which no ride needs",
            place=place,
            remedy="export the ride once more",
        ) from error
    except (SAXException, ValueError, LookupError):  # the latter two: an encoding that is none
        return taker, fault
    return taker, None


class _Elements(ContentHandler):
    """Turns the parser's events into whole elements."""

    def __init__(self, taker: Taker, longest_text: int) -> None:
        super().__init__()
        self._taker = taker
        self._longest_text = longest_text
        self._depth = 0
        self._text: list[str] = []
        self._length = 0
        self._names: dict[str, str] = {}

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormatError("the file is nested deeper than any ride")
        self._drop_text()
        self._taker.start(self._local(name), attrs)  # type: ignore[arg-type]

    def endElement(self, name: str) -> None:  # noqa: N802
        self._depth -= 1
        self._taker.end(self._local(name), "".join(self._text).strip())
        self._drop_text()

    def characters(self, content: str) -> None:
        text = content if self._length else content.lstrip()
        if self._length < self._longest_text:
            self._text.append(text[: self._longest_text])
            self._length += len(text)

    def _drop_text(self) -> None:
        self._text.clear()
        self._length = 0

    def _local(self, name: str) -> str:
        local = self._names.get(name)
        if local is None:
            local = name.rpartition(":")[2].lower()
            if len(self._names) < _LONGEST_TEXT:  # a file may make up names without end
                self._names[name] = local
        return local


def _chunks(source: bytes | Path) -> Iterator[bytes]:
    """A file's bytes from its first element on."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield from _without_blanks(_read_chunks(file))
    else:
        slices = (source[at : at + _CHUNK_BYTES] for at in range(0, len(source), _CHUNK_BYTES))
        yield from _without_blanks(slices)


def _read_chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk


def _without_blanks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(chunks, b"")
    yield first if first.startswith(_WIDE_MARKS) else first.lstrip(_BLANK)
    yield from chunks


def _repair(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Bytes in which bare ampersands, control codes and broken UTF-8 are mended."""
    first = next(chunks, b"")
    whole = chain([first], chunks)
    if first.startswith(_WIDE_MARKS):
        return whole
    return _mend_ampersands(_mend_utf_8(whole) if _is_utf_8(first) else whole)


def _is_utf_8(beginning: bytes) -> bool:
    """Whether a file says that it is UTF-8, or says nothing, which means the same."""
    told = _ENCODING.match(beginning)
    return told is None or told[1].lower() in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def _mend_utf_8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    decoder = getincrementaldecoder("utf-8")("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _mend_ampersands(chunks: Iterator[bytes]) -> Iterator[bytes]:
    held = b""  # may go on in the next chunk
    for chunk in chunks:
        text = held + chunk.translate(_TO_BLANKS)
        begun = text.rfind(b"&", max(0, len(text) - _LONGEST_REFERENCE))
        end = begun if begun >= 0 else len(text)
        held = text[end:]
        yield _BARE_AMPERSAND.sub(b"&amp;", text[:end])
    yield _BARE_AMPERSAND.sub(b"&amp;", held)
