"""How soon a trainer is told, found silent and won back, on loopback.

The trainers live in a process of their own; both read one clock (CLOCK_MONOTONIC).

    python benchmarks/bench_trainer.py                 about two minutes
    python benchmarks/bench_trainer.py --ticks 60      ticks over an hour, and nothing else

Ticks are those of a ride in the app: server, journal, trainer over Direct Connect and two screens
that follow, each end in a process of its own. How late each one was is noted where the ride wakes.
"Bare sleep" is a loop in another process that only waits for each second meanwhile: the limit.

"Bare TCP" is a write to the same process without anything of ours in between: what the machine and
its scheduler take now, the limit to compare with.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bench_live_ride import Server
from machine import describe_machine
from sixhills.devices.control.targets import HoldPower
from sixhills.devices.driver.connection import Address
from sixhills.devices.driver.rig import Rig
from sixhills.devices.peripheral.trainer import NOTIFY_EVERY_S, ServedTrainer
from sixhills.devices.simulation.pedaller import Pedaller
from sixhills.devices.transports.dircon.backend import DirconBackend
from sixhills.devices.transports.dircon.client import DirconClient
from sixhills.devices.transports.dircon.packets import Packet, PacketReader
from sixhills.devices.transports.dircon.server import DirconServer
from sixhills.prescribe.prescription import Command, Mode
from sixhills.usecases.paired_devices import Paired, pair_device

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from websockets.asyncio.client import ClientConnection

STUDIO = 50
DROPS = 100
STALLS = 3
BIKE = "trainer"
TICKS = "ticks"


# -- the trainers' process -------------------------------------------------------------------


class Peer:
    """Trainers that note when each target came, and do as they are told over standard input."""

    def __init__(self, count: int):
        self._trainers = [ServedTrainer(Pedaller(seed=n + 1), name=f"t{n}") for n in range(count)]
        self._servers = [DirconServer(one.peripheral) for one in self._trainers]
        self._arrivals: list[tuple[int, float, float]] = []
        self._notified = 0

    async def run(self) -> None:
        """Serve until killed."""
        for number, trainer in enumerate(self._trainers):
            self._watch(number, trainer)
        for server in self._servers:
            await server.start()
        loop = asyncio.get_running_loop()
        bare = await loop.create_server(self._make_bare, "127.0.0.1", 0)
        nagle = await loop.create_server(NaglePeer, "127.0.0.1", 0)
        say(
            ports=[server.port for server in self._servers],
            bare=bare.sockets[0].getsockname()[1],
            nagle=nagle.sockets[0].getsockname()[1],
        )
        asyncio.create_task(self._pass_time())  # noqa: RUF006 - lives as long as the process
        reader = asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            if line.strip() == b"drop":
                self._servers[0].drop()
                say(at=time.monotonic())
            else:
                say(arrivals=self._arrivals, notified=self._notified)
                self._arrivals.clear()
                self._notified = 0

    def _watch(self, number: int, trainer: ServedTrainer) -> None:
        obey, notify = trainer._bike.obey, trainer.peripheral.notify  # noqa: SLF001

        def note(command: Command) -> None:
            self._arrivals.append((number, float(str(command.value)), time.monotonic()))
            obey(command)

        def count(uuid: str, value: bytes) -> None:
            heard = uuid.startswith("00002ad2")
            self._notified += heard * sum(uuid in c.subscribed for c in trainer.peripheral.clients)
            notify(uuid, value)

        trainer._bike.obey = note  # type: ignore[method-assign]  # noqa: SLF001
        trainer.peripheral.notify = count  # type: ignore[method-assign]

    async def _pass_time(self) -> None:
        while True:
            await asyncio.sleep(NOTIFY_EVERY_S)
            for trainer in self._trainers:
                trainer.pass_time(NOTIFY_EVERY_S)

    def _make_bare(self) -> asyncio.Protocol:
        arrivals = self._arrivals

        class Bare(asyncio.Protocol):
            def data_received(self, data: bytes) -> None:
                arrivals.append((-1, float(data.split()[-1]), time.monotonic()))

        return Bare()


class NaglePeer(asyncio.Protocol):
    """Answers in two pieces, with Nagle's algorithm on: 44 ms unless we acknowledge quickly."""

    def connection_made(self, transport: Any) -> None:
        """Switch Nagle's algorithm on."""
        import socket

        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)
        self._transport = transport
        self._reader = PacketReader()

    def data_received(self, data: bytes) -> None:
        """Answer in two pieces."""
        for packet in self._reader.feed(data):
            answer = Packet(message=packet.message, sequence=packet.sequence, body=bytes(18))
            whole = answer.encode()
            self._transport.write(whole[:6])
            self._transport.write(whole[6:])


