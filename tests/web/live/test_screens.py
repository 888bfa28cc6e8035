from __future__ import annotations

import asyncio
import json

from hypothesis import given
from hypothesis import strategies as st
from live_tools import heard

from sixhills.web.live.screens import MOST_WAITING, Screen, Screens


def told(screen: Screen) -> list[int]:
    return [int(message) for message in heard(screen)]


def test_messages_come_in_their_order() -> None:
    screen = Screen()
    for number in range(5):
        screen.tell(str(number), tick=number % 2 == 0)
    assert told(screen) == [0, 1, 2, 3, 4]


def test_a_slow_screen_keeps_the_newest_ticks() -> None:
    screen = Screen()
    for number in range(100):
        screen.tell(str(number), tick=True)
    assert told(screen) == list(range(100 - MOST_WAITING, 100))


def test_what_is_no_tick_is_never_dropped() -> None:
    screen = Screen()
    screen.tell("-1")
    for number in range(20):
        screen.tell(str(number), tick=True)
    screen.tell("-2")
    assert told(screen) == [-1, *range(12, 20), -2]


@given(st.lists(st.sampled_from(["tick", "other", "next"]), max_size=60))
def test_a_queue_never_holds_more_ticks_than_it_may(steps: list[str]) -> None:
    screen, heard_ticks = Screen(), []
    for number, step in enumerate(steps):
        if step != "next":
            screen.tell(json.dumps([step, number]), tick=step == "tick")
        elif screen._waiting:
            heard_ticks.append(json.loads(asyncio.run(screen.next()))[1])
        assert sum(tick for _, tick in screen._waiting) == screen._ticks <= MOST_WAITING
    heard_ticks += [number for _, number in heard(screen)]
    others = [number for number, step in enumerate(steps) if step == "other"]
    assert heard_ticks == sorted(heard_ticks)
    assert set(others) <= set(heard_ticks)


def test_who_waits_is_told_at_once() -> None:
    async def run() -> str:
        screen = Screen()
        waiting = asyncio.create_task(screen.next())
        await asyncio.sleep(0)
        screen.tell("1", tick=True)
        return await asyncio.wait_for(waiting, 1)

    assert asyncio.run(run()) == "1"


def test_all_are_told_but_who_has_gone() -> None:
    screens, one, gone = Screens(), Screen(), Screen()
    screens.add(one)
    screens.add(gone)
    screens.remove(gone)
    screens.tell("1")
    assert (told(one), told(gone), len(screens)) == ([1], [], 1)
