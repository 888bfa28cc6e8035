from __future__ import annotations

from dataclasses import replace

import pytest
from play_rides import Played

from hand_made import (
    EXERCISE_BIKE,
    FREE,
    KNOB_BIKE,
    ROAD_BIKE,
    SEATED,
    STANDING,
    TRAINER,
    level,
    prescription,
    segment,
    watts,
)
from sixhills.equipment import Gear
from sixhills.prescribe.prescription import Command, Mode, Prescription
from sixhills.ride.frame import Frame, Key, State
from sixhills.ride.player import AUTO_PAUSE_S, TRANSITIONS, Player, Signal
from sixhills.ride.recording import Evidence, Lap, Sample

PLAN = prescription(segment(60, SEATED, level(4)), segment(60, STANDING, level(6)))
SAFE = Command(mode=Mode.ERG, value=50)


def player_in(state: State, plan: Prescription = PLAN) -> Player:
    """A player 20 s into its ride, in a state."""
    if state is State.READY:
        return Player(plan)
    played = Played(plan).ride(20, cadence_rpm=80.0)
    if state is State.AUTO_PAUSED:
        played.ride(4, cadence_rpm=0.0)
    elif state is not State.RIDING:
        played.press({State.PAUSED: Key.PAUSE, State.FINISHED: Key.END}[state])
    assert played.player.state is state
    return played.player


# -- the table -------------------------------------------------------------------------------


def test_every_state_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(State)


@pytest.mark.parametrize("key", Key)
@pytest.mark.parametrize("state", State)
def test_a_key_leads_where_the_table_says_or_changes_nothing(state: State, key: Key) -> None:
    player = player_in(state)
    before, postures, laps = player.frame(), player.postures, player.laps
    outputs = player.press(key, player.elapsed_s)
    if key in TRANSITIONS[state]:
        assert player.state is TRANSITIONS[state][key]
    else:
        assert (player.frame(), player.postures, player.laps) == (before, postures, laps)
        assert not outputs.announcements
        assert outputs.command is None


@pytest.mark.parametrize("signal", Signal)
@pytest.mark.parametrize("state", State)
def test_a_signal_leads_where_the_table_says_or_changes_nothing(
    state: State, signal: Signal
) -> None:
    player = player_in(state)
    before = player.frame()
    player._take(signal)
    if signal in TRANSITIONS[state]:
        assert player.state is TRANSITIONS[state][signal]
    else:
        assert player.frame() == before


@pytest.mark.parametrize("state", [s for s in State if s is not State.RIDING])
def test_the_timeline_stands_still_unless_riding(state: State) -> None:
    player = player_in(state)
    before_s = player.frame().ridden_s
    player.tick(Sample(elapsed_s=player.elapsed_s + 1.0))
    assert player.frame().ridden_s == before_s


@pytest.mark.parametrize("state", [State.READY, State.FINISHED])
def test_the_clock_runs_only_between_start_and_end(state: State) -> None:
    player = player_in(state)
    before_s = player.elapsed_s
    player.tick(Sample(elapsed_s=before_s + 9.0))
    player.press(Key.CONFIRM, before_s + 9.0)
    assert player.elapsed_s == before_s


def test_moments_that_lie_back_take_no_time_back() -> None:
    player = player_in(State.RIDING)
    player.tick(Sample(elapsed_s=3.0))
    player.press(Key.CONFIRM, 5.0)
    assert (player.elapsed_s, player.frame().ridden_s) == (20.0, 20.0)


def test_a_gap_in_time_is_not_ridden() -> None:
    player = player_in(State.RIDING)
    player.tick(Sample(elapsed_s=20.0 + 600.0))
    assert (player.elapsed_s, player.frame().ridden_s) == (620.0, 25.0)


# -- keys ------------------------------------------------------------------------------------


def test_skip_in_the_last_step_ends_the_ride() -> None:
    played = Played(PLAN).press(Key.SKIP, Key.SKIP)
    assert played.player.state is State.FINISHED


