"""The one live ride of a server.

It is a task of its own that no screen holds: screens come, go and come back, and the ride is told
to whoever is there. What it needs to survive the server is in its journal; a server that starts
looks for the ride that its predecessor was killed in, and goes on with it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sixhills.errors import ConflictError, SixhillsError
from sixhills.live import WorldClock
from sixhills.usecases.riding import now_utc, resume_ride, ride_to_end
from sixhills.usecases.serving_rides import (
    begin_wished,
    choose_setup,
    drop_demos,
    end_ride,
    find_cut_off,
    find_left,
)
from sixhills.web.live.running import RunningRide
from sixhills.web.live.screens import Screen, Screens
from sixhills.web.live.shown import (
    Finished,
    FinishedMessage,
    LiveMessage,
    NoneMessage,
    encode,
    show_ended,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sixhills.live import Clock, LiveRide
    from sixhills.ride.frame import Key
    from sixhills.usecases.riding import RideSetup, Unfinished
    from sixhills.usecases.serving_rides import RideWish
    from sixhills.web.live.shown import Live

TOLD_FOR_S = 600.0
"""For so long who connects is told of a ride that has ended."""

_KEPT = "What was ridden is kept, and waits among the unfinished rides."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Ended:
    """What to tell of the last ride, and until when by the clock of the world."""

    finished: Finished
    until_s: float


class RideHost:
    """Runs the ride of one data directory, and lets any number of screens follow it.

    Everything but making one is done where the server's event loop runs.

    Args:
        home: the data directory.
        make_clock: the time of a ride.
        seconds: a clock of the world that is never set back.
    """

    def __init__(
        self,
        home: Path,
        *,
        make_clock: Callable[[RideSetup], Clock] = lambda setup: WorldClock(setup.speed),
        seconds: Callable[[], float] = time.monotonic,
    ):
        self._home = home
        self._make_clock = make_clock
        self._seconds = seconds
        self._screens = Screens()
        self._changing = asyncio.Lock()
        self._running: RunningRide | None = None
        self._task: asyncio.Task[None] | None = None
        self._ended: _Ended | None = None

    @property
    def ride(self) -> str | None:
        """Id of the ride that runs, or None."""
        return self._running.id if self._running else None

    # -- the life of the server ------------------------------------------------------------

    async def start(self) -> None:
        """Go on with the ride that the server was killed in, where that was just now."""
        async with self._changing:
            left = await asyncio.to_thread(find_cut_off, self._home, now=now_utc())
            await asyncio.to_thread(drop_demos, self._home, now=now_utc())
            if left is None:
                return
            try:
                await self._go_on(left, by_rider=False)
            except SixhillsError as error:  # it is ridden in a terminal, or cannot be read
                _log.warning("ride %s does not go on: %s", left.ride, error)

    async def close(self) -> None:
        """Set the ride aside: a server that starts soon goes on with it."""
        if self._running:
            self._running.live.set_aside()
        if self._task:
            await self._task

    # -- rides -----------------------------------------------------------------------------

    async def begin(self, wish: RideWish) -> str:
        """Begin a ride; its id.

        Raises:
            ConflictError: one runs.
            InputError: workout, bike or hill do not exist or cannot be read.
            StoreError: the data directory cannot be used.
        """
        async with self._changing:
            await self._make_room()
            setup = await asyncio.to_thread(choose_setup, self._home, wish)
            live = await asyncio.to_thread(
                begin_wished, self._home, wish, now=now_utc(), setup=setup
            )
            return await self._run(live, setup)

    async def resume(self, ride: str) -> str:
        """Go on with an unfinished ride; its id. One that runs already runs on.

        Raises:
            ConflictError: another one runs.
            NotFoundError: there is no such ride.
            StoreError: it is being ridden elsewhere.
        """
        async with self._changing:
            if self.ride == ride:
                return ride
            await self._make_room()
            return await self._go_on(await asyncio.to_thread(find_left, self._home, ride))

    async def finish(self, ride: str) -> Finished:
        """Store what was ridden of an unfinished ride.

        Raises:
            ConflictError: it runs.
            NotFoundError: there is no such ride.
            StoreError: it cannot be stored, or is being ridden elsewhere.
        """
        async with self._changing:
            if self.ride == ride:
                raise ConflictError("this ride runs", remedy="end it on the ride page")
            left = await asyncio.to_thread(find_left, self._home, ride)
            ended = await asyncio.to_thread(
                end_ride, self._home, left.path, left.setup, now=now_utc()
            )
            return show_ended(ended)

    # -- screens ---------------------------------------------------------------------------

    def tell(self, since: int = -1) -> Live | None:
        """The ride that runs with its points after a number, or None."""
        return self._running.tell(since) if self._running else None

    @contextmanager
    def followed(self, since: int = -1, ride: str | None = None) -> Iterator[Screen]:
        """Let a screen follow, from what it has seen on.

        Args:
            since: number of the last point that it knows; -1 for none.
            ride: of which ride that is, where the screen says so.
        """
        screen = Screen()
        screen.tell(self._greet(-1 if ride not in {None, self.ride} else since))
        self._screens.add(screen)
        try:
            yield screen
        finally:
            self._screens.remove(screen)

    def press(self, key: Key) -> None:
        """Press a key; without a ride nothing happens."""
        if self._running:
            self._running.press(key)

    def _greet(self, since: int) -> str:
        if self._running:
            return encode(LiveMessage(live=self._running.tell(since)))
        if self._ended and self._seconds() < self._ended.until_s:
            return encode(FinishedMessage(finished=self._ended.finished))
        return encode(NoneMessage())

    # -- riding ----------------------------------------------------------------------------

    async def _make_room(self) -> None:
        """Wait for a ride that is being stored.

        Raises:
            ConflictError: one is being ridden.
        """
        if self._running and not self._running.is_over:
            raise ConflictError(
                "a ride runs already", place=self.ride, remedy="end it on the ride page first"
            )
        if self._task:
            await asyncio.wait({self._task})

    async def _go_on(self, left: Unfinished, *, by_rider: bool = True) -> str:
        now = datetime.now(UTC)
        live = await asyncio.to_thread(resume_ride, left, now=now, by_rider=by_rider)
        return await self._run(live, left.setup)

    async def _run(self, live: LiveRide, setup: RideSetup) -> str:
        running = await asyncio.to_thread(
            RunningRide, live, setup, self._screens, seconds=self._seconds
        )
        self._running, self._ended = running, None
        self._screens.tell(self._greet(-1))
        self._task = asyncio.create_task(self._ride(running))
        return running.id

    async def _ride(self, running: RunningRide) -> None:
        """Ride to the end, store, and tell everybody."""
        clock = self._make_clock(running.setup)
        try:
            await ride_to_end(running.live, running.setup, [running], home=self._home, clock=clock)
            finished = await self._store(running) if running.is_over else None
        except SixhillsError as error:
            kept = f". {_KEPT}" if running.live.path.exists() else ""
            finished = Finished(trouble=f"{error}{kept}")
        except Exception:
            _log.exception("ride %s broke off", running.id)
            finished = Finished(trouble=f"Something went wrong. {_KEPT}")
        self._running = None
        if finished is not None:  # else it was set aside
            self._tell_end(finished)

    async def _store(self, running: RunningRide) -> Finished:
        ended = await asyncio.to_thread(
            end_ride, self._home, running.live.path, running.setup, now=now_utc()
        )
        return show_ended(ended, running.because)

    def _tell_end(self, finished: Finished) -> None:
        self._ended = _Ended(finished=finished, until_s=self._seconds() + TOLD_FOR_S)
        self._screens.tell(encode(FinishedMessage(finished=finished)))
