"""Regions learnt from stored rides, and maps that rides correct; maps brought from an address."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from made_regions import LANDS, make_roads, make_terrain, write_hgt, write_osm_xml
from ridden_tracks import record, ride_about
from sixhills.errors import InputError
from sixhills.ride.recording import Channel, Ride
from sixhills.store.store import Store
from sixhills.usecases.regions import add_region, add_ridden_region, open_region, update_region
from sixhills.usecases.routing import RouteRequest, find_routes

START = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


def store_rides(home: Path, count: int) -> None:
    """Rides over the made region, one a day."""
    terrain = make_terrain("rolling")
    with Store.open(home) as store:
        for day in range(count):
            track = record(terrain, ride_about(terrain, day), "rolling", day)
            ride = Ride(
                start=START + timedelta(days=day),
                elapsed_s=np.arange(float(len(track.lat_deg))),
                channels={
                    Channel.LATITUDE_DEG: track.lat_deg,
                    Channel.LONGITUDE_DEG: track.lon_deg,
                    Channel.ALTITUDE_M: track.altitude_m,
                },
            )
            store.rides.add(
                ride=ride,
                original=None,
                extension=".fit",
                file_name=None,
                prescription=None,
                summary={},
            )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    store_rides(folder, 6)
    return folder


def test_a_region_from_rides_has_routes(home: Path) -> None:
    info = add_ridden_region(home)

    assert info.name == "my-rides"
    assert info.rides == 6
    assert info.height_noise_m is not None
    assert info.height_noise_m < 1.5
    assert "your own 6 rides" in info.attribution[0]
    network = open_region(home, "my-rides").terrain.network
    door = RouteRequest(lat_deg=float(network.lat_deg[0]), lon_deg=float(network.lon_deg[0]))
    assert find_routes(home, "my-rides", door).routes[0].shape.is_exact


def test_it_is_updated_from_the_rides(home: Path) -> None:
    add_ridden_region(home, name="again")

    assert update_region(home, "again").rides == 6


def test_without_rides_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="sixhills import"):
        add_ridden_region(tmp_path)


def test_rides_far_from_a_place_are_no_region_there(home: Path) -> None:
    with pytest.raises(InputError, match="near there"):
        add_ridden_region(home, near=(0.0, 0.0))


def test_a_map_is_corrected_by_rides_and_says_so(home: Path, tmp_path: Path) -> None:
    write_osm_xml(tmp_path / "shire.osm", make_roads())
    write_hgt(tmp_path / "N50E008.hgt", LANDS["rolling"])

    info = add_region(
        home, str(tmp_path / "shire.osm"), elevation=[str(tmp_path / "N50E008.hgt")], rides=True
    )

    assert info.rides > 0
    assert info.ridden_km > 100
    assert update_region(home, "shire").rides == info.rides


@pytest.mark.enable_socket
def test_a_map_and_heights_are_fetched_from_an_address(tmp_path: Path) -> None:
    served = tmp_path / "served"
    served.mkdir()
    write_osm_xml(served / "shire.osm", make_roads(columns=6, rows=6))
    write_hgt(served / "N50E008.hgt", LANDS["rolling"])
    handler = partial(_Quiet, directory=str(served))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        base = f"http://127.0.0.1:{server.server_address[1]}"
        info = add_region(tmp_path / "home", f"{base}/shire.osm", elevation=[f"{base}/N50E008.hgt"])
        with pytest.raises(InputError, match="cannot be fetched"):
            add_region(tmp_path / "home", f"{base}/nowhere.osm")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

    assert info.name == "shire"
    assert info.map_file == f"{base}/shire.osm"
    assert info.height_noise_m is not None
    assert not list((tmp_path / "home").rglob("*.hgt"))  # what was fetched is not kept


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""