@pytest.mark.parametrize("state", [State.PAUSED, State.AUTO_PAUSED])
def test_skip_in_a_pause_keeps_the_pause(state: State) -> None:
    player = player_in(state)
    player.press(Key.SKIP, player.elapsed_s)
    assert (player.state, player.segment.index) == (state, 1)
    player.press(Key.SKIP, player.elapsed_s)
    assert player.state is State.FINISHED


def test_back_goes_to_the_start_of_the_step() -> None:
    played = Played(PLAN).ride(80).press(Key.BACK)
    assert played.player.frame().ridden_s == 60.0


def test_back_at_once_goes_to_the_step_before() -> None:
    played = Played(PLAN).ride(64).press(Key.BACK)
    assert played.player.frame().ridden_s == 0.0


def test_extend_adds_half_a_minute() -> None:
    played = Played(PLAN).ride(55).press(Key.EXTEND)
    assert played.player.frame().step_left_s == 35.0
    assert played.ride(34).player.segment.index == 0
    assert played.ride(1).player.segment.index == 1


def test_harder_and_easier_move_the_command_in_force_and_those_to_come() -> None:
    played = Played(PLAN).press(Key.HARDER, Key.HARDER, Key.EASIER)
    assert played.player.frame().command.value == 5
    assert played.ride(60).player.frame().command.value == 7


@pytest.mark.parametrize(
    ("plan", "key", "limit"),
    [
        (prescription(segment(60, command=level(15))), Key.HARDER, "level 16"),
        (prescription(segment(60, command=level(2))), Key.EASIER, "level 1"),
        (
            prescription(
                segment(60, command=Command(mode=Mode.KNOB, value="", setting=4.75)),
                equipment=KNOB_BIKE,
            ),
            Key.HARDER,
            "knob 5 turns from free",
        ),
        (
            prescription(
                segment(60, command=Command(mode=Mode.SLOPE, value=0.155)), equipment=TRAINER
            ),
            Key.HARDER,
            "automatic, slope 16.0 %",
        ),
        (
            prescription(
                segment(
                    60,
                    command=Command(mode=Mode.GEAR, value=Gear(chainring=34, sprocket=30)),
                ),
                equipment=ROAD_BIKE,
            ),
            Key.EASIER,
            "gear 34×34",
        ),
    ],
)
def test_the_machine_has_limits_and_presses_beyond_do_not_count(
    plan: Prescription, key: Key, limit: str
) -> None:
    played = Played(plan).press(key, key, key, key)
    assert played.player.frame().command_words == limit
    assert abs(played.player.frame().notches) == 1


def test_end_finishes_from_anywhere() -> None:
    for state in State:
        player = player_in(state)
        player.press(Key.END, player.elapsed_s)
        assert player.state is State.FINISHED


# -- pauses ----------------------------------------------------------------------------------


def test_four_seconds_without_pedalling_pause_the_ride() -> None:
    played = Played(PLAN).ride(10, cadence_rpm=80.0).ride(3, cadence_rpm=0.0)
    assert played.player.state is State.RIDING
    assert played.ride(1, cadence_rpm=0.0).player.state is State.AUTO_PAUSED
    assert AUTO_PAUSE_S == 4.0


def test_pedalling_goes_on_with_the_ride() -> None:
    played = Played(PLAN).ride(10, cadence_rpm=80.0).ride(60, cadence_rpm=0.0)
    ridden_s = played.player.frame().ridden_s
    played.ride(1, cadence_rpm=50.0)
    assert played.player.state is State.RIDING
    assert played.player.frame().ridden_s == ridden_s
    assert played.ride(1, cadence_rpm=50.0).player.frame().ridden_s == ridden_s + 1


def test_pedalling_does_not_undo_a_pause_by_the_rider() -> None:
    played = Played(PLAN).press(Key.PAUSE).ride(5, cadence_rpm=80.0)
    assert played.player.state is State.PAUSED


def test_a_pedal_stroke_in_between_starts_the_count_anew() -> None:
    played = Played(PLAN).ride(3, cadence_rpm=0.0).ride(1, cadence_rpm=30.0)
    assert played.ride(3, cadence_rpm=0.0).player.state is State.RIDING


