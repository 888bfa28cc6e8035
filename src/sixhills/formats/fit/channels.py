"""Which record field carries which channel, the same for writing and reading."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sixhills.formats.fit.profile import RECORD, SEMICIRCLES_PER_DEGREE, Field
from sixhills.ride.recording import Channel

_RIGHT = 0x80  # set when a balance is that of the right leg; else nobody knows whose it is
_PER_CENT = 0x7F


@dataclass(frozen=True, kw_only=True)
class ChannelField:
    """A channel and its fields.

    Attributes:
        channel: of a ride.
        field: that is written, and read first.
        older: that is read where `field` has nothing, or None.
        factor: units of the field in one unit of the channel.
    """

    channel: Channel
    field: Field
    older: Field | None = None
    factor: float = 1.0


CHANNEL_FIELDS = (
    ChannelField(channel=Channel.POWER_W, field=RECORD["power"]),
    ChannelField(channel=Channel.CADENCE_RPM, field=RECORD["cadence"]),
    ChannelField(channel=Channel.HEART_RATE_BPM, field=RECORD["heart_rate"]),
    ChannelField(channel=Channel.SPEED_MPS, field=RECORD["enhanced_speed"], older=RECORD["speed"]),
    ChannelField(channel=Channel.DISTANCE_M, field=RECORD["distance"]),
    ChannelField(
        channel=Channel.ALTITUDE_M, field=RECORD["enhanced_altitude"], older=RECORD["altitude"]
    ),
    ChannelField(
        channel=Channel.LATITUDE_DEG, field=RECORD["position_lat"], factor=SEMICIRCLES_PER_DEGREE
    ),
    ChannelField(
        channel=Channel.LONGITUDE_DEG, field=RECORD["position_long"], factor=SEMICIRCLES_PER_DEGREE
    ),
    ChannelField(channel=Channel.TEMPERATURE_C, field=RECORD["temperature"]),
    ChannelField(channel=Channel.GRADE, field=RECORD["grade"], factor=100.0),  # per cent
    ChannelField(channel=Channel.RESISTANCE_LEVEL, field=RECORD["resistance"]),
)
"""All channels but the balance of the legs, which is stored with a flag."""

BALANCE = RECORD["left_right_balance"]


def balance_from_left_share(left_share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Balance as it is stored: whole per cent of the right leg, flagged as such.

    NaN where the share is missing or no share.
    """
    share = np.where((left_share >= 0) & (left_share <= 1), left_share, np.nan)
    return np.asarray(_RIGHT + np.rint(100.0 * (1.0 - share)))


def left_share_from_balance(balance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the left leg; NaN where missing, where no side is said or above 100 per cent."""
    stored = np.nan_to_num(balance).astype(np.int64)
    right = stored & _PER_CENT
    known = (stored & _RIGHT > 0) & (right <= 100)
    return np.where(known, 1.0 - right / 100.0, np.nan)
