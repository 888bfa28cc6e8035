"""The one suite, driven by apps of others in processes of their own: incyclist-devices and noble.

They come from npm (`make foreign`); without them the tests are skipped.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from suite import SUITE

from served_trainer import Stand, run, served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from apps import App

FOREIGN = Path(__file__).parents[2] / "foreign"

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(
        not (FOREIGN / "node_modules").is_dir() or shutil.which("node") is None,
        reason="needs node and the apps of others (make foreign)",
    ),
]


class ForeignApp:
    """An app in another process: a line of JSON in, a line of JSON out."""

    def __init__(self, process: asyncio.subprocess.Process):
        self._process = process

    async def ask(self, *words: object) -> object:
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps(words) + "\n").encode())
        return await self.answer()

    async def answer(self) -> object:
        assert self._process.stdout is not None
        async with asyncio.timeout(90):
            while True:
                line = await self._process.stdout.readline()
                assert line, "the app has ended"
                if line.startswith((b"{", b"t", b"f", b"n")):  # some log to where they answer
                    return json.loads(line)

    async def hold(self, power_w: int) -> None:
        assert await self.ask("hold", power_w) is True

    async def resist(self, per_cent: int) -> None:
        assert await self.ask("resist", per_cent) is True

    async def road(self, grade: float) -> None:
        await self.ask("road", grade)  # what it says of it differs; the trainer is asked instead

    async def power_w(self) -> float | None:
        return (await self._read())["power_w"]

    async def cadence_rpm(self) -> float | None:
        return (await self._read())["cadence_rpm"]

    async def _read(self) -> dict[str, float | None]:
        read = await self.ask("read")
        assert isinstance(read, dict)
        return read


@asynccontextmanager
async def started(*arguments: str, **variables: str) -> AsyncIterator[App]:
    process = await asyncio.create_subprocess_exec(
        "node",
        *arguments,
        cwd=FOREIGN,
        env={**os.environ, **variables},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    app = ForeignApp(process)
    try:
        ready = await app.answer()
        assert isinstance(ready, dict)
        assert ready.get("control") is True, ready
        yield app
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("check", SUITE)
def test_incyclist_devices_over_direct_connect(check: str) -> None:
    async def main() -> None:
        async with served() as stand:
            port = str(stand.server.port)
            async with started("incyclist_app.js", "127.0.0.1", port) as app:
                await SUITE[check](app, stand)

    run(main)


@pytest.mark.parametrize("check", SUITE)
def test_noble_over_a_virtual_radio(check: str, tmp_path: Path) -> None:
    """Its stack speaks HCI over a serial line to a radio chip on our air."""
    pytest.importorskip("bumble", reason="needs the extra `virtual`")
    from bumble.controller import Controller
    from bumble.transport import open_transport

    from sixhills.devices.transports.virtual.air import VirtualAir, VirtualPeripheral

    async def main() -> None:
        stand, air = Stand(), VirtualAir()
        peripheral = VirtualPeripheral(air, stand.trainer.peripheral)
        await peripheral.start()
        task = asyncio.create_task(stand.run())
        line = tmp_path / "hci"
        transport = await open_transport(f"pty:{line}")
        chip = Controller(
            "noble",
            host_source=transport.source,
            host_sink=transport.sink,
            link=air.link,
            public_address="F0:F1:F2:F3:F4:77",
        )
        chip.random_address = chip.public_address  # else bumble's link loses what it sends
        try:
            async with started(
                "noble_app.js",
                BLUETOOTH_HCI_SOCKET_FORCE_UART="1",
                BLUETOOTH_HCI_SOCKET_UART_PORT=str(line),
                BLUETOOTH_HCI_SOCKET_UART_BAUDRATE="1000000",
            ) as app:
                await SUITE[check](app, stand)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await transport.close()

    run(main)
