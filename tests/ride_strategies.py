"""Hypothesis strategies: prescriptions for the player and inputs of any ride."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from hand_made import (
    EXERCISE_BIKE,
    KNOB_BIKE,
    NOTHING,
    ROAD_BIKE,
    TRAINER,
    level,
    prescription,
    segment,
    watts,
)
from sixhills.prescribe.prescription import Command, Mode
from sixhills.ride.frame import Key
from sixhills.ride.recorder import Press, Tick
from sixhills.ride.recording import Sample
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.recorder import Input

_COMMANDS = st.one_of(
    st.just(NOTHING),
    st.integers(1, 16).map(level),
    st.integers(30, 400).map(watts),
    st.just(Command(mode=Mode.SLOPE, value=0.04, lead_s=5.0)),
)


@st.composite
def prescriptions(draw: st.DrawFn) -> Prescription:
    """One to six segments, some in one step, some ended by distance."""
    parts: list[Segment] = []
    step = 0
    for _ in range(draw(st.integers(1, 6))):
        step += draw(st.integers(0, 1))
        parts.append(
            segment(
                draw(st.sampled_from([1.0, 2.5, 8.0, 20.0, 33.3])),
                draw(st.sampled_from(Posture)),
                draw(_COMMANDS),
                step=step,
                distance_m=draw(st.sampled_from([None, None, 50.0])),
                cues={0.0: "Core tight.", 2.0: "Push back."},
            )
        )
    bikes = [EXERCISE_BIKE, KNOB_BIKE, TRAINER, ROAD_BIKE]
    return prescription(*parts, equipment=draw(st.sampled_from(bikes)))


def samples(elapsed_s: float) -> st.SearchStrategy[Sample]:
    """A sample at a moment, any sensor silent."""
    return st.builds(
        Sample,
        elapsed_s=st.just(elapsed_s),
        power_w=st.none() | st.floats(0, 1500),
        cadence_rpm=st.none() | st.just(0.0) | st.floats(0, 130),
        heart_rate_bpm=st.none() | st.floats(40, 200),
        speed_mps=st.none() | st.floats(0, 20),
        distance_m=st.none() | st.just(4.0 * elapsed_s) | st.floats(0, 1e5),
    )


STEPS_S = st.sampled_from([0.0, 0.5, 1.0, 1.0, 1.0, 1.0, 3.0, 5.0, 600.0])
"""Seconds from one input to the next."""


@st.composite
def inputs(draw: st.DrawFn) -> list[Input]:
    """What may come in during a ride, in order of time, the start first."""
    given: list[Input] = [Press(key=Key.START, elapsed_s=0.0)]
    elapsed_s = 0.0
    for _ in range(draw(st.integers(0, 40))):
        if draw(st.integers(0, 3)) == 0:
            given.append(Press(key=draw(st.sampled_from(Key)), elapsed_s=elapsed_s))
        else:
            elapsed_s += draw(STEPS_S)
            given.append(Tick(sample=draw(samples(elapsed_s))))
    return given
