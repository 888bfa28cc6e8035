"""Who pedals on what, and what of them nobody knows."""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.body.leg import Leg, size_leg
from sixhills.errors import require

MEASURED_WPKG = 3.0
"""Below so much power for each kilogram of the rider nobody measured what the model is tied to."""

_SWAY_LEVER_M = 0.03
"""How far the pedal's force passes beside the hip while the bike sways below a standing rider."""


@dataclass(frozen=True, kw_only=True)
class Pedaller:
    """Who pedals on what, as far as the muscles are concerned.

    Attributes:
        height_m, mass_kg: of the rider.
        inseam_m: where it was measured.
        crank_m: length of the crank.
        knee_flexion_deg: at fullest extension, dynamic: how high the saddle is.
        seat_tube_deg: effective, setback included.
        lean_deg: of the trunk above the horizontal, or None for a usual one.
        like_measured: whether those whom the pedal's force is tied to were such riders: they were
            men, so not for a woman.
    """

    height_m: float = 1.75
    mass_kg: float = 70.0
    inseam_m: float | None = None
    crank_m: float = 0.170
    knee_flexion_deg: float = 35.0
    seat_tube_deg: float = 73.0
    lean_deg: float | None = None
    like_measured: bool = True

    def __post_init__(self) -> None:
        require(30 <= self.mass_kg <= 250, "mass_kg", "between 30 and 250", self.mass_kg)
        flexion = self.knee_flexion_deg
        require(5 <= flexion <= 80, "knee_flexion_deg", "between 5 and 80", flexion)
        lean = self.lean_deg
        require(lean is None or 0 <= lean <= 90, "lean_deg", "between 0 and 90", lean)

    def is_extrapolated(self, power_w: float) -> bool:
        """Whether nobody like this rider was measured at such a power."""
        return not self.like_measured or power_w / self.mass_kg < MEASURED_WPKG

    @property
    def leg(self) -> Leg:
        """The rider's leg."""
        return size_leg(self.height_m, self.inseam_m)


@dataclass(frozen=True, kw_only=True)
class Variation:
    """What is not known of a rider, as one draw of the ensemble has it.

    Attributes:
        shares: factors of the anchors' shares.
        tilt_deg: added to the tilt of the pelvis.
        pitch_deg: added to the pitch of the foot.
        peak_deg: added to the crank angle of the torque's peak.
        strength: factor of all muscles' forces.
        arms: factors of each muscle's moment arms, one for all where a number.
        lever_m: of the pedal's force beside the hip, standing.
    """

    shares: tuple[float, ...] = (1.0,) * 6
    tilt_deg: float = 0.0
    pitch_deg: float = 0.0
    peak_deg: float = 0.0
    strength: float = 1.0
    arms: tuple[float, ...] = (1.0,)
    lever_m: float = _SWAY_LEVER_M


AVERAGE = Variation()
