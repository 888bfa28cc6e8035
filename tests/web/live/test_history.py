from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from live_tools import PLAN, START

from hand_made import SEATED, prescription, segment
from ride_strategies import inputs
from sixhills.ride.frame import Announcement, CueKind, Key
from sixhills.ride.recorder import Press, Recorder, Tick
from sixhills.ride.recording import Sample
from sixhills.web.live.history import History

POSTURE = Announcement(kind=CueKind.POSTURE, text="Stand up.")
TROUBLE = Announcement(kind=CueKind.TROUBLE, text="the trainer does not answer")


def ridden(seconds: int) -> tuple[Recorder, History]:
    recorder, history = Recorder(PLAN, START), History(PLAN)
    recorder.take(Press(key=Key.START, elapsed_s=0.0))
    for second in range(1, seconds + 1):
        recorder.take(Tick(sample=Sample(elapsed_s=float(second))))
        history.take(recorder.player.frame())
    return recorder, history


def test_points_are_numbered_from_one() -> None:
    _, history = ridden(5)
    assert [point.n for point in history.since(-1)] == [1, 2, 3, 4, 5]
    assert [point.elapsed_s for point in history.since(3)] == [4.0, 5.0]
    assert history.since(5) == ()


def test_who_knows_more_than_there_is_gets_all() -> None:
    _, history = ridden(5)
    assert len(history.since(6)) == 5


def test_a_key_makes_no_point() -> None:
    recorder, history = ridden(5)
    recorder.take(Press(key=Key.PAUSE, elapsed_s=5.0))
    assert history.take(recorder.player.frame()) is None
    assert history.n == 5


def test_before_the_start_there_is_no_point() -> None:
    recorder, history = Recorder(PLAN, START), History(PLAN)
    assert history.take(recorder.player.frame()) is None


@settings(max_examples=25)
@given(inputs())
def test_a_history_seen_live_is_that_of_the_journal(given_inputs: list[Press | Tick]) -> None:
    plan = prescription(segment(20, SEATED), segment(33.3))
    recorder, live, again = Recorder(plan, START), History(plan), History(plan)
    for one in given_inputs:
        recorder.take(one)
        live.take(recorder.player.frame())
        live.take(recorder.player.frame())  # a screen may be shown the same moment twice
    recorder = Recorder(plan, START)
    for one in given_inputs:
        recorder.take(one)
        again.take(recorder.player.frame())
    assert live.since(-1) == again.since(-1)
    assert [point.n for point in live.since(-1)] == list(range(1, live.n + 1))


def test_a_sentence_is_said_once() -> None:
    recorder, history = ridden(1)
    frame = replace(recorder.player.frame(), announcement=POSTURE)
    assert [history.hear(frame, 7), history.hear(frame, 8)] == [7, None]


def test_the_same_words_said_again_are_another_sentence() -> None:
    recorder, history = ridden(1)
    frame = recorder.player.frame()
    history.hear(replace(frame, announcement=POSTURE), 7)
    assert history.hear(replace(frame, announcement=replace(POSTURE)), 99) == 99


def test_a_trouble_that_was_interrupted_is_not_said_twice() -> None:
    recorder, history = ridden(1)
    frame = recorder.player.frame()
    order = [TROUBLE, POSTURE, TROUBLE, None]
    numbers = [history.hear(replace(frame, announcement=said), 3) for said in order]
    assert numbers == [3, 4, None, None]
