"""The server as people start it, in a process of its own, on loopback only."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from sixhills.errors import InputError
from sixhills.web.app import make_app
from sixhills.web.server import ask_for_first_page, find_port

pytestmark = pytest.mark.enable_socket


class Served:
    """A running `sixhills serve` and a browser's worth of cookies."""

    def __init__(self, home: Path):
        self.started = time.monotonic()
        environment = {**os.environ, "SIXHILLS_HOME": str(home)}
        command = [sys.executable, "-m", "sixhills", "serve", "--no-browser"]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        self.address = re.search(r"http://\S+", line)[0]
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str = "", **headers: str) -> tuple[bytes, Message]:
        """A path of the server, or the address that was printed."""
        url = self.address.split("/?")[0] + path if path else self.address
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - our own
        with self.opener.open(request) as answer:
            return answer.read(), answer.headers

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=10)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    running = Served(tmp_path / "home")
    yield running
    running.stop()


def test_the_address_that_is_printed_lets_a_browser_in(served: Served) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        served.get("/api/live")
    assert refused.value.code == 401
    refused.value.close()
    served.get()
    assert served.get("/api/live")[0] == b"null"


def test_it_listens_on_this_computer_only(served: Served) -> None:
    assert served.address.startswith("http://127.0.0.1:")


def test_the_door_for_phones_opens_and_closes(served: Served) -> None:
    served.get()
    assert b'"open":false' in served.get("/api/phone")[0]


def test_ctrl_c_stops_it_without_a_traceback(served: Served) -> None:
    assert served.stop() in {0, 130, -signal.SIGINT}


def test_pages_are_sent_packed_and_scripts_kept_for_good(served: Served) -> None:
    served.get()
    _, headers = served.get("/today", **{"Accept-Encoding": "gzip"})
    assert str(headers["content-type"]).startswith("text/html")
    assert headers["cache-control"] == "no-cache"
    assert headers["content-encoding"] == "gzip"


def test_a_port_that_is_taken_is_named() -> None:
    taken = find_port(None)
    taken.listen()
    try:
        with pytest.raises(InputError, match="is taken"):
            find_port(taken.getsockname()[1])
    finally:
        taken.close()


def test_asked_for_its_first_page_the_app_has_built_its_routes(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    assert asyncio.run(ask_for_first_page(app)) in {200, 503}  # 503: the pages are not built
