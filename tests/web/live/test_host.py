from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from live_tools import ENDLESS, PLAN, Json, Scene, heard, play, settle

from hand_made import TRAINER, prescription, segment
from sixhills.errors import ConflictError, InvalidValueError, NotFoundError, StoreError
from sixhills.formats.journal import decode_journal
from sixhills.ride.frame import Key, State
from sixhills.rider import DEFAULT_RIDER, change_rider
from sixhills.store.home import recordings_dir
from sixhills.store.store import Store
from sixhills.usecases.riding import RideSetup, find_unfinished
from sixhills.usecases.serving_rides import RideWish
from sixhills.web.live.running import FORGOTTEN_S

if TYPE_CHECKING:
    from pathlib import Path

SIMULATED = RideSetup(device="sim", speed=100.0)
DEMO = RideSetup(device="sim", speed=100.0, demo=True)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def kinds(messages: list[Json]) -> list[str]:
    return [message["kind"] for message in messages]


async def start(scene: Scene, seconds: int = 0) -> None:
    await settle()
    scene.host.press(Key.START)
    await scene.clock.tick(seconds + 1)  # one of them before the start


# -- riding ----------------------------------------------------------------------------------


def test_nothing_runs_at_first(scene: Scene) -> None:
    with scene.host.followed() as screen:
        assert heard(screen) == [{"kind": "none"}]
    assert scene.host.tell() is None
    assert scene.host.ride is None


def test_a_screen_is_told_of_a_ride_that_begins(scene: Scene) -> None:
    async def run() -> None:
        with scene.host.followed() as screen:
            ride = await scene.begin()
            none, live = heard(screen)
            assert none == {"kind": "none"}
            assert live["live"]["ride"] == ride == scene.host.ride
            assert live["live"]["frame"]["state"] == "ready"

    play(run)


def test_a_key_shows_before_the_next_tick(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 5)
        with scene.host.followed() as screen:
            heard(screen)
            scene.host.press(Key.HARDER)
            await settle()
            [tick] = heard(screen)
            assert (tick["frame"]["notches"], tick["frame"]["command_words"]) == (1, "level 5")
            assert (tick["point"], tick["frame"]["elapsed_s"]) == (None, 5.0)

    play(run)


