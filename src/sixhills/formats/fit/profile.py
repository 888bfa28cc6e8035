"""The FIT messages and fields that sixhills writes or reads, as tables.

A stored number is `(value + offset) * scale`, rounded; each base type keeps one number to say
"missing". Developer fields are our own: the file carries their description with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
"""Time 0 of FIT; times are whole seconds since."""

SEMICIRCLES_PER_DEGREE = 2**31 / 180


@dataclass(frozen=True, kw_only=True)
class BaseType:
    """How a number or text is stored.

    Attributes:
        code: the type's number in a definition.
        letter: of the struct module; a 32-bit float is stored as its bits.
        size: bytes of one value; 1 for text and byte arrays, whose field says how many.
        lowest: the lowest number that can be stored.
        highest: likewise; never the one that says "missing".
        invalid: the number that says "missing".
    """

    code: int
    letter: str
    size: int
    lowest: int
    highest: int
    invalid: int


def _unsigned(code: int, letter: str, size: int) -> BaseType:
    top = 2 ** (8 * size) - 1
    return BaseType(code=code, letter=letter, size=size, lowest=0, highest=top - 1, invalid=top)


def _signed(code: int, letter: str, size: int) -> BaseType:
    top = 2 ** (8 * size - 1) - 1
    return BaseType(
        code=code, letter=letter, size=size, lowest=-top - 1, highest=top - 1, invalid=top
    )


ENUM = _unsigned(0x00, "B", 1)
SINT8 = _signed(0x01, "b", 1)
UINT8 = _unsigned(0x02, "B", 1)
TEXT = _unsigned(0x07, "s", 1)
BYTES = _unsigned(0x0D, "s", 1)
SINT16 = _signed(0x83, "h", 2)
UINT16 = _unsigned(0x84, "H", 2)
SINT32 = _signed(0x85, "i", 4)
UINT32 = _unsigned(0x86, "I", 4)
FLOAT32 = _unsigned(0x88, "I", 4)
UINT32Z = BaseType(code=0x8C, letter="I", size=4, lowest=1, highest=2**32 - 1, invalid=0)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a message.

    Attributes:
        name: as the FIT profile calls it.
        number: within its message, or among our developer fields.
        base: how it is stored.
        scale: stored units in one unit.
        offset: added before scaling.
        length: bytes of a text (its closing zero included) or byte array, else 1.
        units: as the FIT profile writes them; only developer fields carry them.
    """

    name: str
    number: int
    base: BaseType
    scale: float = 1.0
    offset: float = 0.0
    length: int = 1
    units: str = ""

    @property
    def size(self) -> int:
        """Bytes that the field takes in a message."""
        return self.base.size * self.length


@dataclass(frozen=True, kw_only=True)
class Message:
    """One kind of message: its number, and its fields by name."""

    name: str
    number: int
    fields: tuple[Field, ...]
    _by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {one.name: one for one in self.fields})

    def __getitem__(self, name: str) -> Field:
        return self._by_name[name]


def _fields(
    *rows: tuple[str, int, BaseType] | tuple[str, int, BaseType, float],
) -> tuple[Field, ...]:
    return tuple(
        Field(name=row[0], number=row[1], base=row[2], scale=row[3] if len(row) > 3 else 1.0)
        for row in rows
    )


def _text(name: str, number: int, length: int) -> Field:
    return Field(name=name, number=number, base=TEXT, length=length)


def _altitude(name: str, number: int, base: BaseType) -> Field:
    return Field(name=name, number=number, base=base, scale=5.0, offset=500.0)


_TIMESTAMP = ("timestamp", 253, UINT32)
_INDEX = ("message_index", 254, UINT16)

