"""The control point: one frame in flight, the newest target wins, and what trainers do to it."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sixhills.devices.codecs import fec, wahoo
from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.codecs.fitness_machine import Op, Range, ResistanceForm, Result
from sixhills.devices.control.dialects import FecDialect, FtmsDialect, WahooDialect, read_status
from sixhills.devices.control.machine import (
    ANSWER_WITHIN_S,
    APART_S,
    ASK_AGAIN_S,
    REFRESH_S,
    TRANSITIONS,
    TRIES,
    ControlPoint,
    Event,
    State,
)
from sixhills.devices.control.targets import (
    HoldPower,
    Resist,
    RideRoad,
    are_alike,
    target_of,
)
from sixhills.prescribe.prescription import Command, Mode

W200, W250 = HoldPower(power_w=200), HoldPower(power_w=250)
CLIMB = RideRoad(grade=0.06)


class Bench:
    """A control point on a bench: frames that it writes, answers that it is given, a clock."""

    def __init__(self, dialect: FtmsDialect | WahooDialect | FecDialect | None = None):
        self.point = ControlPoint(dialect or FtmsDialect())
        self.now_s = 100.0

    def pass_s(self, seconds: float) -> None:
        self.now_s += seconds

    def written(self) -> bytes | None:
        """What is written once the next frame may be."""
        self.pass_s(APART_S)
        frame = self.point.poll(self.now_s)
        if frame is not None:
            self.point.written(self.now_s)
        return frame

    def answer(self, op: int, result: int = Result.SUCCESS) -> None:
        frame = ftms.encode_answer(ftms.Answer(op=op, result=result))
        self.point.hear(frame, self.now_s)

    def open(self) -> Bench:
        self.point.link(self.now_s)
        assert self.written() == ftms.request_control()
        self.answer(Op.REQUEST_CONTROL)
        assert self.written() == ftms.start()
        self.answer(Op.START)
        assert self.point.state is State.READY
        return self

    def give(self, target: HoldPower | RideRoad | Resist) -> bytes | None:
        self.point.want(target)
        return self.written()

    def stay_silent(self) -> list[bytes | None]:
        """Answer nothing until the machine gives a frame up; what was written meanwhile."""
        frames: list[bytes | None] = []
        for _ in range(TRIES - 1):
            self.pass_s(ANSWER_WITHIN_S)
            frames.append(self.point.poll(self.now_s))
        self.pass_s(ANSWER_WITHIN_S)
        return frames


def test_control_is_asked_for_before_a_target_is_given() -> None:
    bench = Bench()
    bench.point.want(W200)
    assert bench.point.poll(bench.now_s) is None  # not linked
    bench.open()
    assert bench.written() == bytes.fromhex("05c800")
    bench.answer(Op.SET_POWER)
    assert bench.point.given == W200


def test_only_one_frame_is_in_flight() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.point.want(W250)
    assert bench.written() is None
    bench.answer(Op.SET_POWER)
    assert bench.written() == ftms.set_power(250)


def test_the_newest_target_wins() -> None:
    bench = Bench().open()
    bench.give(W200)
    for power_w in range(210, 300, 10):
        bench.point.want(HoldPower(power_w=power_w))
    bench.answer(Op.SET_POWER)
    assert bench.written() == ftms.set_power(290)


def test_frames_keep_their_distance() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.answer(Op.SET_POWER)
    bench.point.want(W250)
    assert bench.point.poll(bench.now_s + APART_S / 2) is None
    assert bench.point.due_s(bench.now_s) == pytest.approx(bench.now_s + APART_S)
    assert bench.point.poll(bench.now_s + APART_S) is not None


def test_an_equal_target_is_not_written_again_until_it_is_refreshed() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.answer(Op.SET_POWER)
    assert bench.give(HoldPower(power_w=200.4)) is None
    bench.pass_s(REFRESH_S)
    assert bench.written() == ftms.set_power(200)


def test_a_frame_without_an_answer_is_written_again() -> None:
    bench = Bench().open()
    frame = bench.give(W200)
    bench.pass_s(ANSWER_WITHIN_S)
    assert bench.point.poll(bench.now_s) == frame
    bench.answer(Op.SET_POWER)
    assert bench.point.given == W200


def test_what_is_newer_is_written_instead_of_the_same_again() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.point.want(W250)
    bench.pass_s(ANSWER_WITHIN_S)
    assert bench.point.poll(bench.now_s) == ftms.set_power(250)


def test_three_silences_ask_for_control_again_and_give_the_target() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.stay_silent()
    assert bench.written() == ftms.request_control()
    bench.answer(Op.REQUEST_CONTROL)
    bench.written()
    bench.answer(Op.START)
    assert bench.written() == ftms.set_power(200)


def test_a_trainer_that_answers_nothing_has_its_link_made_anew() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.stay_silent()
    bench.point.poll(bench.now_s)
    bench.stay_silent()
    bench.point.poll(bench.now_s)
    assert bench.point.state is State.DEAD
    assert "connected anew" in (bench.point.trouble or "")
    bench.point.drop(bench.now_s)
    bench.open()
    assert bench.written() == ftms.set_power(200)  # same mode, same target


def test_hazard_not_permitted_asks_for_control_and_gives_the_target_again() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.answer(Op.SET_POWER, Result.NOT_PERMITTED)
    assert bench.written() == ftms.request_control()
    bench.answer(Op.REQUEST_CONTROL)
    bench.written()
    bench.answer(Op.START)
    assert bench.written() == ftms.set_power(200)


def test_hazard_another_app_holds_control() -> None:
    bench = Bench()
    bench.point.want(W200)
    bench.point.link(bench.now_s)
    bench.written()
    bench.answer(Op.REQUEST_CONTROL, Result.NOT_PERMITTED)
    assert bench.point.state is State.LOCKED_OUT
    assert "another app" in (bench.point.trouble or "")
    assert bench.written() is None
    bench.pass_s(ASK_AGAIN_S)
    assert bench.written() == ftms.request_control()  # by itself, once the other app is closed
    assert "another app" in (bench.point.trouble or "")  # it is not known yet whether it was
    bench.answer(Op.REQUEST_CONTROL)
    bench.written()
    bench.answer(Op.START)
    assert bench.point.trouble is None


def test_hazard_control_is_taken_away_mid_ride() -> None:
    bench = Bench().open()
    bench.give(CLIMB)
    bench.answer(Op.SET_SIMULATION)
    bench.point.lose(bench.now_s)
    assert bench.written() == ftms.request_control()


def test_hazard_resistance_is_learnt_from_a_refusal() -> None:
    dialect = FtmsDialect(resistance=Range(low=0, high=20, step=1))
    bench = Bench(dialect).open()
    assert bench.give(Resist(share=0.5)) == bytes.fromhex("046400")
    bench.answer(Op.SET_RESISTANCE, Result.INVALID_PARAMETER)
    assert bench.written() == bytes.fromhex("0464")
    assert dialect.form is ResistanceForm.ONE_BYTE
    bench.answer(Op.SET_RESISTANCE)
    assert bench.point.given == Resist(share=0.5)


def test_hazard_resistance_is_learnt_from_silence() -> None:
    dialect = FtmsDialect(resistance=Range(low=0, high=20, step=1))
    bench = Bench(dialect).open()
    bench.give(Resist(share=0.5))
    bench.stay_silent()
    bench.written()
    bench.answer(Op.REQUEST_CONTROL)
    bench.written()
    bench.answer(Op.START)
    assert bench.written() == bytes.fromhex("0464")


def test_what_a_trainer_refuses_is_not_given_again_until_something_else_is_wanted() -> None:
    bench = Bench().open()
    bench.give(CLIMB)
    bench.answer(Op.SET_SIMULATION, Result.NOT_SUPPORTED)
    assert "refuses" in (bench.point.trouble or "")
    assert bench.written() is None
    bench.pass_s(REFRESH_S)
    assert bench.written() is None
    assert bench.give(W200) is not None
    assert bench.point.trouble is None


def test_hazard_an_odd_answer_is_no_consent() -> None:
    bench = Bench().open()
    bench.give(W200)
    for odd in (b"", b"\x80", b"\x05\x01", bytes.fromhex("800501")[:2]):
        bench.point.hear(odd, bench.now_s)
    assert bench.point.given is None
    bench.answer(Op.START)  # late, about something else
    assert bench.point.given is None
    bench.answer(Op.SET_POWER)
    assert bench.point.given == W200


def test_a_status_confirms() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.answer(Op.SET_POWER)
    assert not bench.point.is_confirmed
    bench.point.hear_target(W200, bench.now_s)
    assert bench.point.is_confirmed


def test_a_status_stands_for_an_answer_that_was_lost() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.point.hear_target(W200, bench.now_s)
    assert bench.point.given == W200


def test_hazard_somebody_elses_target_is_overridden() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.answer(Op.SET_POWER)
    bench.point.hear_target(W250, bench.now_s)
    assert bench.written() == ftms.set_power(200)


def test_but_not_for_ever() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.answer(Op.SET_POWER)
    written = 0
    for _ in range(10):
        bench.point.hear_target(W250, bench.now_s)
        written += bench.written() is not None
        bench.answer(Op.SET_POWER)
    assert written == 3
    assert "something else" in (bench.point.trouble or "")


def test_a_status_as_the_trainer_clips_it_is_ours() -> None:
    dialect = FtmsDialect(power=Range(low=50, high=400, step=1))
    bench = Bench(dialect).open()
    assert bench.give(HoldPower(power_w=600)) == ftms.set_power(400)
    bench.answer(Op.SET_POWER)
    bench.point.hear_target(HoldPower(power_w=400), bench.now_s)
    assert bench.point.is_confirmed


def test_hazard_an_ignored_write_is_found_by_the_watts() -> None:
    bench = Bench().open()
    bench.give(W250)
    bench.answer(Op.SET_POWER)
    for _ in range(12):
        bench.pass_s(1.0)
        bench.point.feel(100.0, 85.0, bench.now_s)
    assert bench.point.poll(bench.now_s) is None
    bench.pass_s(1.0)
    bench.point.feel(100.0, 85.0, bench.now_s)
    assert bench.written() == ftms.set_power(250)


@pytest.mark.parametrize(
    ("power_w", "cadence_rpm"), [(100.0, 20.0), (100.0, None), (None, 85.0), (240.0, 85.0)]
)
def test_watts_that_say_nothing_are_no_ground(
    power_w: float | None, cadence_rpm: float | None
) -> None:
    bench = Bench().open()
    bench.give(W250)
    bench.answer(Op.SET_POWER)
    for _ in range(14):
        bench.pass_s(1.0)
        bench.point.feel(power_w, cadence_rpm, bench.now_s)
    assert bench.point.poll(bench.now_s) is None


def test_a_frame_that_cannot_be_written_is_a_silence() -> None:
    bench = Bench().open()
    bench.give(W200)
    bench.point.fail(bench.now_s)
    assert bench.written() == ftms.set_power(200)


def test_wahoo_takes_two_frames_for_a_road_and_one_for_its_next_grade() -> None:
    bench = Bench(WahooDialect(mass_kg=85))
    bench.point.want(CLIMB)
    bench.point.link(bench.now_s)
    assert bench.written() == wahoo.unlock()
    bench.point.hear(bytes.fromhex("0120"), bench.now_s)
    assert (bench.written() or b"")[0] == wahoo.WahooOp.ROAD
    bench.point.hear(bytes.fromhex("0143"), bench.now_s)
    assert (bench.written() or b"")[0] == wahoo.WahooOp.GRADE
    assert bench.point.given is None
    bench.point.hear(bytes.fromhex("0146"), bench.now_s)
    assert bench.point.given == CLIMB
    assert (bench.give(RideRoad(grade=0.03)) or b"")[0] == wahoo.WahooOp.GRADE


def test_where_no_answers_come_a_write_that_the_link_took_is_one() -> None:
    bench = Bench(FecDialect())
    bench.point.want(W250)
    bench.point.link(bench.now_s)
    pages = [fec.unwrap_page(bench.written() or b"")[0] for _ in range(3)]
    assert pages == [fec.Page.USER, fec.Page.REQUEST, fec.Page.POWER]
    assert bench.point.given == W250


def test_a_level_in_a_status_is_a_share_of_the_range() -> None:
    dialect = FtmsDialect(resistance=Range(low=0, high=20, step=1))
    status = read_status(bytes.fromhex("076400"), dialect)
    assert status.resistance == pytest.approx(0.5)


def test_commands_become_targets() -> None:
    assert target_of(Command(mode=Mode.ERG, value=200)) == W200
    assert target_of(Command(mode=Mode.SLOPE, value=0.06)) == CLIMB
    assert target_of(Command(mode=Mode.RESISTANCE, value=40.0)) == Resist(share=0.4)
    assert target_of(Command(mode=Mode.KNOB, value="free")) is None
    assert target_of(Command(mode=Mode.NONE)) is None


def test_targets_of_two_modes_are_never_alike() -> None:
    assert not are_alike(HoldPower(power_w=0), RideRoad(grade=0))
    assert are_alike(None, None)


def test_every_state_is_left_when_the_link_drops() -> None:
    for state, events in TRANSITIONS.items():
        left = events.get(Event.LINKED if state is State.OFFLINE else Event.DROPPED)
        assert left is not None


ODD = st.binary(max_size=8)


class AnyConversation(RuleBasedStateMachine):
    """Anything in any order: one frame in flight at most, and control before any target."""

    def __init__(self) -> None:
        super().__init__()
        self.point = ControlPoint(FtmsDialect())
        self.now_s = 0.0
        self.linked = False
        self.in_flight: bytes | None = None
        self.controlled = False

    @rule(power_w=st.integers(0, 400))
    def want_power(self, power_w: int) -> None:
        self.point.want(HoldPower(power_w=power_w))

    @rule(grade=st.integers(-10, 15))
    def want_road(self, grade: int) -> None:
        self.point.want(RideRoad(grade=grade / 100))

    @rule()
    def link(self) -> None:
        self.point.link(self.now_s)
        self.linked = True

    @rule()
    def drop(self) -> None:
        self.point.drop(self.now_s)
        self.linked = self.controlled = False
        self.in_flight = None

    @rule(seconds=st.sampled_from([0.0, 0.1, 0.3, 1.0, 6.0, 20.0]))
    def poll(self, seconds: float) -> None:
        self.now_s += seconds
        frame = self.point.poll(self.now_s)
        if frame is None:
            return
        assert self.linked
        if frame[0] == Op.REQUEST_CONTROL:
            self.controlled = False
        elif frame[0] != Op.START:
            assert self.controlled
        self.in_flight = frame

    @rule(result=st.sampled_from(list(Result)))
    def answer(self, result: Result) -> None:
        if self.in_flight is None:
            return
        op = self.in_flight[0]
        self.point.hear(ftms.encode_answer(ftms.Answer(op=op, result=result)), self.now_s)
        if op == Op.REQUEST_CONTROL and result is not Result.NOT_PERMITTED:
            self.controlled = True
        self.in_flight = None

    @rule(frame=ODD)
    def odd_answer(self, frame: bytes) -> None:
        if frame[:1] != b"\x80":
            self.point.hear(frame, self.now_s)

    @rule(power_w=st.integers(0, 400))
    def status(self, power_w: int) -> None:
        self.point.hear_target(HoldPower(power_w=power_w), self.now_s)

    @rule()
    def lose(self) -> None:
        self.point.lose(self.now_s)

    @rule()
    def fail(self) -> None:
        self.point.fail(self.now_s)

    @invariant()
    def what_is_given_was_wanted(self) -> None:
        assert self.point.due_s(self.now_s) >= self.now_s
        if not self.linked:
            assert self.point.poll(self.now_s) is None


TestAnyConversation = AnyConversation.TestCase
TestAnyConversation.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
