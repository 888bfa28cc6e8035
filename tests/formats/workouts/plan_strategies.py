"""Hypothesis strategies for plans of all shapes, and tools to compare what was read back."""

from __future__ import annotations

from hypothesis import strategies as st

from sixhills.formats.workouts.plan import (
    Cue,
    End,
    EndKind,
    Heart,
    HeartUnit,
    Intensity,
    Plan,
    PlanItem,
    PlanRepeat,
    PlanStep,
    Power,
    PowerUnit,
    Span,
)

words = st.text(
    st.characters(codec="utf-8", categories=["L", "N"], exclude_characters="xX")
    | st.sampled_from(" &<>'.,!-"),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() == text and any(c.isalpha() for c in text))


def spans(low: float, high: float) -> st.SearchStrategy[Span]:
    ends = st.tuples(st.floats(low, high), st.floats(low, high))
    band = ends.map(lambda pair: Span(low=min(pair), high=max(pair)))
    return band | st.floats(low, high).map(lambda value: Span(low=value, high=value))


def ones(low: float, high: float) -> st.SearchStrategy[Span]:
    return st.floats(low, high).map(lambda value: Span(low=value, high=value))


powers = (
    st.builds(Power, unit=st.just(PowerUnit.FTP), start=spans(0.2, 3.0))
    | st.builds(Power, unit=st.just(PowerUnit.FTP), start=ones(0.2, 3.0), end=ones(0.2, 3.0))
    | st.builds(Power, unit=st.just(PowerUnit.WATTS), start=spans(40, 900))
    | st.builds(Power, unit=st.just(PowerUnit.WATTS), start=ones(40, 900), end=ones(40, 900))
)
hearts = st.builds(Heart, unit=st.just(HeartUnit.BPM), span=spans(80, 200)) | st.builds(
    Heart, unit=st.just(HeartUnit.ZONE), span=st.integers(1, 5).map(lambda n: Span(low=n, high=n))
)
ends = st.one_of(
    st.builds(End, kind=st.just(EndKind.TIME), value=st.floats(5, 7200)),
    st.builds(End, kind=st.just(EndKind.DISTANCE), value=st.floats(100, 90_000)),
    st.just(End(kind=EndKind.LAP)),
    st.builds(End, kind=st.just(EndKind.HEART_ABOVE), value=st.integers(100, 200).map(float)),
)
cues = st.lists(
    st.builds(Cue, at_s=st.floats(0, 300), text=words), max_size=2, unique_by=lambda c: c.at_s
).map(lambda many: tuple(sorted(many, key=lambda cue: cue.at_s)))
steps = st.builds(
    PlanStep,
    end=ends,
    power=st.none() | powers,
    cadence=st.none() | spans(40, 120),
    heart=st.none() | hearts,
    intensity=st.sampled_from(Intensity),
    name=st.just("") | words,
    cues=cues,
)


def _repeats(inner: st.SearchStrategy[PlanItem]) -> st.SearchStrategy[PlanItem]:
    items = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(PlanRepeat, times=st.integers(2, 5), items=items)


items: st.SearchStrategy[PlanItem] = st.recursive(steps, _repeats, max_leaves=4)
plans = st.builds(
    Plan,
    title=words,
    about=st.just("") | words,
    ftp_w=st.none() | st.integers(100, 400).map(float),
    items=st.lists(items, min_size=1, max_size=3).map(tuple),
)