def say(**values: object) -> None:
    """Tell the other process."""
    print(json.dumps(values), flush=True)


# -- our process -----------------------------------------------------------------------------


class PeerProcess:
    """The trainers' process, as seen from ours."""

    def __init__(self, process: asyncio.subprocess.Process, told: dict[str, Any]):
        self.process = process
        self.ports: list[int] = told["ports"]
        self.bare: int = told["bare"]
        self.nagle: int = told["nagle"]

    async def ask(self, what: str) -> dict[str, Any]:
        """Ask something; what it says."""
        assert self.process.stdin is not None  # noqa: S101 - it is a pipe
        self.process.stdin.write(f"{what}\n".encode())
        return await read_line(self.process)

    async def arrivals(self, rider: int) -> list[tuple[float, float]]:
        """Targets that came for a rider since last asked, each with its moment."""
        told = await self.ask("arrivals")
        return [(value, at_s) for number, value, at_s in told["arrivals"] if number == rider]


async def read_line(process: asyncio.subprocess.Process) -> dict[str, Any]:
    """The next that it says."""
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    return json.loads(await process.stdout.readline())


@contextlib.asynccontextmanager
async def peer(count: int) -> AsyncIterator[PeerProcess]:
    """Trainers in a process of their own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        __file__,
        "--peer",
        str(count),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**26,
    )
    try:
        yield PeerProcess(process, await read_line(process))
    finally:
        process.kill()
        await process.communicate()


async def connect(port: int) -> Rig:
    """One rider on one of them."""
    rig = Rig([Address(name="trainer", target=f"127.0.0.1:{port}", backend=DirconBackend)])
    await rig.connect()
    return rig


async def until(met: Any, within_s: float = 20.0) -> None:
    """Wait for something that has to come."""
    async with asyncio.timeout(within_s):
        while not met():
            await asyncio.sleep(0.002)


def show(name: str, values_s: Sequence[float], goal: str) -> None:
    """Print the figures of one measurement."""
    ordered = sorted(values_s)
    at = lambda share: 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]  # noqa: E731
    figures = f"p50 {at(0.5):.2f}, p95 {at(0.95):.2f}, p99 {at(0.99):.2f}, max {at(1):.2f} ms"
    print(f"{name}: {figures} (n={len(ordered)}; goal {goal})")


async def measure_one_rider() -> None:
    """From the decision to the bytes in the other process."""
    async with peer(1) as trainers:
        _, writer = await asyncio.open_connection("127.0.0.1", trainers.bare)
        bare, sent = [], []
        for number in range(200):
            sent.append(time.monotonic())
            writer.write(f" {number}".encode())
            await asyncio.sleep(0.02)
        bare = [at_s - sent[int(v)] for v, at_s in await trainers.arrivals(-1)]
        writer.close()
        show("bare TCP write to arrival", bare, "none: the limit")
        rig = await connect(trainers.ports[0])
        decided = await tell(rig, 100)
        arrived = await trainers.arrivals(0)
        show("decision to wire, 1 rider", delays(decided, arrived), "p99 <= 20 ms")
        await rig.close()


async def tell(rig: Rig, count: int, *, every_s: float = 0.3) -> dict[float, float]:
    """Set targets, each another one; when each was decided."""
    decided = {}
    for number in range(count):
        watts = 100.0 + 2 * (number % 50) + (number // 50) * 100
        decided[watts] = time.monotonic()
        await rig.set(Command(mode=Mode.ERG, value=watts))
        await asyncio.sleep(every_s)
    return decided


def delays(decided: dict[float, float], arrived: list[tuple[float, float]]) -> list[float]:
    """How long each target was on its way."""
    first: dict[float, float] = {}
    for watts, at_s in arrived:
        if watts in decided and at_s >= decided[watts]:
            first.setdefault(watts, at_s - decided[watts])
    return list(first.values())


async def measure_studio(seconds: float) -> None:
    """Many riders in one process."""
    async with peer(STUDIO) as trainers:
        rigs = [await connect(port) for port in trainers.ports]
        await asyncio.sleep(1.0)
        heard = [0]
        for rig in rigs:
            count_frames(rig, heard)
        await trainers.ask("arrivals")
        cpu_s, began_s = time.process_time(), time.monotonic()
        late, decided = await ride(rigs, seconds)
        passed_s = time.monotonic() - began_s
        cpu = (time.process_time() - cpu_s) / passed_s
        told = await trainers.ask("arrivals")
        waited = []
        for number in range(STUDIO):
            mine = [(v, at) for rider, v, at in told["arrivals"] if rider == number]
            waited += delays(decided[number], mine)
        show(f"decision to wire, {STUDIO} riders", waited, "p99 <= 50 ms")
        show(f"tick lateness, {STUDIO} riders", late, "p99 <= 20 ms")
        print(f"CPU, {STUDIO} riders: {100 * cpu:.1f} % of one core (goal <= 50 %)")
        lost = told["notified"] - heard[0]
        print(f"samples lost, {STUDIO} riders: {lost} of {told['notified']} (goal 0)")
        await asyncio.gather(*(rig.close() for rig in rigs))


def count_frames(rig: Rig, heard: list[int]) -> None:
    """Count what is heard of a rider."""

    def count(frame: Any) -> None:
        heard[0] += frame.characteristic.startswith("00002ad2")

    rig.trainer._watch = count  # noqa: SLF001


async def ride(rigs: list[Rig], seconds: float) -> tuple[list[float], list[dict[float, float]]]:
    """A tick a second: read every rider, and give each another target."""
    late, decided = [], [dict[float, float]() for _ in rigs]
    due_s = time.monotonic()
    for tick in range(int(seconds)):
        due_s += 1.0
        await asyncio.sleep(max(0.0, due_s - time.monotonic()))
        late.append(time.monotonic() - due_s)
        watts = 100.0 + 2 * tick
        for rig, told in zip(rigs, decided, strict=True):
            await rig.read(float(tick))
            told[watts] = time.monotonic()
            await rig.set(Command(mode=Mode.ERG, value=watts))
    await asyncio.sleep(0.5)
    return late, decided


# -- the app's process -----------------------------------------------------------------------


def serve_app(home: Path, port: int) -> None:
    """The app as `sixhills serve` runs it, but every tick's lateness [s] is a line of a file."""
    from sixhills import live
    from sixhills.web.live import host
    from sixhills.web.server import serve

    notes = (home / TICKS).open("w", buffering=1)

    class NotingClock(live.WorldClock):
        async def wait(self, seconds: float) -> None:
            await super().wait(seconds)
            if self._due is not None and seconds == live.TICK_S:
                notes.write(f"{time.monotonic() - self._due:.6f}\n")

    host.WorldClock = NotingClock  # type: ignore[misc]
    serve(home, port=port, ready=lambda address: print(address, flush=True))


