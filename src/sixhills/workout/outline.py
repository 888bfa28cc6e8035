"""Lines of text as an outline: without comments, each with what is indented below it.

This is the layer of the text form that knows about layout and nothing about workouts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Never

from sixhills.errors import InvalidValueError, WorkoutTextError


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line that says something.

    Attributes:
        number: counted from 1 in the whole text, empty lines and comments included.
        indent: count of spaces before it.
        text: what it says, without comment and outer blanks.
    """

    number: int
    indent: int
    text: str

    @property
    def word(self) -> str:
        """Its first word, in lower case."""
        return self.text.split(maxsplit=1)[0].lower()

    @property
    def rest(self) -> str:
        """What follows the first word."""
        return "".join(self.text.split(maxsplit=1)[1:])

    def error(self, problem: str, remedy: str | None = None) -> WorkoutTextError:
        """An error at this line, to be raised."""
        return WorkoutTextError(problem, line_number=self.number, remedy=remedy)

    def refuse(self, problem: str, remedy: str | None = None) -> Never:
        """Raise an error at this line."""
        raise self.error(problem, remedy)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Put this line's number on what a value refuses while it is made."""
        try:
            yield
        except InvalidValueError as error:
            raise self.error(error.problem, error.remedy) from error


@dataclass(frozen=True, kw_only=True)
class Node:
    """A line and the nodes indented below it."""

    line: Line
    children: list[Node] = field(default_factory=list)


def read_lines(text: str, *, verbatim: Collection[str] = ()) -> Iterator[Line]:
    """The lines that say something, in order.

    Args:
        text: the whole text, lines ended by LF or CR LF.
        verbatim: first words of lines in which a # begins no comment.

    Raises:
        WorkoutTextError: a line is indented by something other than spaces.
    """
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        content = raw.strip()
        if content and content.split(maxsplit=1)[0].lower() not in verbatim:
            content = _drop_comment(content)
        if content:
            margin = raw[: len(raw) - len(raw.lstrip())]
            line = Line(number=number, indent=len(margin), text=content)
            if margin.strip(" "):
                line.refuse("the indentation is not made of spaces", "indent with spaces, no tabs")
            yield line


def _drop_comment(content: str) -> str:
    """The content of a line up to a # that stands outside quotes."""
    pieces = content.split('"')
    for index in range(0, len(pieces), 2):  # the even pieces are outside quotes
        before, mark, _ = pieces[index].partition("#")
        if mark:
            return '"'.join([*pieces[:index], before]).strip()
    return content


def nest(lines: Iterable[Line]) -> list[Node]:
    """Lines as trees: what is indented belongs to the nearest line above that is less so.

    Raises:
        WorkoutTextError: a line is aligned with none that it could stand beside.
    """
    top: list[Node] = []
    levels: list[tuple[int, list[Node]]] = [(0, top)]
    for line in lines:
        indent, siblings = levels[-1]
        if line.indent > indent:
            if not siblings:
                line.refuse("nothing above holds this indented line", "begin it at the left edge")
            levels.append((line.indent, siblings[-1].children))
        while line.indent < levels[-1][0]:
            levels.pop()
        if line.indent != levels[-1][0]:
            line.refuse("the indentation fits no line above", "align it with the lines beside it")
        levels[-1][1].append(Node(line=line))
    return top
