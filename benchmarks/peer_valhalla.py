"""Valhalla beside us, point to point and as a matrix, on the same map.

Run by any Python that has it (`pip install pyvalhalla-weekly`), since it does not come with ours:
`python benchmarks/peer_valhalla.py`. Valhalla has no round trip and knows no hills of a length;
these are the times of what a person would have to build a ride over six hills from.
"""

from __future__ import annotations

import json
import random
import subprocess
import tempfile
import time
from pathlib import Path

from machine import describe_machine

MAP = Path(__file__).parents[2] / "shared" / "data" / "terrain" / "andorra-2020-05-01.osm.pbf"
TOWNS = ((42.5075, 1.5218), (42.5360, 1.5830), (42.4635, 1.4910), (42.5667, 1.6000))
PAIRS, SIDE = 200, 41


def pick(rng: random.Random) -> dict[str, float]:
    """A place within 2 km of a town."""
    lat, lon = rng.choice(TOWNS)
    return {"lat": lat + rng.uniform(-0.012, 0.012), "lon": lon + rng.uniform(-0.016, 0.016)}


def main() -> None:
    """Print how long it takes."""
    print(describe_machine())
    try:
        import valhalla
    except ImportError:
        print("Valhalla is not installed in this Python.")
        return
    if not MAP.exists():
        print(f"The terrain data is not here ({MAP}).")
        return
    with tempfile.TemporaryDirectory() as folder:
        tiles = Path(folder) / "tiles"
        tiles.mkdir()
        extract = Path(folder) / "tiles.tar"
        extract.touch()
        config = valhalla.get_config(tile_dir=str(tiles), tile_extract=str(extract), verbose=False)
        file = Path(folder) / "config.json"
        file.write_text(json.dumps(config), encoding="utf-8")
        begin = time.perf_counter()
        command = [
            str(Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"),
            "-c",
            str(file),
            str(MAP),
        ]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)  # it writes there
        print(f"tiles without heights: {time.perf_counter() - begin:.2f} s")
        actor = valhalla.Actor(str(file))
        rng = random.Random(2026)
        taken = []
        for _ in range(PAIRS):
            ask = {"locations": [pick(rng), pick(rng)], "costing": "bicycle"}
            begin = time.perf_counter()
            actor.route(json.dumps(ask))
            taken.append(1000 * (time.perf_counter() - begin))
        taken.sort()
        print(f"route: p50 {taken[PAIRS // 2]:.1f} ms, p95 {taken[int(0.95 * PAIRS)]:.1f} ms")
        places = [pick(rng) for _ in range(SIDE)]
        begin = time.perf_counter()
        actor.matrix(json.dumps({"sources": places, "targets": places, "costing": "bicycle"}))
        print(f"matrix {SIDE} by {SIDE}: {1000 * (time.perf_counter() - begin):.0f} ms")


if __name__ == "__main__":
    main()
