"""Names of the services and characteristics that trainers and sensors have.

Bluetooth SIG, Assigned Numbers (16 bit); Wahoo's and Tacx's own as seen in public programs.
"""

from __future__ import annotations

_BASE = "-0000-1000-8000-00805f9b34fb"


def short(number: int) -> str:
    """The UUID of a 16-bit number, as lower-case text."""
    return f"{number:08x}{_BASE}"


def as_short(uuid: str) -> int | None:
    """The 16-bit number of a UUID in text, or None where it has none."""
    return int(uuid[:8], 16) if uuid.endswith(_BASE) and uuid.startswith("0000") else None


def normalize(text: str) -> str:
    """A UUID as people write it (`1826`, `0x1826`, 32 or 36 characters) as lower-case text.

    Raises:
        ValueError: it is none.
    """
    bare = text.strip().lower().removeprefix("0x").replace("-", "")
    value = int(bare, 16)
    if len(bare) <= 4:
        return short(value)
    if len(bare) == 8:
        return f"{bare}{_BASE}"
    if len(bare) != 32:
        raise ValueError(f"no UUID: {text!r}")
    return "-".join((bare[:8], bare[8:12], bare[12:16], bare[16:20], bare[20:]))


FITNESS_MACHINE = short(0x1826)
CYCLING_POWER = short(0x1818)
SPEED_CADENCE = short(0x1816)
HEART_RATE = short(0x180D)
BATTERY = short(0x180F)
DEVICE_INFORMATION = short(0x180A)
TACX = "6e40fec1-b5a3-f393-e0a9-e50e24dcca9e"

MACHINE_FEATURE = short(0x2ACC)
INDOOR_BIKE_DATA = short(0x2AD2)
TRAINING_STATUS = short(0x2AD3)
SPEED_RANGE = short(0x2AD4)
GRADE_RANGE = short(0x2AD5)
RESISTANCE_RANGE = short(0x2AD6)
HEART_RATE_RANGE = short(0x2AD7)
POWER_RANGE = short(0x2AD8)
MACHINE_CONTROL_POINT = short(0x2AD9)
MACHINE_STATUS = short(0x2ADA)

POWER_MEASUREMENT = short(0x2A63)
POWER_FEATURE = short(0x2A65)
SENSOR_LOCATION = short(0x2A5D)
SPEED_CADENCE_MEASUREMENT = short(0x2A5B)
HEART_RATE_MEASUREMENT = short(0x2A37)
BATTERY_LEVEL = short(0x2A19)
MANUFACTURER_NAME = short(0x2A29)
MODEL_NUMBER = short(0x2A24)
FIRMWARE_REVISION = short(0x2A26)

WAHOO_CONTROL_POINT = "a026e005-0a7d-4ab3-97fa-f1500f9feb8b"
TACX_FROM_TRAINER = "6e40fec2-b5a3-f393-e0a9-e50e24dcca9e"
TACX_TO_TRAINER = "6e40fec3-b5a3-f393-e0a9-e50e24dcca9e"
