"""A ride that a test conducts second by second, in place of the server.

The real recorder plays a real prescription; only the clock and the wire are the test's. So a page
can be put at any moment of a ride at once, and every look at it is at the same moment.
"""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from patience import PATIENCE_MS

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.frame import Key, State
from sixhills.ride.recorder import Press, Recorder, Tick
from sixhills.ride.recording import Sample
from sixhills.rider import DEFAULT_RIDER
from sixhills.web.live.history import History
from sixhills.web.live.shown import (
    Finished,
    FinishedMessage,
    Live,
    LiveMessage,
    TickMessage,
    encode,
    show_frame,
    show_prescription,
)
from sixhills.workout.library import find_workout

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Route, WebSocketRoute

    from sixhills.ride.frame import Frame
    from sixhills.web.live.shown import Message

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "connect-src 'self' ws:",
    ]
)
"""At least as strict as that of the server: a page that works under it works there."""

_KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".webm": "video/webm",
    ".mp4": "video/mp4",
    ".webmanifest": "application/manifest+json",
}


class ScriptedRide:
    """A ride on a built-in bike, and the server's side of the wire.

    Args:
        bike: its name.
        workout: its key.
        settings: as in `GET /api/app`.
    """

    def __init__(self, bike: str = "exercise", workout: str = "six-hills", **settings: Any):
        prescription = prescribe_workout(find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES[bike])
        self.prescription = prescription
        self.recorder = Recorder(prescription, datetime(2026, 11, 23, 9, tzinfo=UTC))
        self.keys: list[str] = []
        self.away = False
        self.silent = False
        self._settings = {
            "units": "metric",
            "language": "en",
            "voice": False,
            "sounds": True,
            **settings,
        }
        self._history = History(prescription)
        self._wires: list[WebSocketRoute] = []

    @property
    def frame(self) -> Frame:
        """What the player shows now."""
        return self.recorder.player.frame()

    # -- what a test does --------------------------------------------------------------------

    def press(self, key: Key) -> None:
        """Somebody presses a key, here or elsewhere."""
        self.recorder.take(Press(key=key, elapsed_s=self.recorder.player.elapsed_s))
        self._tell()

    def pass_s(self, seconds: int, **measured: float) -> None:
        """Let time pass, with the same samples in each second."""
        for _ in range(seconds):
            elapsed_s = self.recorder.player.elapsed_s + 1.0
            self.recorder.take(Tick(sample=Sample(elapsed_s=elapsed_s, **measured)))
            self._tell()

    def ride_to(self, ridden_s: float, **measured: float) -> None:
        """Start if needed and ride to a moment of the prescription."""
        if self.frame.state is State.READY:
            self.press(Key.START)
        wires, self._wires = self._wires, []  # a page needs only the last of it
        self.pass_s(max(0, int(ridden_s - self.frame.ridden_s) - 1), **measured)
        self._wires = wires
        self.pass_s(1, **measured)

    def wait_until_shown(self, page: Page) -> None:
        """Wait until a page has the newest point; what came with it was seen and heard then."""
        page.locator(f'[data-points$=" {self._history.n}"]').wait_for(state="attached")

    def wait_for_keys(self, page: Page, *keys: str) -> None:
        """Wait until as many keys have come from pages, which must be these."""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while len(self.keys) < len(keys) and time.monotonic() < deadline:
            page.wait_for_timeout(20)
        assert self.keys == list(keys), self.keys

    def finish(self, ride: str | None) -> None:
        """Tell that the ride is stored."""
        self._send(FinishedMessage(finished=Finished(ride=ride)))

    def fall_silent(self) -> None:
        """The network is gone: nothing is closed, nothing arrives, until `silent` is taken back."""
        self.silent = True
        self._wires = []

    def cut(self) -> None:
        """The server is gone, and comes back when `away` is taken back."""
        self.away = True
        for wire in self._wires:
            wire.close()
        self._wires = []

    # -- the server's side ---------------------------------------------------------------------

    def serve(self, page: Page, built: Path) -> None:
        """Answer all requests of a page."""

        def answer(route: Route) -> None:
            path = route.request.url.split("/", 3)[3].split("?")[0]
            if self.silent:
                return  # the browser waits in vain
            if self.away:
                route.abort("connectionrefused")
            elif path.startswith("api/"):
                route.fulfill(json=self._app_state() if path == "api/app" else {})
            else:
                file = built / path
                file = file if path and file.is_file() else built / "index.html"
                kind = _KINDS.get(file.suffix, "application/octet-stream")
                headers = {"Content-Type": kind, "Content-Security-Policy": POLICY}
                route.fulfill(body=file.read_bytes(), headers=headers)

        page.route("**/*", answer)
        page.route_web_socket("**/api/live*", self._connect)

    def _connect(self, wire: WebSocketRoute) -> None:
        if self.away:
            wire.close()
        if self.away or self.silent:
            return
        since = int(parse_qs(urlsplit(wire.url).query)["since"][0])
        wire.on_message(self._read)
        wire.send(encode(LiveMessage(live=self._live(since))))
        self._wires.append(wire)

    def _read(self, message: str | bytes) -> None:
        key = json.loads(message)["key"]
        self.keys.append(key)
        self.press(Key(key))

    def _send(self, message: Message) -> None:
        for wire in self._wires:
            wire.send(encode(message))

    def _live(self, since: int) -> Live:
        return Live(
            ride="one",
            title=self.prescription.title,
            simulated=False,
            speed=1.0,
            stored=True,
            prescription=show_prescription(self.recorder.player),
            keys=tuple(Key),
            n=self._history.n,
            points=self._history.since(since),
            frame=show_frame(self.frame),
            w_prime=self._history.w_prime,
        )

    def _tell(self) -> None:
        """Tell the page what has changed."""
        point = self._history.take(self.frame)
        cue_id = self._history.hear(self.frame, self.recorder.taken)
        self._send(
            TickMessage(
                point=point,
                frame=show_frame(self.frame, cue_id=cue_id),
                w_prime=self._history.w_prime,
                sent_ms=time.time_ns() // 1_000_000,
            )
        )

    def _app_state(self) -> dict[str, Any]:
        return {
            "version": "0",
            "role": "owner",
            "needs": None,
            "health_because": None,
            "rider": {},
            "bikes": [],
            "live": "one",
            "unfinished": [],
            "settings": self._settings,
        }
