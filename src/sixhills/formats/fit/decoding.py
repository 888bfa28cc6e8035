"""FIT bytes to messages, by fitdecode, as far as they are whole.

This module is the seam: nothing else knows which library decodes. Damage never raises here: what
came before it is kept, and said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sixhills.formats.fit import profile
from sixhills.formats.fit.checksum import crc16

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fitdecode import FitDataMessage, FitHeader, FitReader

Values = dict[int, float]
"""Numbers of a message by field number, in the profile's units, enumerations as codes.

Only what is valid is there; texts and arrays are not.
"""

_LENT = {profile.RECORD[name].number for name in ("power", "heart_rate", "cadence")}
_HEADER_SIZE_AT, _HEADER_MAGIC_AT = slice(4, 8), slice(8, 12)
_MAGIC = b".FIT"
_CRC_SIZE = 2


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """One message.

    Attributes:
        number: which kind of message it is.
        values: of the profile's fields; power, heart rate and cadence also of developer fields
            that say that they stand for these.
        own: of our own developer fields; all others are left out.
    """

    number: int
    values: Values
    own: Values


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
        offset: byte at which decoding had to stop, or None.
    """

    records: list[Decoded] = field(default_factory=list)
    events: list[Decoded] = field(default_factory=list)
    laps: list[Decoded] = field(default_factory=list)
    sessions: list[Decoded] = field(default_factory=list)
    sports: list[Decoded] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    source: str | None = None
    faults: list[str] = field(default_factory=list)
    offset: int | None = None


def is_fit(data: bytes) -> bool:
    """Whether bytes begin like a FIT file."""
    return len(data) >= 12 and data[_HEADER_MAGIC_AT] == _MAGIC


def decode(data: bytes) -> Contents:
    """What can be read of a FIT file, up to the first byte that makes no sense."""
    import fitdecode  # late: its tables take a tenth of a second to load

    decoding = _Decoding(_close_header(data))
    reader = fitdecode.FitReader(
        decoding.data,
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,  # ours takes a fifth of the time
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    for frame in decoding.frames(reader):
        match frame.frame_type:
            case fitdecode.FIT_FRAME_DATA:
                decoding.take(frame)
            case fitdecode.FIT_FRAME_HEADER:
                decoding.begin_file(frame)
            case fitdecode.FIT_FRAME_CRC:
                decoding.end_file(frame.crc)
    return decoding.contents


def _close_header(data: bytes) -> bytes:
    """Give a file that its recorder never closed the size that it has."""
    if any(data[_HEADER_SIZE_AT]):
        return data
    size = max(0, len(data) - data[0])
    return data[: _HEADER_SIZE_AT.start] + size.to_bytes(4, "little") + data[_HEADER_SIZE_AT.stop :]


class _Decoding:
    """What is known while a file is taken apart."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.contents = Contents()
        self._begin = self._end = 0  # of the present one of several files
        self._is_plan = False
        self._own_indexes: set[int] = set()
        self._shelves = {
            profile.RECORD.number: self.contents.records,
            profile.EVENT.number: self.contents.events,
            profile.LAP.number: self.contents.laps,
            profile.SESSION.number: self.contents.sessions,
            profile.SPORT.number: self.contents.sports,
        }

    def frames(self, reader: FitReader) -> Iterator[FitDataMessage]:
        """The frames of a reader until it fails."""
        try:
            yield from reader
        except Exception as error:  # damaged bytes make it raise nearly anything
            self.contents.offset = getattr(error, "offset", None)
            self.contents.faults.append(_explain(error, files=reader.fit_files_count))

    def begin_file(self, header: FitHeader) -> None:
        """Another file begins: the first, or one that follows."""
        self._begin = self._end
        self._end += header.header_size + header.body_size + _CRC_SIZE
        self._is_plan = False
        self._own_indexes = set()

    def end_file(self, crc: int) -> None:
        """The file has ended with a check sum."""
        if crc16(memoryview(self.data)[self._begin : self._end - _CRC_SIZE]) != crc:
            self.contents.faults.append(
                "The file's check sum is wrong: single values may be damaged."
            )

    def take(self, message: FitDataMessage) -> None:
        """Take in a message."""
        number = message.global_mesg_num
        if number == profile.FILE_ID.number:
            self._take_file_id(message)
        elif number == profile.DEVELOPER_DATA_ID.number:
            self._take_developer(message)
        elif number in self._shelves and not self._is_plan:
            self._shelves[number].append(_decode(message, self._own_indexes))

    def _take_file_id(self, message: FitDataMessage) -> None:
        kind = _decode(message, set()).values.get(profile.FILE_ID["type"].number)
        if kind is not None:
            self.contents.kinds.append(int(kind))
            self._is_plan = kind in profile.PLANS
        self.contents.source = self.contents.source or _name_source(message)

    def _take_developer(self, message: FitDataMessage) -> None:
        index = message.get_raw_value("developer_data_index", fallback=None)
        application = message.get_raw_value("application_id", fallback=None)
        self._own_indexes.discard(index)
        if isinstance(application, tuple) and application == tuple(profile.APPLICATION_ID):
            self._own_indexes.add(index)


def _decode(message: FitDataMessage, own_indexes: set[int]) -> Decoded:
    values: Values = {}
    unpacked: Values = {}
    lent: Values = {}
    own: Values = {}
    for item in message.fields:
        # enumerations are rendered as words, which the number under them is better than
        value = item.value if isinstance(item.value, (int, float)) else item.raw_value
        if not isinstance(value, (int, float)):
            continue
        if item.field_def is None:  # unpacked from another field, or from the message's header
            unpacked[item.field.def_num] = value
        elif not item.field_def.is_dev:
            values[item.field_def.def_num] = value
        elif item.field_def.dev_data_index in own_indexes:
            own[item.field_def.def_num] = value
        elif message.global_mesg_num == profile.RECORD.number:
            native = item.field.native_field_num
            if native in _LENT:
                lent[native] = value
    return Decoded(number=message.global_mesg_num, values=lent | unpacked | values, own=own)


def _name_source(message: FitDataMessage) -> str | None:
    """Maker and product, as far as the decoder knows their names."""
    maker = message.get_value("manufacturer", fallback=None)
    own_name = message.get_value("product_name", fallback=None)
    product = own_name or message.get_value("product", fallback=None)
    if maker in {None, 0} or maker == profile.Manufacturer.DEVELOPMENT.name.lower():
        return str(own_name) if own_name else None
    title = f"{maker}".replace("_", " ")
    words = f"maker {maker}" if isinstance(maker, int) else title[:1].upper() + title[1:]
    return f"{words} {product}" if product else words


def _explain(error: Exception, *, files: int) -> str:
    import fitdecode

    if isinstance(error, fitdecode.FitEOFError):
        return "The file is cut short: what came before the cut was kept."
    if isinstance(error, fitdecode.FitHeaderError) and files:
        return "Bytes after the end of the ride make no sense and were left out."
    return "The file is damaged: what came before the damage was kept."
