"""Hypothesis strategies for every value of the workout's model."""

from __future__ import annotations

from hypothesis import strategies as st

from sixhills.workout.model import (
    Block,
    CadenceBand,
    Climb,
    CriticalPowerEffort,
    Descent,
    Distance,
    HeartRateEffort,
    Kind,
    Posture,
    PostureChange,
    PowerEffort,
    Ramp,
    Repeat,
    Role,
    RpeEffort,
    Step,
    StepCue,
    Time,
    Word,
    WordEffort,
    Workout,
)


def amounts(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers as people write them, and any float between."""
    return st.one_of(
        st.integers(round(low + 0.5), int(high)).map(float) if high - low >= 1 else st.nothing(),
        st.floats(low, high),
    )


durations_s = amounts(1, 36_000)
extents = st.one_of(
    st.builds(Time, duration_s=durations_s),
    st.builds(Climb, duration_s=durations_s),
    st.builds(Descent, duration_s=durations_s),
    st.builds(Distance, distance_m=amounts(10, 500_000)),
)
steady_efforts = st.one_of(
    st.builds(WordEffort, word=st.sampled_from(Word), scale=st.just(1.0) | amounts(0.5, 1.5)),
    st.builds(RpeEffort, rpe=amounts(1, 10)),
    st.builds(CriticalPowerEffort, share=amounts(0.2, 4)),
    st.builds(PowerEffort, power_w=amounts(10, 2500)),
    st.builds(HeartRateEffort, heart_rate_bpm=amounts(60, 220)),
)
efforts = steady_efforts | st.builds(Ramp, start=steady_efforts, end=steady_efforts)
cadences = st.lists(amounts(20, 200), min_size=2, max_size=2).map(
    lambda ends: CadenceBand(low_rpm=min(ends), high_rpm=max(ends))
)


def lines(longest: int) -> st.SearchStrategy[str]:
    """Whatever the model takes as one line of text."""
    letters = st.characters(exclude_categories=["C", "Z"], exclude_characters='"')
    pieces = st.text(letters | st.sampled_from(" #[],%"), min_size=1, max_size=longest)
    return pieces.map(str.strip).filter(lambda text: text != "" and text.isprintable())


cues = st.lists(st.builds(StepCue, at_s=amounts(0, 36_000), text=lines(160)), max_size=3).map(
    lambda many: tuple(sorted(many, key=lambda cue: cue.at_s))
)


@st.composite
def postures(draw: st.DrawFn) -> tuple[PostureChange, ...]:
    later = st.floats(0, 1, exclude_min=True, exclude_max=True)
    shares = [0.0, *sorted(draw(st.lists(later, max_size=3, unique=True)))]
    changes: list[PostureChange] = []
    for at in shares:
        others = [p for p in Posture if not changes or p is not changes[-1].posture]
        changes.append(PostureChange(at=at, posture=draw(st.sampled_from(others))))
    return tuple(changes)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    role = draw(st.sampled_from(Role))
    return Step(
        role=role,
        hill=draw(st.integers(1, 20)) if role is Role.HILL else None,
        extent=draw(extents),
        effort=draw(efforts),
        postures=draw(postures()),
        cadence=draw(st.none() | cadences),
        cues=draw(cues),
        meets=tuple(draw(st.lists(st.from_regex(r"M[1-5]\.\d{1,2}", fullmatch=True), max_size=3))),
    )


def _repeats(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    inside = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(Repeat, times=st.integers(1, 5), blocks=inside)


blocks: st.SearchStrategy[Block] = st.recursive(steps(), _repeats, max_leaves=4)
workouts = st.builds(
    Workout,
    key=st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda key: len(key) <= 60),
    title=lines(80),
    about=lines(300),
    kind=st.sampled_from(Kind),
    difficulty=st.integers(1, 20),
    blocks=st.lists(blocks, min_size=1, max_size=3).map(tuple),
)
