"""A USB stick that speaks the ANT serial protocol, with a simulated FE-C trainer in its air.

It stands at the border that openant has for that: a Driver that is found, opened, read and written.
Messages are A4, length, id, data, and the exclusive or of all of it (ANT Message Protocol and
Usage, chapters 7 and 9).
"""

from __future__ import annotations

import array
import queue
import threading
from typing import TYPE_CHECKING

from openant.base.driver import Driver
from usb.core import USBTimeoutError

from sixhills.devices.codecs import fec
from sixhills.devices.simulation.pedaller import Pedaller
from sixhills.prescribe.prescription import Command, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTUP, CHANNEL_RESPONSE, CAPABILITIES = 0x6F, 0x40, 0x54
BROADCAST, SERIAL_NUMBER, VERSION = 0x4E, 0x61, 0x3E
TX_COMPLETED, TX_FAILED, GO_TO_SEARCH = 5, 6, 8
TRAINER_NUMBER = 4711


class FecTrainer:
    """A simulated trainer that speaks FE-C."""

    def __init__(self, cadence_rpm: float = 85.0):
        self.bike = Pedaller(cadence_rpm=cadence_rpm)
        self.targets: list[Command] = []
        self.pages: list[bytes] = []
        self._events = 0
        self._work = 0
        self._asked: list[int] = []
        self._status = bytes([fec.Page.COMMAND_STATUS, 0xFF, 0, 0xFF, 0, 0, 0, 0])

    def broadcast(self, passed_s: float) -> bytes:
        """The next page, four times in a second."""
        moment = self.bike.advance(passed_s)
        if self._asked:
            return self._answer(self._asked.pop(0))
        self._events += 1
        if self._events % 4 == 0:
            speed = fec.GeneralPage(speed_mps=moment.speed_mps, heart_rate_bpm=None)
            return fec.encode_general_page(speed)
        self._work += round(moment.power_w)
        return fec.encode_trainer_page(
            fec.TrainerPage(
                events=self._events,
                cadence_rpm=moment.cadence_rpm,
                work_counter=self._work,
                power_w=moment.power_w,
                needs_calibration=False,
            )
        )

    def take(self, page: bytes) -> None:
        """Obey a page."""
        self.pages.append(page)
        match page[0]:
            case fec.Page.REQUEST:
                self._asked.append(page[6])
                return
            case fec.Page.RESISTANCE:
                self._set(Command(mode=Mode.RESISTANCE, value=0.5 * page[7]))
            case fec.Page.POWER:
                watts = 0.25 * int.from_bytes(page[6:8], "little")
                self._set(Command(mode=Mode.ERG, value=watts))
            case fec.Page.TRACK:
                grade = int.from_bytes(page[5:7], "little") * 0.0001 - 2.0
                self._set(Command(mode=Mode.SLOPE, value=round(grade, 4)))
        self._status = bytes([fec.Page.COMMAND_STATUS, page[0], 0, 0]) + page[4:]

    def _set(self, command: Command) -> None:
        self.targets.append(command)
        self.bike.obey(command)

    def _answer(self, page: int) -> bytes:
        if page == fec.Page.CAPABILITIES:
            return bytes([page, 0xFF, 0xFF, 0xFF, 0xFF, 0x90, 0x01, 0x07])
        return self._status


def message(number: int, *data: int) -> bytes:
    body = bytes([0xA4, len(data), number, *data])
    check = 0
    for byte in body:
        check ^= byte
    return body + bytes([check])


class FakeStick(Driver):
    """The stick. Its time passes ten times as fast as that of the world.

    Attributes:
        trainer: in its air.
        in_range: whether the trainer is heard.
        loses: how many of the next pages to the trainer are not acknowledged.
        numbers: of the trainers that channels were opened for.
    """

    trainer = FecTrainer()
    in_range = True
    loses = 0
    numbers: list[int]

    @classmethod
    def find(cls) -> bool:
        return True

    def open(self) -> None:
        type(self).numbers = []
        self._out: queue.Queue[bytes] = queue.Queue()
        self._ends = threading.Event()
        self._air: threading.Thread | None = None

    def close(self) -> None:
        self._ends.set()
        if self._air is not None:
            self._air.join()

    def read(self) -> array.array[int]:
        try:
            return array.array("B", self._out.get(timeout=0.05))
        except queue.Empty:
            raise USBTimeoutError("nothing came") from None

    def write(self, data: array.array[int]) -> None:
        for number, body in self._messages(bytes(data)):
            self._obey(number, body)

    def _messages(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        while data:
            whole = data[: data[1] + 4]
            assert whole == message(whole[2], *whole[3:-1]), "a wrong checksum"
            yield whole[2], whole[3:-1]
            data = data[len(whole) :]

    def _obey(self, number: int, body: bytes) -> None:
        match number:
            case 0x4A:
                self._say(STARTUP, 0)
            case 0x4D if body[1] == CAPABILITIES:
                self._say(CAPABILITIES, 8, 3, 0, 0xBA, 0x36, 0)
            case 0x4D if body[1] == SERIAL_NUMBER:
                self._say(SERIAL_NUMBER, 1, 2, 3, 4)
            case 0x4D if body[1] == VERSION:
                self._say(VERSION, *b"AJK1.04RAF\0")
            case 0x4F:
                self._transfer(body[0], body[1:9])
            case 0x51:
                self.numbers.append(int.from_bytes(body[1:3], "little"))
                self._say(CHANNEL_RESPONSE, body[0], number, 0)
            case 0x4B:
                self._say(CHANNEL_RESPONSE, body[0], number, 0)
                self._air = threading.Thread(target=self._broadcast, args=(body[0],))
                self._air.start()
            case _:
                self._say(CHANNEL_RESPONSE, body[0], number, 0)

    def _transfer(self, channel: int, page: bytes) -> None:
        lost = self.loses > 0 or not self.in_range
        type(self).loses = max(0, self.loses - 1)
        if not lost:
            self.trainer.take(page)
        self._say(CHANNEL_RESPONSE, channel, 1, TX_FAILED if lost else TX_COMPLETED)

    def _broadcast(self, channel: int) -> None:
        was_heard = False
        while not self._ends.wait(0.025):
            heard = self.in_range and self.numbers[-1] in {0, TRAINER_NUMBER}
            page = self.trainer.broadcast(0.25)
            if heard:
                self._say(BROADCAST, channel, *page)
            elif was_heard:
                self._say(CHANNEL_RESPONSE, channel, 1, GO_TO_SEARCH)
            was_heard = heard

    def _say(self, number: int, *data: int) -> None:
        self._out.put(message(number, *data))
