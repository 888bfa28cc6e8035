from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from sixhills.errors import InvalidValueError
from sixhills.ride.recording import Channel, Ride

START = datetime(2026, 5, 1, 9, tzinfo=UTC)


def test_a_channel_that_is_absent_is_none() -> None:
    watts = np.array([100.0, 110.0])
    ride = Ride(start=START, elapsed_s=np.arange(2.0), channels={Channel.POWER_W: watts})
    assert ride.channel(Channel.POWER_W) is watts
    assert ride.channel(Channel.CADENCE_RPM) is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"start": datetime(2026, 5, 1, 9)}, "zone"),  # noqa: DTZ001
        ({"elapsed_s": np.array([])}, "at least one record"),
        ({"elapsed_s": np.array([0.0, 1.0, 1.0])}, "strictly rising"),
        ({"segments": np.array([0], dtype=np.int32)}, "segments must be 3 long"),
        ({"channels": {Channel.POWER_W: np.arange(2.0)}}, "channel power_w must be 3 long"),
    ],
)
def test_a_ride_checks_itself(wrong: dict[str, object], message: str) -> None:
    values: dict[str, object] = {"start": START, "elapsed_s": np.arange(3.0), **wrong}
    with pytest.raises(InvalidValueError, match=message):
        Ride(**values)
