"""Frames made by hand, and a simulated ride that is shown them second by second."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from hand_made import NOTHING, SEATED, segment
from sixhills.devices.simulation import NO_FAULTS, HiddenRider, SimulatedRide
from sixhills.prescribe.prescription import Band, EffortTarget
from sixhills.prescribe.wording import describe_command
from sixhills.ride.frame import Frame, Key, State
from sixhills.rider import Estimate, Experience, Fitness, HeartRateBounds, Origin, Rider

if TYPE_CHECKING:
    from sixhills.equipment import Equipment
    from sixhills.prescribe.prescription import Command, PowerTarget
    from sixhills.ride.recording import Sample
    from sixhills.workout.model import Posture


def fitness(critical_w: float, *, w_prime_j: float = 20_000, peak_w: float = 1_000) -> Fitness:
    certain = {"sd": 0.0, "origin": Origin.TEST}
    return Fitness(
        critical_power_w=Estimate(value=critical_w, **certain),
        w_prime_j=Estimate(value=w_prime_j, **certain),
        max_power_w=Estimate(value=peak_w, **certain),
    )


STRONG = Rider(experience=Experience.ADVANCED, mass_kg=75.0, fitness=fitness(330))
HEART = HeartRateBounds(rest_bpm=60, max_bpm=190)


def known(rider: Rider = STRONG, **habits: float) -> HiddenRider:
    """Somebody who is exactly as declared, steady and heedful unless told otherwise."""
    steady = {"wander_rpm": 0.0, "compliance": 1.0, "heeds_settings": 1.0, "slips": 0.0}
    return HiddenRider(
        fitness=rider.fitness, heart_rate=HEART, **{**steady, "confirms": 1.0, **habits}
    )


def frame(
    elapsed_s: float = 0.0,
    *,
    command: Command = NOTHING,
    posture: Posture = SEATED,
    band: tuple[float, float] | None = (80, 90),
    rpe: float = 4.0,
    power: PowerTarget | None = None,
    grade: float | None = None,
    state: State = State.RIDING,
    sample: Sample | None = None,
) -> Frame:
    part = replace(
        segment(600, posture, command),
        cadence_rpm=Band(low=band[0], high=band[1]) if band else None,
        effort=EffortTarget(rpe_low=rpe - 0.5, rpe_high=rpe + 0.5, words="can talk"),
        power_w=power,
        grade=grade,
    )
    return Frame(
        state=state,
        elapsed_s=elapsed_s,
        ridden_s=elapsed_s,
        segment=part,
        following=None,
        segment_left_s=600.0,
        step_left_s=600.0,
        total_left_s=600.0,
        posture=posture,
        next_posture=None,
        next_posture_in_s=None,
        command=command,
        command_words=describe_command(command),
        notches=0,
        announcement=None,
        sample=sample,
    )


class Watched:
    """A simulated ride that runs a second at a time, as the live ride runs it.

    Attributes:
        samples: what its sensors said.
        keys: what was pressed, with the second.
    """

    def __init__(
        self,
        equipment: Equipment,
        hidden: HiddenRider | None = None,
        *,
        rider: Rider = STRONG,
        seed: int = 1,
        **options: object,
    ):
        self.ride = SimulatedRide(
            equipment, rider, seed=seed, hidden=hidden, **{"faults": NO_FAULTS, **options}
        )
        self.samples: list[Sample] = []
        self.keys: list[tuple[float, Key]] = []
        self.now_s = 0.0
        asyncio.run(self.ride.connect())

    def show(self, seconds: int, **asked: object) -> Watched:
        """Ask for the same thing for some seconds."""
        asyncio.run(self._show(seconds, asked))
        return self

    async def _show(self, seconds: int, asked: dict) -> None:
        if "command" in asked:
            await self.ride.set(asked["command"])
        for _ in range(seconds):
            sample = self.samples[-1] if self.samples else None
            seen = frame(self.now_s, sample=sample, **asked)
            self.keys += [(self.now_s, key) for key in self.ride.show(seen)]
            self.now_s += 1.0
            self.samples.append(await self.ride.read(self.now_s))
