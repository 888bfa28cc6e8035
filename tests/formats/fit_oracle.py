"""Every field of every message by fitdecode, beside ours: where do they differ?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import fitdecode

from sixhills.formats.fit.contents import FitContents, decode_fit
from sixhills.formats.fit.layout import TIMESTAMP
from sixhills.formats.fit.tables import Table

_NOTHING = (None, ())

# What fitdecode scales by a sub-field's rule (the meaning depends on another field) is a plain
# number in our tables: who reads it knows the rule.
SUB_FIELDS = {"duration_time", "duration_distance", "virtual_partner_speed", "battery_level"}


@dataclass(kw_only=True)
class Compared:
    """What a comparison found.

    Attributes:
        values: how many were compared.
        messages: how many of each kind fitdecode read.
        differences: kind, field, both values, of the first of each field.
    """

    values: int = 0
    messages: Counter[int] = field(default_factory=Counter)
    differences: dict[tuple[str, str], tuple[object, object]] = field(default_factory=dict)
    stopped_by: str = ""


def compare(data: bytes, *, most: int | None = None) -> tuple[Compared, FitContents]:
    """Compare all messages, or so many at most."""
    contents, found = decode_fit(data), Compared()
    columns: dict[int, _Columns] = {}
    for message in _messages(data, found, most):
        number = message.global_mesg_num
        if number not in columns:
            columns[number] = _Columns(contents.table(number))
        row = found.messages[number]
        found.messages[number] += 1
        for key, name, value in _values(message):
            found.values += 1
            ours = columns[number].at(key, row)
            if not _equal(value, ours) and name not in SUB_FIELDS:
                found.differences.setdefault((message.name, name), (value, ours))
    return found, contents


def _messages(data: bytes, found: Compared, most: int | None) -> Iterator[Any]:
    reader = fitdecode.FitReader(
        data,
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    try:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                yield frame
                if most is not None and found.messages.total() >= most:
                    return
    except fitdecode.FitError as error:  # damaged: what came before is compared
        found.stopped_by = type(error).__name__


def _values(message: Any) -> Iterator[tuple[Any, str, Any]]:
    """Key, name and value of what the message itself holds; its time also from its header."""
    for one in message.fields:
        stored = one.field_def
        if stored is None:
            if one.parent_field is None and one.field.def_num == TIMESTAMP:
                yield TIMESTAMP, one.name, one.raw_value
            continue
        key = (stored.dev_data_index, stored.def_num) if stored.is_dev else stored.def_num
        yield key, one.name, one.value if _is_numeric(one.value) else one.raw_value


def _is_numeric(value: Any) -> bool:
    parts = value if isinstance(value, tuple) else (value,)
    return all(isinstance(part, int | float | None) for part in parts) and any(
        part is not None for part in parts
    )


class _Columns:
    """Our columns of one kind of message, made once."""

    def __init__(self, table: Table) -> None:
        self._columns: dict[Any, list[Any]] = {}
        for key in table.keys:
            name = key if isinstance(key, int) else (key.index, key.number)
            if table.is_text(key):
                self._columns[name] = list(table.texts(key))
            elif table.is_array(key):
                self._columns[name] = [tuple(row) for row in table.arrays(key).tolist()]
            else:
                self._columns[name] = table.numbers(key).tolist()

    def at(self, key: Any, row: int) -> Any:
        column = self._columns.get(key, [])
        return column[row] if row < len(column) else "no such message"


def _equal(theirs: Any, ours: Any) -> bool:
    if isinstance(ours, tuple):
        parts = theirs if isinstance(theirs, tuple) else (theirs,)
        if isinstance(theirs, bytes):
            parts = tuple(theirs)
        padded = parts + (None,) * (len(ours) - len(parts))
        return len(padded) == len(ours) and all(map(_equal, padded, ours))
    if isinstance(theirs, str) or isinstance(ours, str):
        return (theirs or "") == ours
    if isinstance(theirs, tuple):
        if len(theirs) == 1:
            return _equal(theirs[0], ours)
        return all(part is None for part in theirs) and math.isnan(ours)
    if theirs is None or math.isnan(theirs):
        return math.isnan(ours)
    return math.isclose(theirs, ours, rel_tol=1e-12, abs_tol=1e-9)
