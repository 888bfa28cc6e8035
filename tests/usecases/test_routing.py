"""Regions prepared, routes found and written, all from made maps."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from garmin_fit_sdk import Decoder, Stream

from made_regions import (
    LANDS,
    METRES_EAST,
    METRES_NORTH,
    SOUTH,
    WEST,
    make_roads,
    write_hgt,
    write_osm_xml,
)
from sixhills.errors import FormatError, InputError, NotFoundError
from sixhills.formats.course_xml import read_gpx_course, read_tcx_course
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.fit.course import read_course, write_course
from sixhills.ride.recording import Channel, Ride
from sixhills.roads.network import distance_m
from sixhills.usecases.exporting_routes import FILES, export_route, fit_workout, prescribe_route
from sixhills.usecases.profile import Overrides
from sixhills.usecases.regions import (
    add_region,
    drop_region,
    name_map,
    open_region,
    show_regions,
    update_region,
)
from sixhills.usecases.route_matching import match_route
from sixhills.usecases.routing import Routed, RouteRequest, find_routes
from sixhills.workout.model import Role
from sixhills.workout.text import parse_workout

DOOR = {"lat_deg": SOUTH + 2400 / METRES_NORTH, "lon_deg": WEST + 2800 / METRES_EAST}
RIDER = Overrides(mass_kg=75.0, critical_power_w=200.0)
SEMICIRCLE_DEG = 180 / 2**31


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_osm_xml(folder / "shire.osm", make_roads())
    write_hgt(folder / "N50E008.hgt", LANDS["rolling"])
    add_region(
        folder, str(folder / "shire.osm"), elevation=[str(folder / "N50E008.hgt")], name="shire"
    )
    add_region(folder, str(folder / "shire.osm"), name="flatland")
    return folder


@pytest.fixture(scope="module")
def routed(home: Path) -> Routed:
    return find_routes(home, "shire", RouteRequest(**DOOR), RIDER)


@pytest.fixture(scope="module")
def written(routed: Routed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    export_route(routed, routed.routes[0], folder, "ride")
    return folder


def test_what_is_known_of_a_region(home: Path) -> None:
    shire = next(info for info in show_regions(home) if info.name == "shire")

    assert shire.road_km == pytest.approx(168, abs=1)
    assert shire.junctions == 225
    assert shire.height_step_m == pytest.approx(92.7, abs=0.1)
    assert shire.height_noise_m is not None
    assert shire.grade_noise is not None
    assert any("OpenStreetMap" in credit for credit in shire.attribution)
    assert any("N50E008.hgt" in credit for credit in shire.attribution)


def test_a_region_is_stored_and_loaded_as_it_was(home: Path) -> None:
    network = open_region(home, "shire").terrain.network

    assert network.junctions == 225
    assert network.sample_m.min() < 180
    assert network.sample_m.max() > 220


def test_a_region_is_updated_and_removed(home: Path, tmp_path: Path) -> None:
    add_region(home, str(home / "shire.osm"), name="other")
    assert update_region(home, "other").map_file == str((home / "shire.osm").resolve())

    drop_region(home, "other")

    assert "other" not in {info.name for info in show_regions(home)}
    with pytest.raises(NotFoundError, match="there are: flatland, shire"):
        open_region(home, "other")


def test_a_region_that_was_damaged_says_what_to_do(home: Path) -> None:
    add_region(home, str(home / "shire.osm"), name="torn")
    (home / "regions" / "torn" / "roads.npz").write_bytes(b"PK\x03\x04 torn")

    with pytest.raises(FormatError, match="region update torn"):
        open_region(home, "torn")
    drop_region(home, "torn")


@pytest.mark.parametrize(
    ("map_file", "name"),
    [
        ("/maps/Andorra-latest.osm.pbf", "andorra-latest"),
        ("https://a.example/x/north wales.osm.pbf", "north-wales"),
    ],
)
def test_names_of_regions(map_file: str, name: str) -> None:
    assert name_map(map_file) == name


def test_a_name_that_is_none(home: Path) -> None:
    with pytest.raises(InputError):
        add_region(home, str(home / "shire.osm"), name="../elsewhere")


def test_the_route_is_what_it_says(routed: Routed) -> None:
    (route,) = routed.routes

    assert routed.reason is None
    assert route.shape.is_true
    assert route.length_m == pytest.approx(
        float(
            distance_m(
                route.lat_deg[:-1], route.lon_deg[:-1], route.lat_deg[1:], route.lon_deg[1:]
            ).sum()
        ),
        rel=1e-3,
    )
    assert route.time_s[-1] == pytest.approx(route.legs.total_s)


def test_without_heights_no_route_but_a_reason(home: Path) -> None:
    found = find_routes(home, "flatland", RouteRequest(**DOOR), RIDER)

    assert not found.routes
    assert found.reason is not None
    assert "--elevation" in found.reason


def test_a_start_elsewhere_is_told(home: Path) -> None:
    found = find_routes(home, "shire", RouteRequest(lat_deg=51.0, lon_deg=8.0), RIDER)

    assert found.reason is not None
    assert "from any road" in found.reason


def test_minutes_wished_make_longer_hills(home: Path, routed: Routed) -> None:
    request = RouteRequest(**DOOR, minutes=110, proposals=3)

    longer = find_routes(home, "shire", request, RIDER).routes[0]

    assert longer.legs.total_s > routed.routes[0].legs.total_s


def test_a_workout_without_hills_has_no_route(home: Path) -> None:
    with pytest.raises(InputError, match="climbs no hills"):
        find_routes(home, "shire", RouteRequest(**DOOR, workout="intervals"), RIDER)


def test_a_stronger_rider_gets_the_hills_of_a_stronger_rider(home: Path, routed: Routed) -> None:
    strong = find_routes(
        home, "shire", RouteRequest(**DOOR), Overrides(mass_kg=75, critical_power_w=320)
    )

    hills = strong.routes[0].hills
    assert sum(h.gain_m for h in hills) > sum(h.gain_m for h in routed.routes[0].hills)


# -- the prescription ------------------------------------------------------------------------


def test_m2_4_the_prescription_rises_over_the_hills_of_the_route(routed: Routed) -> None:
    (route,) = routed.routes
    prescription = prescribe_route(routed, route)

    climbs = [step for step in prescription.steps() if step[0].role is Role.HILL]
    assert len(climbs) == 6
    for hill, step in zip(route.hills, climbs, strict=True):
        assert sum(s.distance_m or 0 for s in step) == pytest.approx(hill.length_m, abs=1)
        assert step[0].grade == pytest.approx(hill.grade)
    felt = [step[0].resistance_felt for step in climbs]
    assert felt[0] < felt[1] < felt[2]
    assert felt[4] < felt[5]


def test_m2_5_the_prescription_says_where_to_stand_up(routed: Routed) -> None:
    climbs = [
        s for s in prescribe_route(routed, routed.routes[0]).steps() if s[0].role is Role.HILL
    ]

    assert [str(segment.posture) for segment in climbs[2]] == ["seated", "standing"]


def test_the_same_route_indoors(routed: Routed, written: Path) -> None:
    workout = parse_workout((written / "ride.workout").read_text("utf-8"))

    assert workout == fit_workout(routed.workout, routed.routes[0])
    hills = [step.extent.duration_s for step in workout.steps() if step.role is Role.HILL]
    assert hills == [round(hill.duration_s) for hill in routed.routes[0].hills]


# -- files -----------------------------------------------------------------------------------


def test_all_files_are_written(written: Path) -> None:
    assert {path.suffix for path in written.iterdir()} == set(FILES)


def test_the_fit_course_by_an_independent_decoder(routed: Routed, written: Path) -> None:
    (route,) = routed.routes
    messages, errors = Decoder(Stream.from_file(str(written / "ride.fit"))).read()

    assert not errors
    assert messages["file_id_mesgs"][0]["type"] == "course"
    records = messages["record_mesgs"]
    lat = np.array([record["position_lat"] for record in records]) * SEMICIRCLE_DEG
    lon = np.array([record["position_long"] for record in records]) * SEMICIRCLE_DEG
    assert float(distance_m(lat, lon, route.lat_deg, route.lon_deg).max()) < 2.0
    altitude = [record["enhanced_altitude"] for record in records]
    assert altitude == pytest.approx(route.altitude_m.tolist(), abs=0.11)
    stamps = [record["timestamp"] for record in records]
    assert stamps == sorted(stamps)
    assert (stamps[-1] - stamps[0]).total_seconds() == pytest.approx(route.legs.total_s, abs=1)


def test_course_points_of_the_fit_file(routed: Routed, written: Path) -> None:
    messages, _ = Decoder(Stream.from_file(str(written / "ride.fit"))).read()
    kinds = [point["type"] for point in messages["course_point_mesgs"]]
    names = [point["name"] for point in messages["course_point_mesgs"]]

    assert kinds.count("segment_start") == 6
    assert kinds.count("summit") == 6
    assert kinds.count("u_turn") == routed.routes[0].u_turns
    assert {"H3 stand", "H4 stand"} <= set(names)
    assert max(len(name) for name in names) <= 15


@pytest.mark.parametrize("suffix", [".fit", ".gpx", ".tcx"])
def test_each_file_comes_back_as_the_same_route(routed: Routed, written: Path, suffix: str) -> None:
    (route,) = routed.routes
    file = written / f"ride{suffix}"
    course = {
        ".fit": lambda: read_course(file.read_bytes()),
        ".gpx": lambda: read_gpx_course(file.read_text("utf-8")),
        ".tcx": lambda: read_tcx_course(file.read_text("utf-8")),
    }[suffix]()

    away = distance_m(course.latitude_deg, course.longitude_deg, route.lat_deg, route.lon_deg)
    assert float(away.max()) < 2.0
    assert course.distance_m[-1] == pytest.approx(route.length_m, rel=2e-3)


def test_the_ride_of_a_route_rode_its_hills(routed: Routed, written: Path, tmp_path: Path) -> None:
    (route,) = routed.routes
    even = np.arange(0.0, route.time_s[-1])
    cut_s = route.time_at(route.hills[4].start_m - 200.0)  # home before hill 5
    ride = Ride(
        start=datetime(2026, 5, 1, tzinfo=UTC),
        elapsed_s=even[even < cut_s],
        channels={
            channel: np.interp(even[even < cut_s], route.time_s, values)
            for channel, values in (
                (Channel.LATITUDE_DEG, route.lat_deg),
                (Channel.LONGITUDE_DEG, route.lon_deg),
                (Channel.DISTANCE_M, route.distance_m),
            )
        },
    )
    (tmp_path / "ridden.fit").write_bytes(write_activity(ride))

    passes = match_route(tmp_path, str(tmp_path / "ridden.fit"), written / "ride.fit")

    assert [one.is_ridden for one in passes] == [True, True, True, True, False, False]
    for one, hill in zip(passes[:4], route.hills, strict=False):
        assert one.expected_s == pytest.approx(hill.duration_s, abs=2)
        assert one.start_s == pytest.approx(route.time_at(hill.start_m), abs=15)
        assert one.duration_s == pytest.approx(hill.duration_s, abs=20)


def test_a_route_without_hills_is_no_route_to_match(written: Path, tmp_path: Path) -> None:
    course = read_course((written / "ride.fit").read_bytes())
    (tmp_path / "plain.fit").write_bytes(write_course(replace(course, points=())))

    with pytest.raises(InputError, match="marks no hills"):
        match_route(tmp_path, "last", tmp_path / "plain.fit")


def test_the_gpx_file_holds_way_points_and_the_credit(written: Path) -> None:
    root = ElementTree.parse(written / "ride.gpx").getroot()  # noqa: S314
    space = "{http://www.topografix.com/GPX/1/1}"

    assert root.get("version") == "1.1"
    assert len(root.findall(f"{space}wpt")) >= 14
    assert "OpenStreetMap" in (root.findtext(f"{space}metadata/{space}desc") or "")


def test_the_tcx_file_has_its_elements_in_the_order_of_the_schema(written: Path) -> None:
    root = ElementTree.parse(written / "ride.tcx").getroot()  # noqa: S314
    space = "{http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2}"
    course = root.find(f"{space}Courses/{space}Course")

    assert course is not None
    order = list(dict.fromkeys(element.tag.removeprefix(space) for element in course))
    assert order == ["Name", "Lap", "Track", "Notes", "CoursePoint"]
    names = [element.text or "" for element in course.iter(f"{space}Name")]
    assert len(names[0]) <= 15
    assert all(len(name) <= 10 for name in names[1:])


def test_the_cue_sheet_and_the_picture(written: Path) -> None:
    sheet = (written / "ride.html").read_text("utf-8")

    assert sheet.count('<tr class="hill">') == 8  # six feet, two places to stand up
    assert "OpenStreetMap" in sheet
    ElementTree.fromstring((written / "ride.svg").read_text("utf-8"))  # noqa: S314


def test_the_prescription_file(written: Path) -> None:
    plain = json.loads((written / "ride.json").read_text("utf-8"))

    assert plain["workout"] == "six-hills"
    assert len({s["hill"] for s in plain["segments"]} - {None}) == 6


def test_a_map_that_is_a_zip_archive_is_refused(home: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.osm.pbf", "w") as archive:
        archive.writestr("a", "b")

    with pytest.raises(InputError):
        add_region(home, str(tmp_path / "a.osm.pbf"), name="zip")
