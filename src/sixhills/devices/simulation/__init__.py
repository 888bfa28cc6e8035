"""A simulated ride: machine, rider and sensors, so that everything can be tried without hardware.

Three parties that know of each other only what real ones would:

    software --command--> machine <--push-- legs <-- body (what is left, how it feels)
       |  ^                  |                          |
       |  +----- sample -- sensors                      v
       +------------- frame ---------------------->  mind --keys--> software

The software (player and live ride) sees samples and keys. The mind sees frames and feels its own
body. What the rider can really do and what the brake really takes are drawn around what is declared
and told to neither: so a guess of the product can be wrong here as it can be in the world.

Everything is drawn from `random.Random` streams of one seed: the same seed and the same inputs
give the same samples.
"""

from __future__ import annotations

from sixhills.devices.simulation.hidden import HiddenRider, draw_hidden_rider
from sixhills.devices.simulation.sensors import NO_FAULTS, Faults
from sixhills.devices.simulation.simulated_ride import SimulatedRide, Truth

__all__ = [
    "NO_FAULTS",
    "Faults",
    "HiddenRider",
    "SimulatedRide",
    "Truth",
    "draw_hidden_rider",
]
