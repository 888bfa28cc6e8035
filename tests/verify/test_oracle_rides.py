"""Summaries of rides that people recorded, against figures that another decoder gave.

`oracle.json` was made by Garmin's own decoder with plain arithmetic; its `_method` says how.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sixhills.usecases.ride_files import read_ride_file
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

pytestmark = pytest.mark.skipif(not RIDES.is_dir(), reason="recorded rides are not here")


@cache
def summary_of(name: str) -> Summary:
    return summarize(read_ride_file(RIDES / name))


def has_pauses(name: str) -> bool:
    """Whether the device's timer stood still for longer than a few seconds."""
    session = oracle(name)["device_session"][0]
    return bool(session["total_elapsed_time"] - session["total_timer_time"] > 5)


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


@pytest.mark.parametrize("name", NAMES)
def test_recorded_time_is_the_devices_timer(name: str) -> None:
    timer_s = oracle(name)["device_session"][0]["total_timer_time"]
    assert summary_of(name).recorded_s == pytest.approx(timer_s, rel=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_standing_is_known_where_a_device_recorded_it(name: str) -> None:
    events_s = oracle(name).get("standing_s_from_events")
    assert (summary_of(name).standing_s is None) == (events_s is None)


@pytest.mark.parametrize(
    ("name", "standing_s"),
    [
        # recorded seconds standing and on the way up (notes on formats, 3.6)
        ("indoor_assioma_position291.fit", 1405 + 397),
        ("road_edge530_1385m_standing.fit", 1249 + 459),
    ],
)
def test_standing_is_the_recorded_seconds_off_the_saddle(name: str, standing_s: float) -> None:
    assert summary_of(name).standing_s == pytest.approx(standing_s, rel=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_the_devices_own_figures_stand_beside_ours(name: str) -> None:
    session = oracle(name)["device_session"][0]
    summary = summary_of(name)
    assert summary.device_ascent_m == session.get("total_ascent")
    assert summary.device_standing_s == session.get("time_standing")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seconds", [5, 60, 300, 1200])
def test_the_best_means_agree_where_nothing_is_missing(name: str, seconds: int) -> None:
    """The oracle fills seconds without a record with 0 W, so rides with holes may show more."""
    expected = oracle(name)[f"mmp_{seconds}s_gaps0"]
    found = summary_of(name).mean_max_power_w[str(seconds)]
    assert found is not None
    assert found >= expected * (1 - 1e-4)
    if oracle(name)["seconds_without_record"] == 0 and not has_pauses(name):
        assert found == pytest.approx(expected, rel=1e-4)