async def measure_ticks(minutes: float) -> None:
    """How late the ticks of a long ride in the app are."""
    command = [sys.executable, __file__, "--app"]
    with TemporaryDirectory() as path:
        home = Path(path)
        async with peer(1) as trainers:
            address = f"dircon:127.0.0.1:{trainers.ports[0]}"
            pair_device(home, BIKE, Paired(address=address, name="trainer"))
            server = Server.start(home, command)
            server.post("rides", {"workout": "six-hills", "bike": BIKE})
            bare = asyncio.create_task(sleep_barely(60 * minutes))
            try:
                await follow_ride(server, 60 * minutes)
                cpu = server.cpu_s() / (60 * minutes)
            finally:
                server.stop()
            given = [watts for watts, _ in await trainers.arrivals(0)]
        late = [float(line) for line in (home / TICKS).read_text().split()]
    show(f"bare sleep, lateness over {minutes:g} min", await bare, "none: the limit")
    show(f"tick lateness over {minutes:g} min of a ride in the app", late, "p99 <= 10 ms")
    print(f"the app's CPU {100 * cpu:.1f} % of one core; {len(given)} targets reached the trainer")


BARE = """
import asyncio, sys, time

async def main(count):
    due = time.monotonic()
    for _ in range(count):
        due += 1.0
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        print(time.monotonic() - due)
        due = max(due, time.monotonic() - 1.0)

asyncio.run(main(int(sys.argv[1])))
"""


