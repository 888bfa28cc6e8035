"""Following orders late, pressing keys for a reason, shifting and pacing by feel."""

from __future__ import annotations

from random import Random

import pytest
from make_frames import STRONG, frame

from hand_made import FREE, SEATED, STANDING
from sixhills.devices.simulation.attention import Order
from sixhills.devices.simulation.pacing import Pace, find_share_that_feels
from sixhills.devices.simulation.pressing import Answer, Complaint, Reply, choose_answer
from sixhills.devices.simulation.shifting import Shifter
from sixhills.equipment import Gear
from sixhills.prescribe.effort import find_rpe
from sixhills.prescribe.prescription import EffortTarget, PowerTarget
from sixhills.ride.frame import Key, Question
from sixhills.ride.questions import ask_how_it_feels, ask_whether_as_meant

GEARS = tuple(Gear(chainring=34, sprocket=sprocket) for sprocket in (30, 24, 19, 15))


def order(heeded: float = 1.0, seed: int = 1) -> Order[str]:
    return Order(Random(seed), heeded=heeded, after_s=(1.0, 2.0, 4.0))


def taken_at(told: Order[str]) -> float | None:
    return next((0.1 * tenth for tenth in range(2000) if told.take(0.1 * tenth)), None)


# -- orders --------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_an_order_is_followed_within_its_time(seed: int) -> None:
    told = order(seed=seed)
    told.hear("up", 0.0)
    assert 1.0 <= (taken_at(told) or 0.0) <= 4.1


def test_an_order_is_followed_once() -> None:
    told = order()
    told.hear("up", 0.0)
    assert told.take(10.0) == "up"
    assert told.take(11.0) is None


def test_the_same_order_again_is_no_news() -> None:
    told = order()
    assert told.hear("up", 0.0)
    assert not told.hear("up", 1.0)
    assert told.hear("down", 2.0)


def test_of_the_missed_orders_about_half_are_noticed_later() -> None:
    times = []
    for seed in range(200):
        told = order(heeded=0.0, seed=seed)
        told.hear("up", 0.0)
        times.append(taken_at(told))
    late = [at_s for at_s in times if at_s is not None]
    assert 70 <= len(late) <= 130
    assert min(late) >= 20.0


def test_a_reminder_is_followed_soon() -> None:
    told = order(heeded=0.0)
    told.hear("up", 0.0)
    told.remind(5.0)
    assert told.take(7.1) == "up"


# -- keys ----------------------------------------------------------------------------------


def answers(answer: Answer, asked: object, real: object, since_s: int) -> list[Key]:
    given = [answer.give(asked, real, float(s)) for s in range(since_s, since_s + 10)]
    return [key for key in given if key is not None]


def test_what_is_true_is_confirmed_once() -> None:
    assert answers(Answer(Random(1), 1.0), STANDING, STANDING, 0) == [Key.CONFIRM]


@pytest.mark.parametrize(("asked", "real"), [(STANDING, SEATED), (FREE, SEATED)])
def test_what_is_not_true_or_not_asked_is_never_confirmed(asked: object, real: object) -> None:
    assert answers(Answer(Random(1), 1.0), asked, real, 0) == []


def test_what_is_no_longer_true_is_taken_back() -> None:
    answer = Answer(Random(1), 1.0)
    answers(answer, STANDING, STANDING, 0)
    assert answers(answer, STANDING, SEATED, 10) == [Key.DENY]
    assert answers(answer, STANDING, STANDING, 20) == [Key.CONFIRM]


def test_who_never_answers_never_does() -> None:
    assert answers(Answer(Random(1), 0.0), STANDING, STANDING, 0) == []


@pytest.mark.parametrize(("points", "key"), [(2.0, Key.EASIER), (-2.0, Key.HARDER)])
def test_what_does_not_fit_is_borne_for_a_while(points: float, key: Key) -> None:
    complaint = Complaint(patience_s=10.0)
    given = [complaint.weigh(points, 1.0) for _ in range(10)]
    assert given == [None] * 9 + [key]


def test_after_a_complaint_the_change_is_felt_first() -> None:
    complaint = Complaint(patience_s=10.0)
    seconds = [second for second in range(100) if complaint.weigh(3.0, 1.0)]
    assert seconds[1] - seconds[0] >= 25


def test_what_nearly_fits_is_borne_for_ever() -> None:
    complaint = Complaint(patience_s=5.0)
    assert not any(complaint.weigh(1.4, 1.0) for _ in range(100))


