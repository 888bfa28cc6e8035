"""One trainer's channel on an ANT+ stick, by openant, which has threads of its own.

openant waits in threads; so each connection has one thread for what it is told, and what it hears
comes back to the event loop. It drops a page that is the same as the one before, which FE-C never
sends twice in a row, and takes ten seconds to notice that a page was not acknowledged: that is
looked after here.
"""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from sixhills.errors import DeviceError, NoRadioError

if TYPE_CHECKING:
    from collections.abc import Callable

ANY_TRAINER = 0
"""The number that stands for whichever trainer is heard first."""

_FITNESS_EQUIPMENT = 17  # device type
_PERIOD_TICKS = 8192  # of 1/32768 s: 4 Hz
_FREQUENCY = 57  # above 2400 MHz
_SEARCH_FOR_EVER = 255
_SOONER = 0.7  # than who called gives up: what is wrong is told from here, once the stick is free
_TRIES = 3
_ACKNOWLEDGED_WITHIN_S = 1.0  # a page goes out within a quarter of a second
_ACKNOWLEDGED, _NOT_ACKNOWLEDGED = 5, 6
_LOST = frozenset({7, 8})  # the channel was closed; too many messages were missed


class AntStick:
    """A trainer that is heard and told over a stick.

    Args:
        number: of the trainer, or ANY_TRAINER.
        on_page: is called with each page of eight bytes.
        on_lost: is called once when the trainer is not heard any more.
    """

    def __init__(
        self, number: int, *, on_page: Callable[[bytes], None], on_lost: Callable[[], None]
    ):
        self._number = number
        self._on_page = on_page
        self._on_lost = on_lost
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ant")
        self._heard = asyncio.Event()
        self._outcomes: SimpleQueue[int] = SimpleQueue()
        self._closed = False
        self._node: Any = None
        self._channel: Any = None

    async def open(self, within_s: float) -> None:
        """Open the channel and wait for the first page.

        Raises:
            NoRadioError: there is no stick, or no library for it.
            DeviceError: the trainer is not heard.
        """
        try:
            async with asyncio.timeout(_SOONER * within_s):
                await self._loop.run_in_executor(self._thread, self._open)
                self._loop.run_in_executor(None, self._node.start)  # until it is stopped
                await self._heard.wait()
        except TimeoutError as error:
            await self.close()
            name = "no trainer" if self._number == ANY_TRAINER else f"trainer {self._number}"
            raise DeviceError(
                f"{name} is not heard over ANT+",
                remedy="wake it by turning the pedals, and put the stick near it",
            ) from error
        except BaseException as error:
            await self.close()
            raise explain_ant_error(error) from error

    async def send(self, page: bytes) -> None:
        """Send a page; on return the trainer has acknowledged it.

        Raises:
            DeviceError: it has not.
        """
        try:
            await self._loop.run_in_executor(self._thread, self._send, list(page))
        except Exception as error:
            raise explain_ant_error(error) from error

    async def close(self) -> None:
        """Let the stick go."""
        self._closed = True
        node, self._node = self._node, None
        if node is not None:
            with contextlib.suppress(Exception):  # a stick that was pulled out
                await self._loop.run_in_executor(None, node.stop)
        self._thread.shutdown(wait=False)

    # -- in the thread ---------------------------------------------------------------------

    def _open(self) -> None:
        from openant.devices import ANTPLUS_NETWORK_KEY
        from openant.easy.channel import Channel
        from openant.easy.node import Node

        stick = self

        class _Node(Node):  # type: ignore[misc] # openant has no types
            def _worker_event(self, channel: int, event: int, data: Any) -> None:
                if event in {_ACKNOWLEDGED, _NOT_ACKNOWLEDGED}:
                    stick._outcomes.put(event)
                    return
                if event in _LOST:
                    stick._tell(stick._on_lost)
                super()._worker_event(channel, event, data)

        node = _Node()
        if self._closed:  # given up while the stick was reset, which takes a second
            node.stop()
            return
        self._node = node
        node.set_network_key(0, ANTPLUS_NETWORK_KEY)
        self._channel = channel = node.new_channel(Channel.Type.BIDIRECTIONAL_RECEIVE)
        channel.on_broadcast_data = channel.on_acknowledge_data = self._take
        channel.set_id(self._number, _FITNESS_EQUIPMENT, 0)
        channel.set_period(_PERIOD_TICKS)
        channel.set_search_timeout(_SEARCH_FOR_EVER)
        channel.set_rf_freq(_FREQUENCY)
        channel.open()

    def _send(self, page: list[int]) -> None:
        """Send a page until it is acknowledged, a few times."""
        for _ in range(_TRIES):
            while not self._outcomes.empty():
                self._outcomes.get_nowait()
            self._node.ant.send_acknowledged_data(self._channel.id, page)
            with contextlib.suppress(Empty):
                if self._outcomes.get(timeout=_ACKNOWLEDGED_WITHIN_S) == _ACKNOWLEDGED:
                    return
        raise DeviceError("the trainer does not acknowledge what it is told over ANT+")

    def _take(self, data: Any) -> None:
        self._tell(self._hear, bytes(data[:8]))

    def _tell(self, call: Callable[..., None], *values: bytes) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(call, *values)

    def _hear(self, page: bytes) -> None:
        self._heard.set()
        self._on_page(page)


def explain_ant_error(error: BaseException) -> BaseException:
    """What an error of openant or of the USB below it means for the rider.

    openant raises DriverNotFound without a stick, ValueError where it vanishes while being opened,
    and errors of its own kind where a transfer fails; pyusb's are OSErrors.
    """
    if not isinstance(error, Exception) or isinstance(error, DeviceError):
        return error
    if isinstance(error, ModuleNotFoundError):
        return NoRadioError(
            "sixhills cannot use an ANT+ stick yet", remedy="install it with `sixhills[ant]`"
        )
    name = type(error).__name__
    if isinstance(error, PermissionError) or getattr(error, "errno", None) == 13:
        return NoRadioError(
            "sixhills may not use the ANT+ stick",
            remedy="let your user write to it (on Linux by a udev rule for vendor 0fcf)",
        )
    if name in {"DriverNotFound", "NoBackendError", "ValueError"}:
        return NoRadioError(
            "no ANT+ stick was found",
            remedy="plug one in, or use Bluetooth (`--device ble:NAME`) or your network",
        )
    if isinstance(error, OSError):
        return NoRadioError(f"the ANT+ stick fails: {error}", remedy="plug it out and in again")
    return DeviceError(f"the trainer does not take it over ANT+: {str(error) or name}")
