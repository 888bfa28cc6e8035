"""A ride that runs in the server, as a viewer that tells the screens what it sees."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sixhills.ride.frame import Key, State
from sixhills.usecases.serving_rides import look_back
from sixhills.web.live.history import History
from sixhills.web.live.shown import (
    Live,
    LiveMessage,
    TickMessage,
    encode,
    show_frame,
    show_prescription,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.live import LiveRide
    from sixhills.ride.frame import Frame
    from sixhills.ride.recorder import Recorder
    from sixhills.usecases.riding import RideSetup
    from sixhills.web.live.screens import Screens

FORGOTTEN_S = 3 * 3600.0
"""After so long without screen, sensor and key a ride is ended."""

_FORGOTTEN = "Nobody was there for three hours, so the ride was ended."


class RunningRide:
    """One ride with all that a screen may want to know of it.

    Args:
        live: begun or resumed; what its journal holds is looked through once more.
        setup: how it is ridden.
        screens: who is told.
        seconds: a clock of the world that is never set back.
    """

    def __init__(
        self,
        live: LiveRide,
        setup: RideSetup,
        screens: Screens,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ):
        self.live = live
        self.setup = setup
        self.because: str | None = None
        self._screens = screens
        self._seconds = seconds
        self._seen_s = seconds()
        self._player = live.recorder.player
        self._segments = self._player.segments
        self._history = History(self._player.prescription)
        look_back(live.path, self._remember)
        frame = self._player.frame()
        self._history.hear(frame, live.recorder.taken)  # what was said before is not said again
        self._frame = show_frame(frame)

    @property
    def id(self) -> str:
        """Id of the ride."""
        return self.live.path.parent.name

    @property
    def is_over(self) -> bool:
        """Whether nobody rides any more: it is being stored."""
        return self._player.state is State.FINISHED

    def press(self, key: Key) -> None:
        """Press a key: it acts at once."""
        self._seen_s = self._seconds()
        self.live.press(key)

    def tell(self, since: int) -> Live:
        """The ride for a screen that knows its points up to a number."""
        return Live(
            ride=self.id,
            title=self._player.prescription.title,
            simulated=self.setup.device == "sim",
            speed=self.setup.speed,
            stored=not self.setup.demo,
            prescription=show_prescription(self._player),
            keys=tuple(Key),
            n=self._history.n,
            points=self._history.since(since),
            frame=self._frame,
            w_prime=self._history.w_prime,
        )

    def show(self, frame: Frame) -> tuple[Key, ...]:
        """Tell the screens what has changed; end a ride that everybody has forgotten."""
        point = self._history.take(frame)
        cue_id = self._history.hear(frame, self.live.recorder.taken)
        shown = show_frame(frame, cue_id=cue_id)
        if shown != self._frame:
            self._frame = shown.silent()
            w_prime = self._history.w_prime
            self._send(TickMessage(point=point, frame=shown, w_prime=w_prime, sent_ms=_wall_ms()))
            self._tell_settings()
        return self._watch_over(frame)

    def _remember(self, recorder: Recorder) -> None:
        self._history.take(recorder.player.frame())

    def _tell_settings(self) -> None:
        """Tell the prescription again where its settings were found to be others."""
        if self._player.segments != self._segments:
            self._segments = self._player.segments
            self._send(LiveMessage(live=self.tell(self._history.n)))

    def _send(self, message: TickMessage | LiveMessage) -> None:
        if self._screens:
            self._screens.tell(encode(message), tick=isinstance(message, TickMessage))

    def _watch_over(self, frame: Frame) -> tuple[Key, ...]:
        now_s = self._seconds()
        if self._screens or _is_ridden(frame):
            self._seen_s = now_s
        if now_s - self._seen_s < FORGOTTEN_S:
            return ()
        self.because = _FORGOTTEN
        return (Key.END,)


def _is_ridden(frame: Frame) -> bool:
    """Whether a sensor tells that somebody rides."""
    sample = frame.sample
    if sample is None or frame.state is not State.RIDING:
        return False
    return any(value for name, value in vars(sample).items() if name != "elapsed_s")


def _wall_ms() -> float:
    return round(time.time() * 1000.0, 3)
