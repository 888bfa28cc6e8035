"""Whatever screens do and whoever presses what: each point of a ride comes once, in order."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from live_tools import Browser, Scene, heard, play, settle

from hand_made import FREE, SEATED, STANDING, level, prescription, segment
from sixhills.ride.frame import Key
from sixhills.usecases.riding import RideSetup, begin_ride

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sixhills.web.live.screens import Screen

MOST_STEPS = 30
PLAN = prescription(  # more than can be skipped
    *(
        segment(20 + 5 * number, posture, level(1 + number % 6))
        for number, posture in zip(range(MOST_STEPS + 2), cycle([SEATED, STANDING, FREE]))
    )
)
KEYS = [key for key in Key if key is not Key.END]
STEPS = st.one_of(
    st.tuples(st.just("key"), st.sampled_from(KEYS)),
    st.tuples(st.just("tick"), st.integers(1, 12)),
    st.tuples(st.sampled_from(["come", "go", "hear"]), st.integers(0, 2)),
    st.tuples(st.just("kill"), st.none()),
)


class Visitor:
    """A browser that comes to a host, falls behind, goes away without a word and comes back."""

    def __init__(self) -> None:
        self.page = Browser()
        self._following: AbstractContextManager[Screen] | None = None
        self._screen: Screen | None = None

    def come(self, scene: Scene) -> None:
        self.go()
        self._following = scene.host.followed(self.page.since, scene.host.ride)
        self._screen = self._following.__enter__()

    def go(self) -> None:
        if self._following is not None:
            self._following.__exit__(None, None, None)
        self._following = self._screen = None

    def hear(self, scene: Scene) -> None:
        if self._screen is None:
            return
        while not self.page.hear(heard(self._screen)):
            self.come(scene)


@settings(max_examples=40)
@given(st.lists(STEPS, max_size=MOST_STEPS))
def test_no_point_is_lost_or_doubled(steps: list[tuple[str, object]]) -> None:
    folder = Path(mkdtemp())

    async def run() -> None:
        scene = Scene(folder / "0")
        await scene.begin(PLAN)
        await settle()
        scene.host.press(Key.START)
        visitors = [Visitor() for _ in range(3)]
        for number, (what, how) in enumerate(steps):
            scene = await step(scene, visitors, what, how, folder / str(number + 1))
        for visitor in visitors:
            visitor.come(scene)
            visitor.hear(scene)
            live = scene.host.tell()
            assert live is not None
            assert visitor.page.known == [point.n for point in live.points]
            assert live.n == len(live.points)

    try:
        play(run)
    finally:
        shutil.rmtree(folder)


async def step(
    scene: Scene, visitors: list[Visitor], what: str, how: object, folder: Path
) -> Scene:
    match what, how:
        case "key", Key() as key:
            scene.host.press(key)
            await settle()
        case "tick", int(times):
            await scene.clock.tick(times)
        case "kill", _:
            for visitor in visitors:
                visitor.go()
            scene = scene.kill(folder)
            await scene.host.start()
            await settle()
        case _, int(index):
            getattr(visitors[index], what)(*([] if what == "go" else [scene]))
    return scene


def test_a_page_that_falls_behind_sees_that_points_are_missing(tmp_path: Path) -> None:
    async def run() -> None:
        scene = Scene(tmp_path)
        await scene.begin(PLAN)
        scene.host.press(Key.START)
        await settle()
        visitor = Visitor()
        visitor.come(scene)
        await scene.clock.tick(40)
        visitor.hear(scene)
        assert visitor.page.renewals == 1
        assert visitor.page.known == list(range(1, 40))

    play(run)


def test_a_page_of_an_earlier_ride_gets_all_of_this_one(tmp_path: Path) -> None:
    async def run() -> None:
        scene = Scene(tmp_path)
        await scene.begin(PLAN)
        scene.host.press(Key.START)
        await scene.clock.tick(10)
        with scene.host.followed(since=5, ride="of yesterday") as screen:
            [message] = heard(screen)
        assert [point["n"] for point in message["live"]["points"]] == list(range(1, 10))

    play(run)


def test_a_setup_that_cannot_be_read_is_a_bike_without_sensors(tmp_path: Path) -> None:
    from sixhills.usecases.riding import find_unfinished

    live = begin_ride(tmp_path, PLAN, now=datetime.now(UTC), setup=RideSetup(device="sim"))
    live.path.with_name("setup.json").write_text('["sim"]')
    assert find_unfinished(tmp_path)[0].setup == RideSetup()
