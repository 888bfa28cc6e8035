"""`sixhills account`: who may use a server that others in the network can reach."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(help="Tell who may use your server from elsewhere.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="By which they log in.")]


@app.command("add", help="Make an account; it asks for the password.")
def add(name: NameArgument) -> None:
    """Make an account. The first one owns what is stored already."""
    from sixhills.store.home import data_home
    from sixhills.web.guard.accounts import add_account

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    account = add_account(data_home(), name, password)
    place = "with data of its own" if account.folder else "for what is stored here"
    typer.echo(f"{name} may log in, {place}. Start the server anew for it.")


@app.command("list", help="List them.")
def list_() -> None:
    """List all accounts."""
    from sixhills.store.home import data_home
    from sixhills.web.guard.accounts import list_accounts

    home = data_home()
    for account in list_accounts(home):
        typer.echo(f"{account.name}: {account.home(home)}")


@app.command("remove", help="Take one away; its data stay.")
def remove(name: NameArgument) -> None:
    """Take an account away."""
    from sixhills.store.home import data_home
    from sixhills.web.guard.accounts import remove_account

    home = data_home()
    account = remove_account(home, name)
    typer.echo(f"{name} may log in no more. The data stay in {account.home(home)}.")