def test_standing_still_before_the_start_or_in_a_pause_does_not_count() -> None:
    player = Player(PLAN)
    for second in range(1, 10):
        player.tick(Sample(elapsed_s=float(second), cadence_rpm=0.0))
    player.press(Key.START, 0.0)
    player.tick(Sample(elapsed_s=1.0, cadence_rpm=0.0))
    assert player.state is State.RIDING


@pytest.mark.parametrize("bike", [EXERCISE_BIKE, TRAINER, ROAD_BIKE])
def test_without_a_sensor_nothing_pauses(bike: object) -> None:
    played = Played(replace(PLAN, equipment=bike)).ride(30)
    assert played.player.state is State.RIDING


def test_rolling_downhill_on_the_road_is_no_pause() -> None:
    plan = replace(PLAN, equipment=ROAD_BIKE)
    played = Played(plan).ride(30, cadence_rpm=0.0, speed_mps=11.0)
    assert played.player.state is State.RIDING


def test_standing_at_a_crossing_is_a_pause_on_the_road() -> None:
    played = Played(replace(PLAN, equipment=ROAD_BIKE)).ride(4, speed_mps=0.0)
    assert played.player.state is State.AUTO_PAUSED
    assert played.ride(1, speed_mps=3.0).player.state is State.RIDING


def test_on_the_road_without_speed_cadence_does_not_pause() -> None:
    played = Played(replace(PLAN, equipment=ROAD_BIKE)).ride(30, cadence_rpm=0.0)
    assert played.player.state is State.RIDING


def test_what_is_travelled_in_a_pause_is_not_ridden() -> None:
    plan = prescription(segment(100, distance_m=300), equipment=ROAD_BIKE)
    played = Played(plan).ride(10, distance_m=3.0).press(Key.PAUSE)
    played.ride(60, distance_m=3.0).press(Key.RESUME)
    assert played.ride(10, distance_m=3.0).player.frame().ridden_s == pytest.approx(20.0)


# -- commands --------------------------------------------------------------------------------

ERG = prescription(
    segment(60, command=watts(90)), segment(60, command=watts(150)), equipment=TRAINER
)


def test_a_trainer_gets_each_command_once() -> None:
    played = Played(ERG).ride(120)
    assert [(s, c.value) for s, c in played.commands] == [(0, 90), (60, 150), (120, 50)]


def test_before_the_start_a_trainer_gets_nothing() -> None:
    player = Player(ERG)
    assert player.tick(Sample(elapsed_s=1.0)).command is None
    assert player.command is None


@pytest.mark.parametrize("state", [State.PAUSED, State.AUTO_PAUSED, State.FINISHED])
def test_while_nobody_pedals_the_target_is_low(state: State) -> None:
    assert player_in(state, ERG).command == SAFE


def test_after_a_pause_the_target_comes_back() -> None:
    played = Played(ERG).ride(10).press(Key.PAUSE).ride(5).press(Key.RESUME)
    assert [(s, c.value) for s, c in played.commands] == [(0, 90), (10, 50), (15, 90)]
    assert played.player.command == watts(90)


def test_harder_changes_the_target_at_once() -> None:
    played = Played(ERG).ride(10).press(Key.HARDER)
    assert played.commands[-1] == (10.0, watts(94))  # 5 % of 90 W, to the nearest even watt


def test_the_slope_of_a_short_effort_is_given_ahead() -> None:
    effort = Command(mode=Mode.SLOPE, value=0.05, lead_s=5.0)
    plan = prescription(
        segment(60, command=watts(80)),
        segment(10, command=effort),
        segment(60, command=watts(80)),
        equipment=TRAINER,
    )
    given = [(s, c.mode) for s, c in Played(plan).ride(80).commands]
    assert given == [(0, Mode.ERG), (55, Mode.SLOPE), (70, Mode.ERG)]


