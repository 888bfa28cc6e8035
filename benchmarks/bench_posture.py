"""Posture: standing worked out from power and cadence, against pedals that recorded it.

Each ride is judged by what the others show of standing (leave one ride out). What is told is what
a user sees: where the ride's strokes do not tell, nothing, which counts here as always seated.
Files given as arguments are judged too, by what the rides of the data folder show.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from labelled_rides import LabelledRide, PostureScore, read_labelled, score_posture, show_standing
from machine import describe_machine
from sixhills.verify.inferred_standing import LABELLED, StandingShown, infer_standing

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARED = Path(__file__).parents[2] / "shared/data/rides"
LABELLED_FILES = (
    "road_edge530_1385m_standing.fit",
    "indoor_assioma_position291.fit",
    "turbo_fenix6_position.fit",
)


def judge(labelled: LabelledRide, shown: StandingShown) -> PostureScore:
    """One ride, and its line."""
    start = time.perf_counter()
    inferred = infer_standing(labelled.ride, shown=shown)
    taken_ms = 1000 * (time.perf_counter() - start)
    nothing = np.zeros(len(labelled.standing), dtype=np.bool_)
    score = score_posture(labelled.standing, inferred.standing if inferred else nothing)
    always = score_posture(labelled.standing, nothing)
    print(
        f"  {labelled.name[:38]:<40}{'told' if inferred else 'not told':<10}"
        f"{score.balanced:>9.3f}{always.balanced:>9.3f}{score.bout_f1:>9.3f}{score.right:>9.3f}"
        f"{always.right:>9.3f}{100 * score.true_share:>8.0f}{100 * score.found_share:>8.0f}"
        f"{taken_ms:>7.0f}"
    )
    return score


def show_spread(scores: Sequence[PostureScore]) -> None:
    """Mean and standard deviation over rides."""
    for name in ("balanced", "bout_f1", "right"):
        values = [float(getattr(score, name)) for score in scores]
        spread = statistics.stdev(values) if len(values) > 1 else 0.0
        print(f"  {name:<12} mean {statistics.mean(values):.3f}, sd {spread:.3f}")


def main() -> None:
    """Print the scores of each ride, and their spread."""
    print(describe_machine())
    if not SHARED.is_dir():
        print("recorded rides are not here")
        return
    rides = [ride for name in LABELLED_FILES if (ride := read_labelled(SHARED / name))]
    head = ("balanced", "(seated)", "bout F1", "right", "(seated)")
    print(f"{'each by what the others show':<52}" + "".join(f"{name:>9}" for name in head), end="")
    print(f"{'stood %':>8}{'found %':>8}{'ms':>7}")
    show_spread([judge(one, show_standing([r for r in rides if r is not one])) for one in rides])
    others = [ride for name in sys.argv[1:] if (ride := read_labelled(Path(name)))]
    if others:
        print("others, by what all of these show")
        show_spread([judge(one, LABELLED) for one in others])
    print(f"what all of these show: {show_standing(rides)}")


if __name__ == "__main__":
    main()