def test_too_hard_and_too_easy_do_not_add_up() -> None:
    complaint = Complaint(patience_s=10.0)
    assert not any(complaint.weigh(3.0 if s // 5 % 2 else -3.0, 1.0) for s in range(100))


# -- questions -----------------------------------------------------------------------------

HOW = ask_how_it_feels("level 7")  # easy to 2.5, can talk to 4.5, short phrases to 6.9, too hard


def replies(reply: Reply, question: Question | None, rpe: float, seconds: int = 40) -> list[Key]:
    given = [reply.give(question, rpe, float(second)) for second in range(seconds)]
    return [key for key in given if key is not None]


@pytest.mark.parametrize(
    ("rpe", "key"),
    [(0.0, Key.ANSWER_1), (3.5, Key.ANSWER_2), (6.0, Key.ANSWER_3), (9.9, Key.ANSWER_4)],
)
def test_the_answer_that_holds_the_rating_is_chosen(rpe: float, key: Key) -> None:
    assert choose_answer(HOW, rpe) is key


def test_a_rating_beyond_the_scale_is_the_last_answer() -> None:
    assert choose_answer(HOW, 10.7) is Key.ANSWER_4


def test_a_question_is_answered_once_after_some_seconds() -> None:
    for seed in range(20):
        reply = Reply(Random(seed), replies=1.0, rating_sd=0.0)
        assert reply.give(HOW, 3.5, 0.0) is None
        given = [second for second in range(1, 40) if reply.give(HOW, 3.5, float(second))]
        assert len(given) == 1
        assert 2 <= given[0] <= 10


def test_the_next_question_is_answered_too() -> None:
    reply = Reply(Random(1), replies=1.0, rating_sd=0.0)
    effort = EffortTarget(rpe_low=4.5, rpe_high=5.5, words="short phrases")
    assert replies(reply, HOW, 3.5) == [Key.ANSWER_2]
    assert replies(reply, None, 3.5) == []
    assert replies(reply, ask_whether_as_meant("Hill 1", effort, over=True), 6.5) == [Key.ANSWER_3]


def test_most_questions_are_answered_and_ratings_err() -> None:
    given = [
        replies(Reply(Random(seed), replies=0.85, rating_sd=0.4), HOW, 4.5) for seed in range(200)
    ]
    assert 155 <= sum(map(len, given)) <= 185
    assert {key for keys in given for key in keys} == {Key.ANSWER_2, Key.ANSWER_3}


# -- gears and pace ------------------------------------------------------------------------


def test_a_gear_that_turns_too_slowly_is_left_for_an_easier_one() -> None:
    shifter = Shifter(GEARS, GEARS[2])
    shifter.adapt(40.0, 5.0)
    assert shifter.gear == GEARS[1]


def test_the_gear_told_is_kept_while_it_turns() -> None:
    shifter = Shifter(GEARS, GEARS[2])
    shifter.adapt(52.0, 5.0)
    assert shifter.gear == GEARS[2]


def test_the_gear_told_is_taken_again_one_by_one() -> None:
    shifter = Shifter(GEARS, GEARS[0])
    shifter.take(GEARS[2])
    shifter.adapt(40.0, 5.0)
    shifter.adapt(90.0, 5.0)
    assert shifter.gear == GEARS[2]


def test_at_the_easiest_gear_there_is_nothing_easier() -> None:
    shifter = Shifter(GEARS, GEARS[0])
    shifter.adapt(30.0, 5.0)
    assert shifter.gear == GEARS[0]


def test_a_bike_without_gears_has_none() -> None:
    shifter = Shifter((), None)
    shifter.take(GEARS[0])
    shifter.adapt(30.0, 5.0)
    assert shifter.gear is None


@pytest.mark.parametrize("rpe", [3.0, 5.0, 8.0])
@pytest.mark.parametrize("duration_s", [20.0, 240.0])
def test_the_share_found_feels_as_meant(rpe: float, duration_s: float) -> None:
    share = find_share_that_feels(rpe, duration_s, STRONG)
    assert find_rpe(share, duration_s, STRONG) == pytest.approx(rpe, abs=0.05)


def test_watts_on_the_screen_are_aimed_at() -> None:
    pace = Pace(STRONG, rating_bias=0.0)
    pace.adapt(frame(power=PowerTarget(low=190, target=200, high=210)), 0.0, 1.0)
    assert pace.aim_w == 200


def test_who_rates_too_high_rides_too_easy() -> None:
    paces = [Pace(STRONG, rating_bias=bias) for bias in (0.0, 1.0)]
    for pace in paces:
        pace.adapt(frame(rpe=5.0), 0.0, 1.0)
    assert paces[1].aim_w < paces[0].aim_w


def test_a_pace_is_corrected_only_once_it_has_been_felt() -> None:
    pace = Pace(STRONG, rating_bias=0.0)
    shown = frame(power=PowerTarget(low=190, target=200, high=210))
    for _ in range(30):
        pace.adapt(shown, 2.0, 1.0)
    assert pace.aim_w == 200
    pace.adapt(shown, 2.0, 1.0)
    assert pace.aim_w < 200
