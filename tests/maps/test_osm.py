from __future__ import annotations

from pathlib import Path

import pytest

from made_regions import make_roads, write_osm_xml
from sixhills.errors import FormatError, NotFoundError
from sixhills.maps.osm import NOWHERE, read_osm

CROSS = """<osm version="0.6">
<node id="1" version="1" lat="50.00" lon="8.00"/>
<node id="2" version="1" lat="50.01" lon="8.00">{gate}</node>
<node id="3" version="1" lat="50.02" lon="8.00"/><node id="4" version="1" lat="50.01" lon="8.01"/>
<way id="10" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/>
<tag k="name" v="High Street"/></way>
<way id="11" version="1"><nd ref="2"/><nd ref="4"/><tag k="highway" v="track"/></way>
<way id="12" version="1"><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/></way>
{relation}</osm>"""


def write_cross(path: Path, *, gate: str = "", relation: str = "") -> Path:
    file = path / "cross.osm"
    file.write_text(CROSS.format(gate=gate, relation=relation), encoding="utf-8")
    return file


def test_a_grid_is_read_whole(tmp_path: Path) -> None:
    grid = make_roads(columns=4, rows=3)
    write_osm_xml(tmp_path / "grid.osm", grid)

    roads = read_osm(tmp_path / "grid.osm")

    assert len(roads.ways) == 7
    assert len(roads.lat_deg) == 12
    assert sorted(roads.meets.tolist()) == sorted([2] * 4 + [3] * 6 + [4] * 2)


def test_a_road_that_is_not_ridden_makes_a_junction_all_the_same(tmp_path: Path) -> None:
    roads = read_osm(write_cross(tmp_path))

    assert [roads.names[way["name"]] for way in roads.ways] == ["High Street", ""]
    assert roads.meets.max() == 3  # where the track leaves


def test_a_locked_gate_cuts_a_way(tmp_path: Path) -> None:
    gate = '<tag k="barrier" v="gate"/><tag k="access" v="private"/>'

    roads = read_osm(write_cross(tmp_path, gate=gate))

    assert len(roads.ways) == 3
    first, second = (set(roads.points[roads.first[i] : roads.first[i + 1]]) for i in (0, 1))
    assert not first & second


@pytest.mark.parametrize(
    ("rule", "to", "expected"),
    [
        ("no_right_turn", 12, [[0, 2, 1, 0]]),
        ("only_straight_on", 12, [[0, 2, 1, 1]]),
        ("only_straight_on", 99, [[0, 2, NOWHERE, 1]]),
        ("no_right_turn", 99, []),
    ],
)
def test_turn_restrictions(tmp_path: Path, rule: str, to: int, expected: list[list[int]]) -> None:
    relation = (
        '<relation id="20" version="1"><member type="way" ref="10" role="from"/>'
        f'<member type="node" ref="3" role="via"/><member type="way" ref="{to}" role="to"/>'
        f'<tag k="type" v="restriction"/><tag k="restriction" v="{rule}"/></relation>'
    )

    assert read_osm(write_cross(tmp_path, relation=relation)).restrictions.tolist() == expected


def test_a_missing_file() -> None:
    with pytest.raises(NotFoundError):
        read_osm(Path("nowhere.osm.pbf"))


def test_a_file_that_is_no_map(tmp_path: Path) -> None:
    (tmp_path / "a.osm.pbf").write_bytes(b"no map at all")

    with pytest.raises(FormatError):
        read_osm(tmp_path / "a.osm.pbf")


def test_a_map_without_roads(tmp_path: Path) -> None:
    write_osm_xml(tmp_path / "a.osm", make_roads(columns=2, rows=2), {"highway": "motorway"})

    with pytest.raises(FormatError, match="no road for a road bike"):
        read_osm(tmp_path / "a.osm")