FILE_ID = Message(
    name="file_id",
    number=0,
    fields=(
        *_fields(
            ("type", 0, ENUM),
            ("manufacturer", 1, UINT16),
            ("product", 2, UINT16),
            ("time_created", 4, UINT32),
        ),
        _text("product_name", 8, 32),
    ),
)
FILE_CREATOR = Message(
    name="file_creator", number=49, fields=_fields(("software_version", 0, UINT16))
)
DEVELOPER_DATA_ID = Message(
    name="developer_data_id",
    number=207,
    fields=(
        Field(name="application_id", number=1, base=BYTES, length=16),
        *_fields(
            ("manufacturer_id", 2, UINT16),
            ("developer_data_index", 3, UINT8),
            ("application_version", 4, UINT32),
        ),
    ),
)
FIELD_DESCRIPTION = Message(
    name="field_description",
    number=206,
    fields=(
        *_fields(
            ("developer_data_index", 0, UINT8),
            ("field_definition_number", 1, UINT8),
            ("fit_base_type_id", 2, UINT8),
        ),
        _text("field_name", 3, 24),
        _text("units", 8, 16),
    ),
)
COURSE = Message(
    name="course",
    number=31,
    fields=(
        *_fields(("sport", 4, ENUM), ("capabilities", 6, UINT32Z), ("sub_sport", 7, ENUM)),
        _text("name", 5, 32),
    ),
)
COURSE_POINT = Message(
    name="course_point",
    number=32,
    fields=(
        *_fields(
            _INDEX,
            ("timestamp", 1, UINT32),
            ("position_lat", 2, SINT32),
            ("position_long", 3, SINT32),
            ("distance", 4, UINT32, 100.0),
            ("type", 5, ENUM),
        ),
        _text("name", 6, 32),
    ),
)
WORKOUT = Message(
    name="workout",
    number=26,
    fields=(
        *_fields(("sport", 4, ENUM), ("num_valid_steps", 6, UINT16), ("sub_sport", 11, ENUM)),
        _text("wkt_name", 8, 64),
        _text("wkt_description", 17, 252),
    ),
)
WORKOUT_STEP = Message(
    name="workout_step",
    number=27,
    fields=(
        *_fields(
            _INDEX,
            ("duration_type", 1, ENUM),
            ("duration_value", 2, UINT32),
            ("target_type", 3, ENUM),
            ("target_value", 4, UINT32),
            ("custom_target_value_low", 5, UINT32),
            ("custom_target_value_high", 6, UINT32),
            ("intensity", 7, ENUM),
            ("secondary_target_type", 19, ENUM),
            ("secondary_target_value", 20, UINT32),
            ("secondary_custom_target_value_low", 21, UINT32),
            ("secondary_custom_target_value_high", 22, UINT32),
        ),
        _text("wkt_step_name", 0, 24),
        _text("notes", 8, 244),
    ),
)
EVENT = Message(
    name="event",
    number=21,
    fields=_fields(
        _TIMESTAMP,
        ("event", 0, ENUM),
        ("event_type", 1, ENUM),
        ("data", 3, UINT32),
        ("event_group", 4, UINT8),
    ),
)
RECORD = Message(
    name="record",
    number=20,
    fields=(
        *_fields(
            _TIMESTAMP,
            ("position_lat", 0, SINT32),
            ("position_long", 1, SINT32),
            ("heart_rate", 3, UINT8),
            ("cadence", 4, UINT8),
            ("distance", 5, UINT32, 100.0),
            ("speed", 6, UINT16, 1000.0),
            ("power", 7, UINT16),
            ("grade", 9, SINT16, 100.0),
            ("resistance", 10, UINT8),
            ("temperature", 13, SINT8),
            ("left_right_balance", 30, UINT8),
            ("enhanced_speed", 73, UINT32, 1000.0),
        ),
        _altitude("altitude", 2, UINT16),
        _altitude("enhanced_altitude", 78, UINT32),
    ),
)
LAP = Message(
    name="lap",
    number=19,
    fields=_fields(
        _INDEX,
        _TIMESTAMP,
        ("event", 0, ENUM),
        ("event_type", 1, ENUM),
        ("start_time", 2, UINT32),
        ("start_position_lat", 3, SINT32),
        ("start_position_long", 4, SINT32),
        ("end_position_lat", 5, SINT32),
        ("end_position_long", 6, SINT32),
        ("total_elapsed_time", 7, UINT32, 1000.0),
        ("total_timer_time", 8, UINT32, 1000.0),
        ("total_distance", 9, UINT32, 100.0),
        ("avg_heart_rate", 15, UINT8),
        ("max_heart_rate", 16, UINT8),
        ("avg_cadence", 17, UINT8),
        ("max_cadence", 18, UINT8),
        ("avg_power", 19, UINT16),
        ("max_power", 20, UINT16),
        ("total_ascent", 21, UINT16),
        ("total_descent", 22, UINT16),
        ("lap_trigger", 24, ENUM),
        ("sport", 25, ENUM),
        ("sub_sport", 39, ENUM),
        ("total_work", 41, UINT32),
        ("wkt_step_index", 71, UINT16),
        ("time_standing", 98, UINT32, 1000.0),
        ("stand_count", 99, UINT16),
    ),
)
SESSION = Message(
    name="session",
    number=18,
    fields=_fields(
        _INDEX,
        _TIMESTAMP,
        ("event", 0, ENUM),
        ("event_type", 1, ENUM),
        ("start_time", 2, UINT32),
        ("sport", 5, ENUM),
        ("sub_sport", 6, ENUM),
        ("total_elapsed_time", 7, UINT32, 1000.0),
        ("total_timer_time", 8, UINT32, 1000.0),
        ("total_distance", 9, UINT32, 100.0),
        ("avg_heart_rate", 16, UINT8),
        ("max_heart_rate", 17, UINT8),
        ("avg_cadence", 18, UINT8),
        ("max_cadence", 19, UINT8),
        ("avg_power", 20, UINT16),
        ("max_power", 21, UINT16),
        ("total_ascent", 22, UINT16),
        ("first_lap_index", 25, UINT16),
        ("num_laps", 26, UINT16),
        ("trigger", 28, ENUM),
        ("total_work", 48, UINT32),
        ("time_standing", 112, UINT32, 1000.0),
        ("stand_count", 113, UINT16),
    ),
)
SPORT = Message(name="sport", number=12, fields=_fields(("sport", 0, ENUM), ("sub_sport", 1, ENUM)))
ACTIVITY = Message(
    name="activity",
    number=34,
    fields=_fields(
        _TIMESTAMP,
        ("total_timer_time", 0, UINT32, 1000.0),
        ("num_sessions", 1, UINT16),
        ("type", 2, ENUM),
        ("event", 3, ENUM),
        ("event_type", 4, ENUM),
    ),
)