async def sleep_barely(seconds: float) -> list[float]:
    """How late a loop wakes that does nothing else, in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BARE, str(int(seconds)), stdout=asyncio.subprocess.PIPE
    )
    return [float(line) for line in (await process.communicate())[0].split()]


async def follow_ride(server: Server, seconds: float) -> None:
    """Start the ride and follow it on two screens."""
    async with server.follow() as one, server.follow() as other:
        await one.send('{"key": "start"}')
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(hear_out(one), hear_out(other))


async def hear_out(screen: ClientConnection) -> None:
    """Take in all that is shown."""
    async for _ in screen:
        pass


async def measure_drops() -> None:
    """Cut the connection at random, also while a frame is in flight and while connecting."""
    chance = random.Random(8)
    async with peer(1) as trainers:
        rig = await connect(trainers.ports[0])
        took, wrong = [], 0
        for number in range(DROPS):
            watts = 120.0 + number
            await rig.set(Command(mode=Mode.ERG, value=watts))
            if number % 3:  # else it is cut while the frame is in flight
                await until(lambda watts=watts: rig.trainer.given == HoldPower(power_w=watts))
            await trainers.ask("arrivals")
            cut_s = (await trainers.ask("drop"))["at"]
            if number % 5 == 0:  # and once more while it connects
                await asyncio.sleep(chance.uniform(0.05, 0.4))
                cut_s = (await trainers.ask("drop"))["at"]
            given: list[tuple[float, float]] = []
            async with asyncio.timeout(20):
                while not given:
                    await asyncio.sleep(0.01)
                    given = [one for one in await trainers.arrivals(0) if one[1] > cut_s]
            took.append(given[0][1] - cut_s)
            wrong += given[0][0] != watts
            await until(lambda watts=watts: rig.trainer.given == HoldPower(power_w=watts))
        show("control restored after a drop", took, "p95 <= 2000 ms")
        print(f"another target than before the drop: {wrong} of {DROPS} (goal 0)")
        await rig.close()


async def measure_stalls() -> None:
    """Stop the other process; it keeps its connections."""
    noticed = []
    for _ in range(STALLS):
        async with peer(1) as trainers:
            rig = await connect(trainers.ports[0])
            await rig.set(Command(mode=Mode.ERG, value=150))
            await asyncio.sleep(3.0)
            trainers.process.send_signal(signal.SIGSTOP)
            began_s = time.monotonic()
            await until(lambda rig=rig: rig.trouble)
            noticed.append(time.monotonic() - began_s)
            trainers.process.send_signal(signal.SIGCONT)
            await rig.close()
    show("a silent stall noticed", noticed, "<= 3000 ms")


async def measure_nagle() -> None:
    """Round trips to a peer that waits for acknowledgements."""
    async with peer(1) as trainers:
        client = await DirconClient.connect(
            "127.0.0.1",
            trainers.nagle,
            on_notification=lambda _uuid, _value: None,
            on_lost=lambda: None,
        )
        took = []
        for _ in range(500):
            began_s = time.perf_counter()
            await client.read("00002acc-0000-1000-8000-00805f9b34fb")
            took.append(time.perf_counter() - began_s)
        show("round trip, peer with Nagle on", took, "p99 <= 10 ms; 44 ms without quick ACKs")
        client.close()


async def measure() -> None:
    """All but the ticks of a long ride."""
    print(describe_machine())
    await measure_one_rider()
    await measure_nagle()
    await measure_studio(20.0)
    await measure_stalls()
    await measure_drops()
    print(describe_machine())


async def measure_long(minutes: float) -> None:
    """The ticks of a long ride."""
    print(describe_machine())
    await measure_ticks(minutes)
    print(describe_machine())


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ticks", type=float, metavar="MINUTES", help="only these, for so long")
    parser.add_argument("--peer", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--app", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        asyncio.run(Peer(arguments.peer).run())
    elif arguments.app:
        serve_app(Path(arguments.app[0]), int(arguments.app[1]))
    elif arguments.ticks:
        asyncio.run(measure_long(arguments.ticks))
    else:
        asyncio.run(measure())


if __name__ == "__main__":
    main()
