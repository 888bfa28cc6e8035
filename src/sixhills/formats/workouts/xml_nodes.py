"""Small XML files as nodes: names in lower case without prefixes, with the line of each.

Over xml_stream.py: files that are not well-formed are repaired where that is possible, document
types are refused, size and depth are bounded.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from html.entities import html5
from typing import TYPE_CHECKING

from sixhills.errors import FormatError
from sixhills.formats.plain_text import decode_text
from sixhills.formats.xml_stream import REPAIRED, read_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LARGEST_BYTES = 8 * 2**20
LONGEST_TEXT = 20_000
_MOST_NODES = 100_000
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30};)")


@dataclass(kw_only=True)
class Node:
    """An element.

    Attributes:
        name: local, in lower case.
        attributes: by local name in lower case; those of other namespaces keep their prefix.
        line: at which it begins.
        text: directly before its end.
        children: elements within it.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def find(self, name: str) -> Node | None:
        """The first child of a name."""
        return next((child for child in self.children if child.name == name), None)

    def text_of(self, name: str) -> str:
        """Text of the first child of a name, empty where there is none."""
        child = self.find(name)
        return child.text if child else ""

    def walk(self) -> Iterator[Node]:
        """It and all within it."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Builder:
    """Takes the elements of a file and builds nodes."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0
        self._line: Callable[[], int] = lambda: 0

    def locate(self, line: Callable[[], int]) -> None:
        self._line = line

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_NODES:
            raise FormatError("the file has more elements than any workout")
        given = {key.lower(): value for key, value in dict(attributes).items()}
        node = Node(name=name, attributes=given, line=self._line())
        if self._open:
            self._open[-1].children.append(node)
        elif self.root is None:
            self.root = node
        self._open.append(node)

    def end(self, name: str, text: str) -> None:
        if self._open and self._open[-1].name == name:
            self._open.pop().text = text


def read_nodes(data: bytes) -> tuple[Node, tuple[str, ...]]:
    """The root of an XML file, and what was wrong with the file.

    Raises:
        FormatError: it has no element, is too large or declares a document type.
    """
    if len(data) > LARGEST_BYTES:
        raise FormatError(f"the file has {len(data) >> 20} MiB, more than any workout")
    data, repaired = _as_utf_8(data)
    builder, faults = read_xml(
        data, _Builder, largest_bytes=LARGEST_BYTES, longest_text=LONGEST_TEXT
    )
    if builder.root is None:
        raise FormatError("this is no XML file", remedy="get the file once more")
    return builder.root, faults or repaired


def _as_utf_8(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A file in UTF-8, and what was mended: its declaration is often wrong, or missing.

    Entities of HTML ("&eacute;"), which XML does not know, become letters.
    """
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    told = _DECLARED.match(data.lstrip())
    if not is_wide and told and told[1].lower() not in {b"utf-8", b"utf8"}:
        return data, ()
    text = decode_text(data)
    if is_wide:
        text = _DECLARATION.sub("", text, count=1)
    mended = _ENTITY.sub(_to_letter, text)
    is_faulty = mended != text or not (is_wide or _is_utf_8(data))
    return mended.encode("utf-8", "replace"), (REPAIRED,) if is_faulty else ()


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _to_letter(entity: re.Match[str]) -> str:
    return html5.get(entity[1], entity[0])