# -- enumerations --------------------------------------------------------------------------


class FileType(IntEnum):
    """What a file holds, as far as it matters here."""

    ACTIVITY = 4
    WORKOUT = 5
    COURSE = 6
    SEGMENT = 34


PLANS = {
    FileType.WORKOUT: "a workout",
    FileType.COURSE: "a route (course)",
    FileType.SEGMENT: "a segment",
}
"""Files that may look like a ride but were not ridden: what to call them."""


class Manufacturer(IntEnum):
    """Who made a file."""

    DEVELOPMENT = 255


FIRST_TIME_S = 946_684_800
"""When files were made that have no date of their own: 2019-12-31."""

PRODUCT = 1
"""Our product number, beside the manufacturer number of those who have none of their own."""


class Sport(IntEnum):
    """What was done, as far as it matters here."""

    GENERIC = 0
    CYCLING = 2
    TRANSITION = 3
    FITNESS_EQUIPMENT = 4
    TRAINING = 10


class SubSport(IntEnum):
    """Where it was done, as far as it matters here."""

    GENERIC = 0
    SPIN = 5
    INDOOR_CYCLING = 6
    ROAD = 7
    VIRTUAL_ACTIVITY = 58


OTHER_SPORTS = {
    1: "running",
    int(Sport.TRANSITION): "transition",
    5: "swimming",
    int(Sport.TRAINING): "training",
    11: "walking",
    12: "cross-country skiing",
    13: "alpine skiing",
    14: "snowboarding",
    15: "rowing",
    16: "mountaineering",
    17: "hiking",
    19: "paddling",
    22: "motorcycling",
    23: "boating",
    24: "driving",
    25: "golf",
    27: "horse riding",
    30: "inline skating",
    31: "rock climbing",
    32: "sailing",
    33: "ice skating",
    35: "snowshoeing",
    37: "stand-up paddling",
    38: "surfing",
    41: "kayaking",
    47: "boxing",
    62: "interval training",
    64: "a racket sport",
}
"""Sports that are no riding, and what to call them; any other may be riding."""