@pytest.mark.parametrize("bike", [EXERCISE_BIKE, KNOB_BIKE, ROAD_BIKE])
def test_hand_set_bikes_get_no_command(bike: object) -> None:
    played = Played(replace(PLAN, equipment=bike)).press(Key.HARDER, Key.PAUSE)
    played.ride(10).press(Key.RESUME).ride(140)
    assert played.player.state is State.FINISHED
    assert not played.commands
    assert played.player.command is None


# -- posture ---------------------------------------------------------------------------------


def postures(played: Played) -> list[tuple[float, object, Evidence]]:
    return [(p.elapsed_s, p.posture, p.evidence) for p in played.player.postures]


def test_what_was_only_asked_is_marked_as_instructed() -> None:
    assert postures(Played(PLAN).ride(120)) == [
        (0.0, SEATED, Evidence.INSTRUCTED),
        (60.0, STANDING, Evidence.INSTRUCTED),
    ]


def test_what_was_never_asked_is_not_logged() -> None:
    assert postures(Played(PLAN).ride(59).press(Key.END)) == [(0.0, SEATED, Evidence.INSTRUCTED)]


def test_a_confirmation_comes_from_a_key() -> None:
    played = Played(PLAN).ride(62).press(Key.CONFIRM)
    assert postures(played)[-1] == (62.0, STANDING, Evidence.CONFIRMED)


@pytest.mark.parametrize(("into_s", "posture"), [(5, STANDING), (65, SEATED)])
def test_a_denial_is_the_other_posture(into_s: int, posture: object) -> None:
    played = Played(PLAN).ride(into_s).press(Key.DENY)
    assert postures(played)[-1] == (float(into_s), posture, Evidence.CONFIRMED)


def test_where_posture_is_free_there_is_nothing_to_confirm_or_deny() -> None:
    played = Played(prescription(segment(60, FREE))).ride(5).press(Key.CONFIRM, Key.DENY)
    assert postures(played) == [(0.0, FREE, Evidence.INSTRUCTED)]


def test_asking_for_the_same_again_does_not_overrule_a_denial() -> None:
    plan = prescription(segment(30, STANDING), segment(30, STANDING))
    played = Played(plan).ride(10).press(Key.DENY).ride(40)
    assert postures(played)[-1] == (10.0, SEATED, Evidence.CONFIRMED)


# -- laps and frames -------------------------------------------------------------------------


def test_each_step_is_a_lap() -> None:
    plan = prescription(segment(30, step=0), segment(30, STANDING, step=0), segment(30, step=1))
    assert Played(plan).ride(90).player.laps == (
        Lap(start_s=0.0, end_s=60.0, step=0),
        Lap(start_s=60.0, end_s=90.0, step=1),
    )


def test_the_running_lap_is_included() -> None:
    assert Played(PLAN).ride(10).player.laps == (Lap(start_s=0.0, end_s=10.0, step=0),)


def test_a_step_that_is_skipped_at_once_is_no_lap() -> None:
    plan = prescription(segment(30), segment(30), segment(30))
    played = Played(plan).ride(10).press(Key.SKIP, Key.SKIP).ride(5).press(Key.END)
    assert [lap.step for lap in played.player.laps] == [0, 2]


def test_a_step_ridden_twice_is_two_laps() -> None:
    played = Played(PLAN).ride(62).press(Key.BACK).ride(10).press(Key.END)
    assert [lap.step for lap in played.player.laps] == [0, 1, 0]


def test_a_frame_tells_what_is_and_what_comes() -> None:
    frame: Frame = Played(PLAN).ride(20, power_w=100.0).player.frame()
    assert (frame.elapsed_s, frame.ridden_s, frame.total_left_s) == (20.0, 20.0, 100.0)
    assert (frame.posture, frame.next_posture, frame.next_posture_in_s) == (SEATED, STANDING, 40.0)
    assert frame.command_words == "level 4"
    assert frame.sample == Sample(elapsed_s=20.0, power_w=100.0)


def test_a_sentence_leaves_the_screen_after_a_while() -> None:
    played = Played(PLAN).ride(8)
    assert played.player.frame().announcement is not None
    assert played.ride(1).player.frame().announcement is None
