"""`sixhills trainer`: find trainers and sensors, and serve a simulated trainer to other apps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import print_json
from sixhills.errors import InputError

if TYPE_CHECKING:
    from sixhills.devices.finding import Findings
    from sixhills.devices.peripheral.trainer import ServedTrainer

app = typer.Typer(
    name="trainer",
    help="Find trainers and sensors, and serve a simulated trainer to other apps.",
    no_args_is_help=True,
)


@app.command()
def find(
    *,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.5, max=120, help="How long to look.")
    ] = 6.0,
    as_json: JsonOption = False,
) -> None:
    """List trainers and sensors over Bluetooth and in the network."""
    import asyncio

    from sixhills.devices.finding import find_devices

    findings = asyncio.run(find_devices(seconds))
    if as_json:
        print_json(_as_plain(findings))
        return
    for one in findings.found:
        signal = "" if one.rssi_dbm is None else f"  signal {one.rssi_dbm} dBm"
        typer.echo(f"{one.name}  {one.kind}{signal}  --device {one.address}")
    for note in findings.notes:
        typer.echo(f"! {note}", err=True)
    if not findings.found:
        elsewhere = " otherwise" if findings.failures else ""
        typer.echo(
            f"Nothing was found{elsewhere}. Wake the trainer by turning the pedals, close other "
            "apps that may hold it, and try again."
        )


@app.command()
def record(
    device: Annotated[str, typer.Argument(help="ble:NAME, dircon:HOST[:PORT] or ant[:NUMBER].")],
    path: Annotated[Path, typer.Argument(help="File to write.")],
    *,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.5, help="For each of the five targets.")
    ] = 12.0,
) -> None:
    """Record a trainer, so that it can join the tests; nothing in it identifies yours."""
    import asyncio

    from sixhills.usecases.devices import reach_device
    from sixhills.usecases.recording_devices import record_device

    async def run() -> int:
        address = await reach_device(device)
        return await record_device(address, path, typer.echo, each_s=seconds)

    frames = asyncio.run(run())
    typer.echo(f"{frames} frames are in {path}. Please look at it before you give it away.")


@app.command("spin-down")
def spin_down(
    device: Annotated[str, typer.Argument(help="ble:NAME, dircon:HOST[:PORT] or ant[:NUMBER].")],
) -> None:
    """Let a trainer measure how it rolls out; it says what to do."""
    import asyncio

    from sixhills.devices.driver.spin_down import SpinDown, SpinDownMoment, Stage
    from sixhills.usecases.devices import reach_device

    told: list[Stage] = []

    def tell(moment: SpinDownMoment) -> None:
        if moment.stage in told:
            return
        told.append(moment.stage)
        to = "" if moment.high_mps is None else f" to {3.6 * moment.high_mps:.0f} km/h"
        sentences = {
            Stage.SPEED_UP: f"Speed up{to}, then stop pedalling.",
            Stage.STOP_PEDALLING: "Stop pedalling, and let the wheel run out.",
            Stage.DONE: "Done: the trainer knows how it rolls.",
        }
        typer.echo(sentences[moment.stage])

    async def run() -> None:
        await SpinDown(await reach_device(device), tell).run()

    asyncio.run(run())


@app.command()
def simulate(
    *,
    dircon: Annotated[
        bool, typer.Option("--dircon", help="Over Wahoo Direct Connect (TCP).")
    ] = False,
    host: Annotated[
        str, typer.Option("--host", help="Address to serve at; this computer only unless told.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="0 for a free one.")
    ] = 36866,
    name: Annotated[str, typer.Option("--name", help="What it is called.")] = "sixhills trainer",
    cadence: Annotated[
        float, typer.Option("--cadence", min=0, max=140, help="That its rider keeps.")
    ] = 85.0,
    seed: Annotated[int, typer.Option("--seed", help="Of the simulation.")] = 1,
    announce: Annotated[
        bool, typer.Option("--announce/--no-announce", help="Let other apps find it.")
    ] = True,
    seconds: Annotated[
        float | None, typer.Option("--seconds", min=0.1, help="Stop by itself after so long.")
    ] = None,
) -> None:
    """Serve a simulated trainer that any app can ride; Ctrl-C stops it."""
    import asyncio

    if not dircon:
        raise InputError("how to serve it is not told", remedy="add --dircon")
    from sixhills.devices.peripheral.trainer import ServedTrainer
    from sixhills.devices.simulation.pedaller import Pedaller

    trainer = ServedTrainer(Pedaller(cadence_rpm=cadence, seed=seed), name=name)
    asyncio.run(_serve(trainer, host=host, port=port, announce=announce, seconds=seconds))


async def _serve(
    trainer: ServedTrainer, *, host: str, port: int, announce: bool, seconds: float | None
) -> None:
    import asyncio
    import contextlib

    from sixhills.devices.peripheral.trainer import NOTIFY_EVERY_S
    from sixhills.devices.transports.dircon.discovery import announced
    from sixhills.devices.transports.dircon.server import DirconServer, run_trainer
    from sixhills.errors import DeviceError

    server = DirconServer(trainer.peripheral, host=host, port=port)
    try:
        await server.start()
    except OSError as error:
        raise InputError(
            f"port {port} at {host} cannot be used: {error.strerror}", remedy="choose another port"
        ) from error
    async with contextlib.AsyncExitStack() as stack:
        if announce:
            services = [service.uuid for service in trainer.peripheral.services]
            named = announced(
                trainer.peripheral.name, server.port, services, host=host, interfaces=[host]
            )
            try:
                await stack.enter_async_context(named)
            except (DeviceError, OSError) as error:
                typer.echo(f"! it is not announced: {error}", err=True)
        typer.echo(f"{trainer.peripheral.name}: --device dircon:{host}:{server.port}")
        sys.stdout.flush()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await run_trainer(trainer, every_s=NOTIFY_EVERY_S)
    await server.stop()


def _as_plain(findings: Findings) -> dict[str, object]:
    return {
        "found": [
            {
                "address": one.address,
                "name": one.name,
                "kind": one.kind.value,
                "rssi_dbm": one.rssi_dbm,
                "services": list(one.services),
            }
            for one in findings.found
        ],
        "notes": list(findings.notes),
    }
