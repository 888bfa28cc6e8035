"""How long climbs took, and how long they are predicted to take at the power that was recorded.

Every climb of the rides `climb_*` (one rider, barometer, power meter) is predicted by the model
that times routes (roads/pace.py), from its profile and its mean power. What is not known of the
rider, the mass of the whole and its drag area, is fitted on the other rides only, never on the ride
whose climbs are predicted. Standing still is left out on both sides. Needs the rides beside the
repository (../shared/data/rides).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from machine import describe_machine
from sixhills.formats.fit.reader import read_activity
from sixhills.physics import RoadLoad
from sixhills.ride.recording import Channel
from sixhills.roads.pace import time_profile
from sixhills.verify.ridden_climbs import find_ridden_climbs, profile_ride

DATA = Path(__file__).parents[2] / "shared" / "data" / "rides"
MASSES_KG = np.arange(60.0, 111.0, 1.0)
DRAGS_M2 = (0.25, 0.30, 0.35, 0.40, 0.45, 0.50)
STANDING_MPS = 0.5


@dataclass(frozen=True, kw_only=True, eq=False)
class Climbed:
    """A climb of a ride.

    Attributes:
        ride: name of its file.
        distance_m, altitude_m: of its profile.
        power_w: mean while moving.
        moving_s: time while moving.
    """

    ride: str
    distance_m: np.ndarray
    altitude_m: np.ndarray
    power_w: float
    moving_s: float

    def predict_s(self, mass_kg: float, drag_m2: float) -> float:
        """Seconds that the model gives."""
        load = RoadLoad(mass_kg=mass_kg, drag_area_m2=drag_m2)
        gaps = len(self.distance_m) - 1
        return float(
            time_profile(
                self.distance_m,
                self.altitude_m,
                load,
                np.full(gaps, self.power_w),
                np.full(gaps, 25.0),
            ).sum()
        )


def read_climbs(file: Path) -> list[Climbed]:
    """The climbs of a ride, with what was measured."""
    ride = read_activity(file)
    profile = profile_ride(ride)
    if profile is None:
        return []
    distance, power = ride.channels[Channel.DISTANCE_M], ride.channels[Channel.POWER_W]
    way = np.maximum.accumulate(np.where(np.isfinite(distance), distance, 0.0))
    gaps_s = np.clip(np.diff(ride.elapsed_s, append=ride.elapsed_s[-1] + 1.0), 0.0, 10.0)
    moved_m = np.diff(way, append=way[-1])
    moving = moved_m > STANDING_MPS * gaps_s
    found = []
    for climb in find_ridden_climbs(ride):
        end_m = climb.start_m + climb.length_m
        inside = (way >= climb.start_m) & (way < end_m) & moving & np.isfinite(power)
        points = (profile.distance_m >= climb.start_m) & (profile.distance_m <= end_m)
        weights = gaps_s[inside]
        found.append(
            Climbed(
                ride=file.name,
                distance_m=profile.distance_m[points],
                altitude_m=profile.altitude_m[points],
                power_w=float(np.average(power[inside], weights=weights)),
                moving_s=float(weights.sum()),
            )
        )
    return found


def fit(climbs: list[Climbed]) -> tuple[float, float]:
    """Mass and drag area with the least mean error in the logarithm of time."""
    best, mass, drag = np.inf, 80.0, 0.35
    for one_drag in DRAGS_M2:
        for one_mass in MASSES_KG:
            errors = [
                abs(np.log(climb.predict_s(float(one_mass), one_drag) / climb.moving_s))
                for climb in climbs
            ]
            if float(np.mean(errors)) < best:
                best, mass, drag = float(np.mean(errors)), float(one_mass), one_drag
    return mass, drag


def main() -> None:
    """Print each climb and the errors."""
    print(describe_machine())
    files = sorted(DATA.glob("climb_*.fit"))
    if not files:
        print(f"The rides are not here ({DATA}): nothing is measured.")
        return
    climbs = [climb for file in files for climb in read_climbs(file)]
    errors = []
    heads = ("length", "grade", "power", "took", "said", "error")
    print(f"{'ride':<18}" + "".join(f"{head:>9}" for head in heads) + "  fitted")
    for file in files:
        others = [climb for climb in climbs if climb.ride != file.name]
        mass, drag = fit(others)
        for climb in climbs:
            if climb.ride != file.name:
                continue
            said = climb.predict_s(mass, drag)
            error = said / climb.moving_s - 1.0
            errors.append(abs(error))
            length = climb.distance_m[-1] - climb.distance_m[0]
            grade = (climb.altitude_m[-1] - climb.altitude_m[0]) / length
            print(
                f"{file.name:<18}{length:>7.0f} m{100 * grade:>7.1f} %{climb.power_w:>7.0f} W"
                f"{climb.moving_s:>7.0f} s{said:>7.0f} s{100 * error:>7.1f} %"
                f"  {mass:.0f} kg, {drag} m2"
            )
    median, most = np.percentile(np.array(errors) * 100, [50, 90])
    print(f"{len(errors)} climbs: error median {median:.1f} %, 90th percentile {most:.1f} %")


if __name__ == "__main__":
    main()
