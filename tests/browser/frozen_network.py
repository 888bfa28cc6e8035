"""A network between browser and server that a test can freeze: nothing closes, nothing arrives."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from typing import Self

_LOOK_S = 0.02
_CHUNK = 65536


class Network:
    """Passes bytes between a port of its own and that of a server.

    While frozen nothing is passed on and nothing is closed, as in a Wi-Fi that lost its router.
    Connections of that time are dead afterwards.
    """

    def __init__(self, server_port: int):
        self._server_port = server_port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._partner: dict[socket.socket, socket.socket] = {}
        self._frozen = threading.Event()
        self._dead = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._drop(*self._partner)
        self._door.close()

    def freeze(self) -> None:
        """From now on nothing arrives."""
        self._frozen.set()

    def thaw(self) -> None:
        """The network is back."""
        self._dead.set()
        self._frozen.clear()

    def _run(self) -> None:
        while not self._over.is_set():
            if self._frozen.is_set():
                self._over.wait(_LOOK_S)
                continue
            if self._dead.is_set():
                self._dead.clear()
                self._drop(*self._partner)
            ready, _, _ = select.select([self._door, *self._partner], [], [], _LOOK_S)
            for end in ready:
                if end is self._door:
                    self._connect()
                elif end in self._partner:
                    self._pass_on(end)

    def _connect(self) -> None:
        browser, _ = self._door.accept()
        try:
            server = socket.create_connection(("127.0.0.1", self._server_port))
        except OSError:
            browser.close()
            return
        self._partner |= {browser: server, server: browser}

    def _pass_on(self, end: socket.socket) -> None:
        try:
            data = end.recv(_CHUNK)
            self._partner[end].sendall(data)
        except OSError:
            data = b""
        if not data:
            self._drop(end, self._partner[end])

    def _drop(self, *ends: socket.socket) -> None:
        for end in ends:
            self._partner.pop(end, None)
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
