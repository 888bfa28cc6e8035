"""`sixhills serve`: the app, in the browser of this computer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer


def serve(
    *,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="Where; a free one unless given.")
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Whether to open it in a browser.")
    ] = True,
    phone_address: Annotated[
        str | None,
        typer.Option("--phone-address", help="For phones, unless that of your home network."),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option("--host", help="An address that others reach; they need an account."),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="Of the host, as browsers call it.")
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="FILE", help="For HTTPS (PEM).")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="Of the certificate (PEM).")
    ] = None,
) -> None:
    """Start the app and open it."""
    from sixhills.store.home import data_home
    from sixhills.web.server import LOOPBACK, serve_accounts
    from sixhills.web.server import serve as serve_app

    if host is not None and host != LOOPBACK:
        serve_accounts(
            data_home(),
            host,
            names=frozenset(name or ()),
            port=port,
            certificate=certificate,
            key=key,
            ready=_tell_open,
        )
        return

    def ready(address: str) -> None:
        typer.echo(f"sixhills is at {address}")
        typer.echo("Ctrl-C stops it. A ride that runs can go on when you start it again.")
        sys.stdout.flush()
        if browser and _has_screen():
            import webbrowser

            webbrowser.open(address)

    serve_app(data_home(), port=port, phone_address=phone_address, ready=ready)


def _tell_open(address: str) -> None:
    typer.echo(f"sixhills is at {address}, for everybody with an account.")
    if address.startswith("http:"):
        typer.echo("Without --certificate and --key, passwords can be read on their way.")
    sys.stdout.flush()


def _has_screen() -> bool:
    """Whether a browser can be opened for somebody to see."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
