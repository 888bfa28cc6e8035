"""Summaries of rides that people recorded, against figures that another decoder gave.

`oracle.json` was made by Garmin's own decoder with plain arithmetic; its `_method` says how.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sixhills.verify.summary import Summary, summarize

RIDES = Path(__file__).parents[2].parent / "shared" / "data" / "rides"
NAMES = (
    "road_edge530_1385m_standing.fit",
    "indoor_assioma_position291.fit",
    "climb_1549m.fit",
    "edge1000_4078723797.fit",
    "zwift_turbo.fit",
    "wahoo_parc_gatineau_4h.fit",
    "climb_839m.fit",
    "edge530_hrv_balance.fit",
)

# its timer stood still for 920 s in which it wrote records all the same
TIMER_DISAGREES = "climb_1549m.fit"

pytestmark = pytest.mark.skipif(not RIDES.is_dir(), reason="recorded rides are not here")
reader = pytest.importorskip("sixhills.formats.fit.reader")


@cache
def summary_of(name: str) -> Summary:
    return summarize(reader.read_activity(RIDES / name))


def oracle(name: str) -> dict[str, Any]:
    ride: dict[str, Any] = json.loads((RIDES / "oracle.json").read_text())["rides"][name]
    return ride


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("field", "key", "rel"),
    [
        ("records", "records", 0),
        ("distance_m", "distance_m_last_record", 1e-6),
        ("mean_power_w", "power_mean_recorded", 1e-5),  # the oracle keeps three decimals
        ("max_power_w", "power_max", 0),
        ("mean_heart_rate_bpm", "hr_mean_recorded", 1e-5),
        ("ascent_m", "ascent_turning3m_m", 1e-6),
        ("work_kj", "work_kj", 1e-3),  # where a record is missing, the one before it holds
        ("weighted_power_w", "np_coggan_recorded_only", 2e-3),  # likewise
    ],
)
def test_a_figure_agrees(name: str, field: str, key: str, rel: float) -> None:
    expected = oracle(name).get(key)
    found = getattr(summary_of(name), field)
    assert found == (None if expected is None else pytest.approx(expected, rel=rel))


@pytest.mark.parametrize("name", [name for name in NAMES if name != TIMER_DISAGREES])
def test_recorded_time_is_the_devices_timer(name: str) -> None:
    timer_s = oracle(name)["device_session"][0]["total_timer_time"]
    assert summary_of(name).recorded_s == pytest.approx(timer_s, rel=0.005)


@pytest.mark.parametrize("name", NAMES)
def test_standing_is_known_where_a_device_recorded_it(name: str) -> None:
    events_s = oracle(name).get("standing_s_from_events")
    assert (summary_of(name).standing_s is None) == (events_s is None)


@pytest.mark.parametrize(
    ("name", "rel"),
    [
        ("indoor_assioma_position291.fit", 0.005),
        # the device's own figure leaves out part of the transitions (notes on formats, 3.6)
        ("road_edge530_1385m_standing.fit", 0.15),
    ],
)
def test_standing_agrees_with_the_device(name: str, rel: float) -> None:
    device_s = oracle(name)["device_session"][0]["time_standing"]
    assert summary_of(name).standing_s == pytest.approx(device_s, rel=rel)
