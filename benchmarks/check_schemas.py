"""GPX and TCX courses against the published schemas, which are not ours to ship.

    python benchmarks/check_schemas.py FOLDER

FOLDER holds gpx.xsd (topografix.com/GPX/1/1) and TrainingCenterDatabasev2.xsd
(garmin.com/xmlschemas); needs `pip install xmlschema`. The courses are those of rides in made
regions; each is also broken on purpose, to see that the schema would complain.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import xmlschema

from machine import describe_machine

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
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
from sixhills.usecases.exporting_routes import make_file
from sixhills.usecases.profile import Overrides
from sixhills.usecases.regions import add_region
from sixhills.usecases.routing import RouteRequest, find_routes

SCHEMAS = {".gpx": "gpx.xsd", ".tcx": "TrainingCenterDatabasev2.xsd"}
BREACHES = {
    ".gpx": (r'lat="[\d.]+"', 'lat="94.0"'),
    ".tcx": (r"<Intensity>\w+</Intensity>", ""),
}
LANDS_RIDDEN = ("rolling", "spurs", "town", "coast")
DOORS_M = ((2800, 2400), (400, 400), (4400, 3200))


def list_courses(folder: Path) -> list[tuple[str, str]]:
    """Ending and text of each course."""
    rider = Overrides(mass_kg=75.0, critical_power_w=200.0)
    write_osm_xml(folder / "shire.osm", make_roads())
    courses = []
    for land in LANDS_RIDDEN:
        write_hgt(folder / "N50E008.hgt", LANDS[land])
        heights = [str(folder / "N50E008.hgt")]
        add_region(folder, str(folder / "shire.osm"), elevation=heights, name=land)
        for east_m, north_m in DOORS_M:
            request = RouteRequest(
                lat_deg=SOUTH + north_m / METRES_NORTH, lon_deg=WEST + east_m / METRES_EAST
            )
            routed = find_routes(folder, land, request, rider)
            courses += [
                (suffix, make_file(routed, route, "six-hills-1", suffix).decode())
                for route in routed.routes
                for suffix in SCHEMAS
            ]
    return courses


def main() -> None:
    """Print how many courses hold to their schema."""
    place = Path(sys.argv[1])
    schemas = {suffix: xmlschema.XMLSchema(place / name) for suffix, name in SCHEMAS.items()}
    print(f"{describe_machine()}; xmlschema {xmlschema.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        courses = list_courses(Path(folder))
    for suffix, schema in schemas.items():
        texts = [text for ending, text in courses if ending == suffix]
        broken = [re.sub(*BREACHES[suffix], text, count=1) for text in texts]
        print(
            f"{SCHEMAS[suffix]}: {sum(map(schema.is_valid, texts))} of {len(texts)} courses are "
            f"valid, {sum(map(schema.is_valid, broken))} of as many broken on purpose"
        )


if __name__ == "__main__":
    main()
