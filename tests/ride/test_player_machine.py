"""Any ticks and keys in any order: what must hold of a ride whatever happens."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ride_strategies import STEPS_S, prescriptions, samples
from sixhills.prescribe.prescription import Prescription
from sixhills.ride.frame import Key, State
from sixhills.ride.recorder import Press, Recorder, Tick
from sixhills.ride.recording import Evidence

START = datetime(2026, 5, 1, 9, tzinfo=UTC)


class AnyRide(RuleBasedStateMachine):
    """Keys and samples as they may come, also before the start and after the end."""

    @initialize(plan=prescriptions())
    def begin(self, plan: Prescription) -> None:
        self.recorder = Recorder(plan, START)
        self.player = self.recorder.player
        self.now_s = 0.0
        self.ridden_s = 0.0
        self.asked = 0
        self.confirmations = 0

    @rule(passed_s=STEPS_S, data=st.data())
    def tick(self, passed_s: float, data: st.DataObject) -> None:
        state, ridden_s, segment = (
            self.player.state,
            self.player.frame().ridden_s,
            self.player.segment,
        )
        self.now_s += passed_s
        self.recorder.take(Tick(sample=data.draw(samples(self.now_s))))
        after_s = self.player.frame().ridden_s
        if state is not State.RIDING:
            assert after_s == ridden_s
            assert self.player.segment is segment
        else:
            assert after_s >= ridden_s
            assert self.player.segment.index >= segment.index

    @rule(key=st.sampled_from(Key))
    def press(self, key: Key) -> None:
        self._press(key)

    @precondition(lambda self: self.player.state is not State.RIDING)
    @rule(key=st.sampled_from([Key.START, Key.RESUME]))
    def go_on(self, key: Key) -> None:
        self._press(key)

    def _press(self, key: Key) -> None:
        riding = self.player.state is State.RIDING
        ridden_s = self.player.frame().ridden_s
        self.confirmations += riding and key in {Key.CONFIRM, Key.DENY}
        self.recorder.take(Press(key=key, elapsed_s=self.now_s))
        if key not in {Key.SKIP, Key.BACK}:
            assert self.player.frame().ridden_s == ridden_s

    @precondition(lambda self: self.player.state is State.FINISHED)
    @rule(key=st.sampled_from(Key), data=st.data())
    def go_beyond_the_end(self, key: Key, data: st.DataObject) -> None:
        frame, laps = self.player.frame(), self.player.laps
        self.recorder.take(Press(key=key, elapsed_s=self.now_s + 1))
        self.recorder.take(Tick(sample=data.draw(samples(self.now_s + 2))))
        after = self.player.frame()
        assert (after.state, after.elapsed_s) == (State.FINISHED, frame.elapsed_s)
        assert (after.ridden_s, self.player.laps) == (frame.ridden_s, laps)

    @invariant()
    def the_place_is_in_the_prescription(self) -> None:
        frame, plan = self.player.frame(), self.player.prescription
        assert plan.segments[frame.segment.index] is frame.segment
        assert 0 <= frame.ridden_s <= plan.duration_s + 1e-9
        assert 0 <= frame.segment_left_s <= frame.total_left_s + 1e-9
        assert frame.segment_left_s <= frame.step_left_s + 1e-9
        assert frame.next_posture is not frame.posture

    @invariant()
    def laps_follow_each_other_and_cover_the_ride(self) -> None:
        laps = self.player.laps
        assert all(lap.start_s <= lap.end_s for lap in laps)
        assert all(one.end_s == other.start_s for one, other in pairwise(laps))
        if laps:
            assert laps[0].start_s == 0
            assert laps[-1].end_s == self.player.elapsed_s

    @invariant()
    def postures_are_in_order_and_nobody_confirms_but_the_rider(self) -> None:
        times = [event.elapsed_s for event in self.player.postures]
        assert times == sorted(times)
        confirmed = [p for p in self.player.postures if p.evidence is Evidence.CONFIRMED]
        assert len(confirmed) <= self.confirmations
        assert {p.evidence for p in self.player.postures} <= {
            Evidence.CONFIRMED,
            Evidence.INSTRUCTED,
        }

    @invariant()
    def the_recording_is_sound(self) -> None:
        ride = self.recorder.recording()  # a Ride checks itself: strictly rising, equal lengths
        if ride is None:
            return
        assert ride.elapsed_s[-1] <= self.player.elapsed_s
        for pause in ride.pauses:
            inside = (ride.elapsed_s > pause.start_s) & (ride.elapsed_s < pause.end_s)
            assert not inside.any()
        assert all(one.end_s <= other.start_s for one, other in pairwise(ride.pauses))
        assert all(pause.start_s < pause.end_s for pause in ride.pauses)


TestAnyRide = AnyRide.TestCase
TestAnyRide.settings = settings(max_examples=50, stateful_step_count=40)