OTHER_MACHINES = {
    1: "running",  # treadmill
    14: "rowing",
    15: "an elliptical trainer",
    16: "stair climbing",
    20: "strength training",
    27: "walking",
    45: "running",
}
"""Sub-sports of fitness equipment that is no bike."""

RIDDEN_INDOORS = frozenset({SubSport.SPIN, SubSport.INDOOR_CYCLING, SubSport.VIRTUAL_ACTIVITY})
"""Sub-sports of training that are riding all the same."""


class Event(IntEnum):
    """What happened."""

    TIMER = 0
    SESSION = 8
    LAP = 9
    ACTIVITY = 26
    RIDER_POSITION_CHANGE = 44


class EventType(IntEnum):
    """In what way it happened."""

    START = 0
    STOP = 1
    MARKER = 3
    STOP_ALL = 4
    STOP_DISABLE = 8
    STOP_DISABLE_ALL = 9


class CoursePointKind(IntEnum):
    """What is at a point of a course (FIT profile, type course_point)."""

    GENERIC = 0
    SUMMIT = 1
    VALLEY = 2
    WATER = 3
    FOOD = 4
    DANGER = 5
    LEFT = 6
    RIGHT = 7
    STRAIGHT = 8
    FOURTH_CATEGORY = 10
    THIRD_CATEGORY = 11
    SECOND_CATEGORY = 12
    FIRST_CATEGORY = 13
    HORS_CATEGORY = 14
    SPRINT = 15
    LEFT_FORK = 16
    RIGHT_FORK = 17
    SLIGHT_LEFT = 19
    SHARP_LEFT = 20
    SLIGHT_RIGHT = 21
    SHARP_RIGHT = 22
    U_TURN = 23
    SEGMENT_START = 24
    SEGMENT_END = 25


class RiderPosition(IntEnum):
    """Data of a rider position event."""

    SEATED = 0
    STANDING = 1
    TRANSITION_TO_SEATED = 2
    TRANSITION_TO_STANDING = 3


class StepDuration(IntEnum):
    """What ends a workout step."""

    TIME = 0
    DISTANCE = 1


class StepTarget(IntEnum):
    """What a workout step aims at."""

    OPEN = 2
    CADENCE = 3
    POWER = 4


class Intensity(IntEnum):
    """What a workout step is for."""

    ACTIVE = 0
    WARM_UP = 2
    COOL_DOWN = 3
    RECOVERY = 4
    INTERVAL = 5


class LapTrigger(IntEnum):
    """What ended a lap."""

    MANUAL = 0
    SESSION_END = 7


# -- our own fields ------------------------------------------------------------------------

APPLICATION_ID = bytes.fromhex("5b1c0e7a94d24f6fa3c86d7710e2b95c")
"""Marks developer fields as ours, in every file and for ever."""

SEGMENT = Field(name="segment", number=0, base=UINT16)
TARGET_EFFORT = Field(name="target_effort", number=1, base=UINT16, units="% CP")
TARGET_POWER = Field(name="target_power", number=2, base=UINT16, units="watts")
POSTURE_ASKED = Field(name="posture_asked", number=3, base=UINT8)
POSTURE_SOURCE = Field(name="posture_source", number=4, base=UINT8)
RESISTANCE_LEVEL = Field(name="resistance_level", number=5, base=FLOAT32)

DEVELOPER_FIELDS = (
    SEGMENT,
    TARGET_EFFORT,
    TARGET_POWER,
    POSTURE_ASKED,
    POSTURE_SOURCE,
    RESISTANCE_LEVEL,
)
"""Fields of ours on records: segment of the prescription from 0; what it asks for; the posture
asked (0 seated, 1 standing, 2 free); how the posture is known (0 device, 1 confirmed,
2 instructed, 3 inferred, 4 unknown), also on rider position events; level or turns set."""

_FIRST_CARRIER, _CARRIER_LENGTH = 32, 241


def make_carrier_field(index: int) -> Field:
    """A field of ours on workouts, for a part of the text form that goes along with the file."""
    number = _FIRST_CARRIER + index
    return Field(name=f"sixhills_{index}", number=number, base=TEXT, length=_CARRIER_LENGTH)