def test_before_the_start_nothing_is_sent_again_and_again(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await settle()
        with scene.host.followed() as screen:
            await scene.clock.tick(50)
            assert kinds(heard(screen)) == ["live"]

    play(run)


def test_every_second_is_a_tick_also_in_a_pause(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 3)
        scene.host.press(Key.PAUSE)
        with scene.host.followed(since=3) as screen:
            await scene.clock.tick(3)
            ticks = [message for message in heard(screen) if message["kind"] == "tick"]
            assert [tick["point"] and tick["point"]["n"] for tick in ticks] == [None, 4, 5, 6]
            assert {tick["frame"]["state"] for tick in ticks} == {"paused"}

    play(run)


def test_changes_of_posture_are_counted_down_exactly(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene)
        with scene.host.followed() as screen:
            said = {}
            for _ in range(20):
                await scene.clock.tick()
                for message in heard(screen):
                    if message["kind"] == "tick" and message["frame"]["spoken"]:
                        frame = message["frame"]
                        said[frame["elapsed_s"]] = frame["spoken"]
                        assert frame["spoken"] == frame["announcement"]["text"]
        assert said[10.0] == "In 10 seconds: stand up, level 6."
        assert said[17.0] == "In 3 seconds: stand up."
        assert said[20.0] == "Stand up."

    play(run)


def test_what_is_said_is_said_once_and_not_to_who_comes_later(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 10)
        with scene.host.followed() as screen:
            frame = heard(screen)[0]["live"]["frame"]
            assert frame["announcement"]["text"].startswith("In 10 seconds")
            assert (frame["spoken"], frame["cue_id"]) == (None, None)
            await scene.clock.tick(2)
            assert [tick["frame"]["spoken"] for tick in heard(screen)] == [None, None]

    play(run)


def test_a_ride_without_any_screen_goes_on(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin(ENDLESS)
        await start(scene)
        await scene.clock.rush(3600)
        live = scene.host.tell()
        assert live is not None
        assert (live.n, live.frame.state, live.frame.ridden_s) == (3600, State.RIDING, 3600.0)

    play(run)


def test_thirty_screens_get_one_text(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene)
        followed = [scene.host.followed() for _ in range(30)]
        screens = [one.__enter__() for one in followed]
        await scene.clock.tick()
        texts = {id(screen._waiting[-1][0]) for screen in screens}
        assert len(texts) == 1

    play(run)


def test_one_ride_at_a_time(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        with pytest.raises(ConflictError, match="a ride runs already"):
            await scene.host.begin(RideWish(workout="two-short-hills"))

    play(run)


def test_two_who_begin_at_the_same_moment_get_one_ride(scene: Scene) -> None:
    async def run() -> None:
        wish = RideWish(workout="two-short-hills")
        begun = await asyncio.gather(
            scene.host.begin(wish), scene.host.begin(wish), return_exceptions=True
        )
        assert [type(one) for one in begun].count(ConflictError) == 1
        assert scene.host.ride in begun

    play(run)


def test_settings_that_are_found_anew_are_told(scene: Scene) -> None:
    async def run() -> None:
        await scene.host.begin(RideWish(workout="six-hills"))  # on a bike that nobody knows
        await start(scene, 25)
        with scene.host.followed() as screen:
            first = heard(screen)[0]["live"]
            assert first["frame"]["question"] is not None
            scene.host.press(Key.ANSWER_1)
            await settle()
            tick, live = heard(screen)
            setting = tick["frame"]["command_words"]
            assert setting != first["frame"]["command_words"]
            segment = live["live"]["prescription"]["segments"][tick["frame"]["segment"]]
            assert setting == f"level {segment['command']['value']}"
            assert live["live"]["points"] == []
            assert live["live"]["prescription"] != first["prescription"]

    play(run)


# -- the end ---------------------------------------------------------------------------------


def test_a_ride_is_stored_at_its_end(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 20)
        with scene.host.followed() as screen:
            scene.host.press(Key.END)
            await scene.wait_for_end()
            *_, last, end = heard(screen)
        assert last["frame"]["state"] == "finished"
        finished = end["finished"]
        assert finished["report"]["summary"]["records"] == 20
        assert (finished["because"], finished["trouble"]) == (None, None)
        with Store.open(scene.home) as store:
            assert store.rides.find("last").id == finished["ride"]
        assert scene.host.tell() is None
        assert find_unfinished(scene.home) == ()

    play(run)


def test_for_ten_minutes_who_connects_is_told_of_the_end(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 20)
        scene.host.press(Key.END)
        await scene.wait_for_end()
        told = []
        for scene.now_s in (599.0, 601.0):
            with scene.host.followed() as screen:
                told += kinds(heard(screen))
        assert told == ["finished", "none"]

    play(run)


def test_nothing_ridden_is_nothing_stored(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await settle()
        with scene.host.followed() as screen:
            scene.host.press(Key.END)
            await scene.wait_for_end()
            assert heard(screen)[-1]["finished"]["ride"] is None
        assert find_unfinished(scene.home) == ()

    play(run)


def test_what_cannot_be_stored_is_told_and_kept(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr("sixhills.usecases.serving_rides.finish_ride", refuse)

    async def run() -> None:
        ride = await scene.begin()
        await start(scene, 20)
        scene.host.press(Key.END)
        await scene.wait_for_end()
        with scene.host.followed() as screen:
            [end] = heard(screen)
        assert end["finished"]["trouble"].startswith("the disk is full. What was ridden is kept")
        assert [one.ride for one in find_unfinished(scene.home)] == [ride]
        assert scene.host.ride is None

    play(run)
    monkeypatch.undo()
    finished = asyncio.run(Scene(scene.home).host.finish(find_unfinished(scene.home)[0].ride))
    assert finished.ride is not None


def test_what_breaks_the_ride_is_told_and_kept(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def break_off(*_: object) -> None:
        raise ZeroDivisionError

    async def run() -> None:
        await scene.begin()
        await start(scene, 5)
        monkeypatch.setattr("sixhills.devices.none.NoDevice.read", break_off)
        with scene.host.followed() as screen:
            await scene.clock.tick()
            assert heard(screen)[-1]["finished"]["trouble"].startswith("Something went wrong.")
        [left] = find_unfinished(scene.home)
        assert left.ridden_s == 5.0

    play(run)


def test_a_ride_can_begin_as_soon_as_the_last_has_ended(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 5)
        scene.host.press(Key.END)
        await settle()
        ride = await scene.host.begin(RideWish(workout="two-short-hills"))
        assert scene.host.ride == ride
        with Store.open(scene.home) as store:
            assert store.rides.find("last").workout == PLAN.workout

    play(run)


# -- simulated -------------------------------------------------------------------------------


def test_a_simulated_rider_rides_by_itself(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin(PLAN, SIMULATED)
        live = scene.host.tell()
        assert live is not None
        assert (live.simulated, live.speed, live.stored) == (True, 100.0, True)
        with scene.host.followed() as screen:
            await scene.clock.tick(60)
            await scene.wait_for_end()
            finished = heard(screen)[-1]["finished"]
        assert finished["ride"] is not None

    play(run)


def test_a_demo_is_shown_with_its_report_and_not_kept(scene: Scene) -> None:
    async def run() -> None:
        wish = RideWish(workout="two-short-hills", simulated=True, demo=True)
        await scene.host.begin(wish)
        with scene.host.followed() as screen:
            assert heard(screen)[0]["live"]["stored"] is False
            await scene.clock.tick(60)
            scene.host.press(Key.END)
            await scene.wait_for_end()
            finished = heard(screen)[-1]["finished"]
        assert finished["ride"] is None
        assert finished["report"]["summary"]["records"] == 59
        assert not list(scene.home.rglob("events.log"))
        assert not (scene.home / "sixhills.db").exists()

    play(run)


@pytest.mark.parametrize("critical_power_w", [None, 150.0])
def test_w_prime_is_told_where_watts_and_critical_power_are_known(
    scene: Scene, critical_power_w: float | None
) -> None:
    plan = prescription(segment(60), equipment=TRAINER)
    rider = change_rider(DEFAULT_RIDER, critical_power_w=critical_power_w)

    async def run() -> None:
        await scene.begin(replace(plan, rider=rider), SIMULATED)
        await scene.clock.tick(20)
        live = scene.host.tell()
        assert live is not None
        assert live.points[-1].power_w is not None
        assert (live.w_prime is None) is (critical_power_w is None)  # else it is a guess

    play(run)


@pytest.mark.parametrize(
    "wish", [{"speed": 2.0}, {"demo": True}, {"simulated": True, "speed": 0.5}]
)
def test_only_a_simulated_rider_can_be_hurried(wish: Json) -> None:
    with pytest.raises(InvalidValueError):
        RideWish(workout="six-hills", **wish)


def test_a_workout_is_never_read_from_a_file(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "mine.workout"
    path.write_text("anything")
    with pytest.raises(NotFoundError):
        asyncio.run(scene.host.begin(RideWish(workout=str(path))))


# -- nobody there ----------------------------------------------------------------------------


def is_ridden(scene: Scene) -> bool:
    return scene.host._running is not None and not scene.host._running.is_over


def test_a_ride_that_everybody_forgot_is_ended_and_why_is_told(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 5)
        scene.host.press(Key.PAUSE)
        scene.now_s = FORGOTTEN_S - 1
        await scene.clock.tick()
        assert is_ridden(scene)
        scene.now_s = FORGOTTEN_S + 1
        await scene.clock.tick()
        await scene.wait_for_end()
        with scene.host.followed() as screen:
            [end] = heard(screen)
        assert end["finished"]["because"].startswith("Nobody was there for three hours")
        assert end["finished"]["report"]["summary"]["records"] == 5

    play(run)


@pytest.mark.parametrize("there", ["screen", "key"])
def test_somebody_who_is_there_keeps_the_ride(scene: Scene, there: str) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 5)
        scene.host.press(Key.PAUSE)
        scene.now_s = FORGOTTEN_S + 1
        if there == "key":
            scene.host.press(Key.EASIER)
            await scene.clock.tick()
        else:
            with scene.host.followed():
                await scene.clock.tick()
        scene.now_s = 2 * FORGOTTEN_S
        await scene.clock.tick()
        assert is_ridden(scene)

    play(run)


def test_a_sensor_that_tells_of_riding_keeps_the_ride(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin(prescription(segment(600), equipment=TRAINER), SIMULATED)
        await scene.clock.tick(20)
        scene.now_s = FORGOTTEN_S + 1
        await scene.clock.tick()
        assert is_ridden(scene)

    play(run)


# -- a server that was killed ----------------------------------------------------------------


def test_a_server_that_comes_back_goes_on_by_itself(scene: Scene, tmp_path: Path) -> None:
    async def run() -> None:
        ride = await scene.begin()
        await start(scene, 15)
        later = scene.kill(tmp_path / "later")
        await later.host.start()
        await settle()
        await later.clock.tick()
        live = later.host.tell(since=13)
        assert live is not None
        assert (live.ride, live.frame.state) == (ride, State.RIDING)
        assert [point.n for point in live.points] == [14, 15, 16]
        assert live.points[-1].ridden_s == 16.0

    play(run)


def test_points_from_the_journal_are_those_that_were_told(scene: Scene, tmp_path: Path) -> None:
    async def run() -> None:
        await scene.begin(PLAN, SIMULATED)
        await scene.clock.tick(20)
        before = scene.host.tell()
        later = scene.kill(tmp_path / "later")
        await later.host.start()
        after = later.host.tell()
        assert before is not None
        assert after is not None
        assert after.points == before.points
        assert (after.simulated, after.speed) == (True, 100.0)

    play(run)


def test_what_was_said_before_a_kill_is_not_said_again(scene: Scene, tmp_path: Path) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 17)  # "In 3 seconds: stand up."
        later = scene.kill(tmp_path / "later")
        await later.host.start()
        with later.host.followed() as screen:
            await later.clock.tick(3)
            spoken = [m["frame"]["spoken"] for m in heard(screen) if m["kind"] == "tick"]
        assert spoken == [None, None, "Stand up."]

    play(run)


def test_numbers_of_cues_rise_over_a_kill(scene: Scene, tmp_path: Path) -> None:
    async def run() -> None:
        await scene.begin()
        with scene.host.followed() as screen:
            await start(scene, 17)
            before = [m["frame"]["cue_id"] for m in heard(screen)[1:] if m["frame"]["cue_id"]]
        later = scene.kill(tmp_path / "later")
        await later.host.start()
        with later.host.followed() as screen:
            await later.clock.tick(4)
            after = [m["frame"]["cue_id"] for m in heard(screen)[1:] if m["frame"]["cue_id"]]
        assert min(after) > max(before)

    play(run)


def test_a_rider_who_had_paused_stays_paused(scene: Scene, tmp_path: Path) -> None:
    async def run() -> None:
        ride = await scene.begin()
        await start(scene, 15)
        scene.host.press(Key.PAUSE)
        await scene.clock.tick()
        later = scene.kill(tmp_path / "later")
        await later.host.start()
        live = later.host.tell()
        assert live is not None
        assert (live.ride, live.frame.state, live.frame.ridden_s) == (ride, State.PAUSED, 15.0)

    play(run)


def test_an_older_ride_waits_for_the_rider(scene: Scene, tmp_path: Path) -> None:
    async def run() -> None:
        ride = await scene.begin()
        await start(scene, 15)
        later = scene.kill(tmp_path / "later")
        make_older(later.home, 301)
        await later.host.start()
        assert later.host.ride is None
        assert [one.ride for one in find_unfinished(later.home)] == [ride]
        assert await later.host.resume(ride) == ride
        assert later.host.ride == ride
        assert await later.host.resume(ride) == ride  # once more changes nothing

    play(run)


def make_older(home: Path, seconds: float) -> None:
    import os

    for journal in home.rglob("events.log"):
        at = journal.stat().st_mtime - seconds
        os.utime(journal, (at, at))


def test_an_older_demo_is_gone(scene: Scene) -> None:
    async def run() -> None:
        wish = RideWish(workout="two-short-hills", simulated=True, demo=True)
        await scene.host.begin(wish)
        await settle()
        make_older(scene.home, 301)
        await Scene(scene.home).host.start()
        assert not list(scene.home.rglob("events.log"))

    play(run)


def test_a_ride_in_a_terminal_is_left_alone(scene: Scene) -> None:
    async def run() -> None:
        await scene.begin()
        await start(scene, 15)
        other = Scene(scene.home)
        await other.host.start()  # the journal is held by the first
        assert other.host.ride is None
        with pytest.raises(StoreError, match="ridden elsewhere"):
            await other.host.finish(find_unfinished(scene.home)[0].ride)

    play(run)


def test_a_server_that_stops_sets_the_ride_aside(scene: Scene) -> None:
    async def run() -> None:
        ride = await scene.begin()
        await start(scene, 15)
        await scene.host.close()
        [left] = find_unfinished(scene.home)
        assert (left.ride, left.ridden_s) == (ride, 15.0)
        inputs = decode_journal(left.path.read_bytes()).inputs
        assert Key.END not in {getattr(one, "key", None) for one in inputs}

    play(run)


def test_what_was_ridden_of_an_unfinished_ride_can_be_stored(scene: Scene) -> None:
    async def run() -> None:
        ride = await scene.begin()
        await start(scene, 15)
        with pytest.raises(ConflictError, match="this ride runs"):
            await scene.host.finish(ride)
        await scene.host.close()
        finished = await scene.host.finish(ride)
        assert finished.report is not None
        assert finished.report.summary.records == 15
        with pytest.raises(NotFoundError):
            await scene.host.finish(ride)

    play(run)


def test_only_whole_ids_are_taken(scene: Scene) -> None:
    async def run() -> None:
        ride = await scene.begin()
        await scene.host.close()
        with pytest.raises(NotFoundError):
            await scene.host.resume(ride[:8])

    play(run)


def test_how_it_was_ridden_lies_beside_the_journal(scene: Scene) -> None:
    async def run() -> None:
        ride = await scene.begin(PLAN, SIMULATED)
        text = (recordings_dir(scene.home) / ride / "setup.json").read_text()
        assert json.loads(text)["speed"] == 100.0
        assert find_unfinished(scene.home)[0].setup == SIMULATED

    play(run)
