"""What a ride needs of the messages of a FIT file, and what is to be said of the file.

This is the seam between the bytes (contents.py and below) and the ride (reader.py). Damage never
raises here: what can be read is kept, and said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sixhills.formats.fit import profile
from sixhills.formats.fit.contents import decode_fit, is_fit
from sixhills.formats.fit.layout import DeveloperField
from sixhills.formats.fit.profile_table import MANUFACTURERS, PARTS, PRODUCTS
from sixhills.formats.fit.tables import Table, join_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sixhills.formats.fit.contents import FitContents, FitFile

__all__ = ["Contents", "Decoded", "Records", "decode", "is_fit"]

Values = dict[int, float]
"""Numbers of a message by field number, in the profile's units, enumerations as codes.

Only what is valid is there; texts and arrays are not.
"""

_LENT = {profile.RECORD[name].number for name in ("power", "heart_rate", "cadence")}
_DEVELOPMENT = 255


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """One message.

    Attributes:
        number: which kind of message it is.
        values: of the profile's fields.
        own: of our own developer fields; all others are left out.
    """

    number: int
    values: Values
    own: Values


class Records:
    """The records of a ride as columns, shape (n,) each, NaN where missing."""

    def __init__(self, table: Table, chosen: NDArray[np.intp] | slice = slice(None)) -> None:
        self._table = table
        self._chosen = chosen
        self._others = [key for key in table.keys if isinstance(key, DeveloperField)]

    def __len__(self) -> int:
        return len(self._table)

    def choose(self, indexes: NDArray[np.intp]) -> Records:
        """Some of all records, in this order."""
        return Records(self._table, indexes)

    def column(self, one: profile.Field) -> NDArray[np.float64]:
        """A field of the profile.

        Where power, heart rate or cadence are missing, those of developer fields that say that
        they stand for these.
        """
        column = self._table.unpacked(one.number)
        if one.number in _LENT:
            for key in self._others:
                if key.native == one.number and key.application != profile.APPLICATION_ID:
                    column = np.where(np.isnan(column), self._table.numbers(key), column)
        return np.asarray(column[self._chosen])

    def own_column(self, one: profile.Field) -> NDArray[np.float64]:
        """A developer field of ours."""
        column = np.full(len(self), np.nan)
        for key in self._others:
            if key.number == one.number and key.application == profile.APPLICATION_ID:
                column = np.where(np.isnan(column), self._table.numbers(key), column)
        return np.asarray(column[self._chosen])


@dataclass(kw_only=True)
class Contents:
    """What a file holds, as far as a ride needs it.

    Attributes:
        records: in the order of the file.
        events: likewise.
        laps: likewise.
        sessions: likewise.
        sports: messages of which sport was set.
        kinds: file type of each file in the file; there may be several end to end.
        source: what made it ("Garmin edge_530"), or None.
        faults: what is wrong with it, each one plain sentence.
        offset: first byte that could not be read, or None.
    """

    records: Records
    events: list[Decoded] = field(default_factory=list)
    laps: list[Decoded] = field(default_factory=list)
    sessions: list[Decoded] = field(default_factory=list)
    sports: list[Decoded] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    source: str | None = None
    faults: list[str] = field(default_factory=list)
    offset: int | None = None


def decode(data: bytes) -> Contents:
    """What can be read of a FIT file."""
    found = decode_fit(data)
    kinds = [file.kind for file in found.files]
    ridden = [f for f, kind in zip(found.files, kinds, strict=True) if kind not in profile.PLANS]
    return Contents(
        records=Records(_join(ridden, profile.RECORD)),
        events=_rows(ridden, profile.EVENT),
        laps=_rows(ridden, profile.LAP),
        sessions=_rows(ridden, profile.SESSION),
        sports=_rows(ridden, profile.SPORT),
        kinds=[kind for kind in kinds if kind is not None],
        source=_name_source(found.table(profile.FILE_ID.number)),
        faults=list(dict.fromkeys(_explain(found))),
        offset=_first_fault(found),
    )


def _join(files: Sequence[FitFile], message: profile.Message) -> Table:
    number = message.number
    return join_tables([file.tables[number] for file in files if number in file.tables], number)


def _rows(files: Sequence[FitFile], message: profile.Message) -> list[Decoded]:
    """Messages one by one: for kinds of which a ride has few."""
    table = _join(files, message)
    keys = [key for key in table.keys if not table.is_text(key) and not table.is_array(key)]
    own = [
        key
        for key in keys
        if isinstance(key, DeveloperField) and key.application == profile.APPLICATION_ID
    ]
    numbers = {key for key in keys if isinstance(key, int)}
    for packed, parts in PARTS.get(message.number, {}).items():
        if packed in numbers:
            numbers |= {part[0] for part in parts}
    columns = {number: table.unpacked(number).tolist() for number in sorted(numbers)}
    own_columns = {key.number: table.numbers(key).tolist() for key in own}
    return [
        Decoded(number=message.number, values=_at(columns, index), own=_at(own_columns, index))
        for index in range(len(table))
    ]


def _at(columns: dict[int, list[float]], index: int) -> Values:
    values = ((key, column[index]) for key, column in columns.items())
    return {key: value for key, value in values if value == value}  # noqa: PLR0124 (not NaN)


# -- where it comes from, and what is wrong with it ------------------------------------------


def _name_source(file_ids: Table) -> str | None:
    """Maker and product, as far as the profile knows their names."""
    fields = [profile.FILE_ID[name] for name in ("manufacturer", "product", "product_name")]
    makers, products = (file_ids.numbers(field.number) for field in fields[:2])
    own_names = file_ids.texts(fields[2].number)
    for maker, product, own_name in zip(makers, products, own_names, strict=True):
        found = _name_device(maker, product, own_name)
        if found:
            return found
    return None


def _name_device(maker: float, product: float, own_name: str) -> str | None:
    if np.isnan(maker) or int(maker) in {0, _DEVELOPMENT}:
        return own_name or None
    number = int(maker)
    known = None if np.isnan(product) else PRODUCTS.get(number, {}).get(int(product))
    model = own_name or known or ("" if np.isnan(product) else f"{product:.0f}")
    title = MANUFACTURERS.get(number, f"maker {number}").replace("_", " ")
    words = title if number not in MANUFACTURERS else title[:1].upper() + title[1:]
    return f"{words} {model}" if model not in {"", "0"} else words


def _explain(found: FitContents) -> Iterator[str]:
    for file in found.files:
        if file.skipped:
            yield _say_skipped(file)
        elif file.is_open:
            yield "The file was never closed: all that was recorded was kept."
        elif file.is_cut:
            yield "The file is cut short: what came before the cut was kept."
        elif file.is_wrong:
            yield "The file's check sum is wrong: single values may be damaged."
    if found.trailing and found.files:
        yield "Bytes after the end of the ride make no sense and were left out."


def _say_skipped(file: FitFile) -> str:
    count, size = len(file.skipped), sum(one.size for one in file.skipped)
    where = "1 place was" if count == 1 else f"{count} places were"
    return f"The file is damaged: {where} skipped ({size} bytes), and what is whole was kept."


def _first_fault(found: FitContents) -> int | None:
    skipped = [one.begin for file in found.files for one in file.skipped]
    cut = [file.end for file in found.files if file.is_cut]
    trailing = [found.size - found.trailing] if found.trailing else []
    return min([*skipped, *cut, *trailing], default=None)
