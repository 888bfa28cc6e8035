"""A server process that is killed in mid-ride, and the next one."""

from __future__ import annotations

import json
import socket as sockets
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest
from live_tools import Browser
from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from websockets.sync.client import ClientConnection

SERVE = """
import sys
from pathlib import Path
import uvicorn
from live_tools import make_live_app
app = make_live_app(Path(sys.argv[1]), instant=False)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""
PATIENCE_S = 60.0  # the machine may be busy


def serve(home: Path, port: int) -> subprocess.Popen[bytes]:
    paths = ";".join(f"sys.path.insert(0, {str(path)!r})" for path in sys.path if "tests" in path)
    return subprocess.Popen(
        [sys.executable, "-c", f"import sys;{paths}{SERVE}", str(home), str(port)]
    )


def wait_for(port: int) -> None:
    until_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            return sockets.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < until_s
            time.sleep(0.1)


def begin(port: int) -> None:
    body = json.dumps({"workout": "six-hills"}).encode()
    address = f"http://127.0.0.1:{port}/api/rides"
    urlopen(Request(address, body, {"Content-Type": "application/json"})).close()


def follow(port: int, since: int) -> AbstractContextManager[ClientConnection]:
    wait_for(port)
    return connect(f"ws://127.0.0.1:{port}/api/live?since={since}", max_size=None)


def ride_on(socket: ClientConnection, page: Browser, is_enough: Callable[[], bool]) -> None:
    while not is_enough():
        assert page.hear([json.loads(socket.recv(PATIENCE_S))])


@pytest.mark.enable_socket
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_the_ride_goes_on_after_kill_9(tmp_path: Path) -> None:
    with sockets.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = Browser()
    server = serve(tmp_path, port)
    try:
        wait_for(port)
        begin(port)
        with follow(port, -1) as socket:
            socket.send('{"key": "start"}')
            ride_on(socket, page, lambda: len(page.known) >= 2)
        server.kill()
        server.wait()
        server = serve(tmp_path, port)
        with follow(port, page.since) as socket:
            ride_on(socket, page, lambda: len(page.known) >= 4)
    finally:
        server.kill()
        server.wait()
