"""Accounts: who may use a server that others in the network can reach, and where their data lies.

The first account owns the data directory itself; each other one has a directory of its own below
it. So no route has to ask whose a ride is: whoever is let in works on their own data and on
nothing else. Of a password only an argon2id hash is kept.
"""

from __future__ import annotations

import json
import os
import re
import threading
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sixhills.errors import ConflictError, InputError, NotFoundError
from sixhills.store.home import make_home

FILE_NAME = "accounts.json"
LEAST_PASSWORD = 10
MOST_PASSWORD = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_HASHER = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
_AT_ONCE = threading.Semaphore(2)  # each check takes 64 MiB: a crowd must not take them all


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who may come in.

    Attributes:
        name: by which they do.
        password_hash: argon2id, with its parameters.
        folder: of their data below the data directory; empty for the directory itself.
    """

    name: str
    password_hash: str
    folder: str

    def home(self, home: Path) -> Path:
        """Their data directory."""
        return home / self.folder if self.folder else home


def list_accounts(home: Path) -> tuple[Account, ...]:
    """All accounts, the first one first.

    Raises:
        InputError: the file of accounts is damaged.
    """
    path = home / FILE_NAME
    if not path.exists():
        return ()
    try:
        return tuple(Account(**plain) for plain in json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            "the accounts cannot be read", place=str(path), remedy="restore the file"
        ) from error


def add_account(home: Path, name: str, password: str) -> Account:
    """Make an account.

    Raises:
        InputError: the name or the password will not do.
        ConflictError: there is one of that name.
    """
    if not _NAME.fullmatch(name):
        raise InputError(
            f"{name!r} is no name for an account",
            remedy="take small letters, digits, dot and dash, at most 40",
        )
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise InputError(
            "the password does not have the right length",
            remedy=f"take {LEAST_PASSWORD} to {MOST_PASSWORD} signs; a few words are easy to keep",
        )
    accounts = list_accounts(home)
    if any(one.name == name for one in accounts):
        raise ConflictError(f"there is an account {name!r} already", remedy="take another name")
    folder = f"people/{uuid.uuid4()}" if accounts else ""
    account = Account(name=name, password_hash=_HASHER.hash(password), folder=folder)
    _write(home, (*accounts, account))
    return account


def remove_account(home: Path, name: str) -> Account:
    """Take an account away; its data stay where they are.

    Raises:
        NotFoundError: there is none of that name.
    """
    accounts = list_accounts(home)
    for account in accounts:
        if account.name == name:
            _write(home, tuple(one for one in accounts if one is not account))
            return account
    raise NotFoundError(f"there is no account {name!r}", remedy="see `sixhills account list`")


@cache
def make_ready() -> str:
    """The hash that is checked where there is no such account, to take as long.

    Making it takes as long too, so whoever lets people in does that before the first of them.
    """
    return _HASHER.hash("nobody")


def check_password(account: Account | None, password: str) -> bool:
    """Whether the password is right; takes as long where there is no such account."""
    with _AT_ONCE, suppress(VerificationError, InvalidHashError):
        told = account.password_hash if account else make_ready()
        return _HASHER.verify(told, password[: MOST_PASSWORD + 1]) and account is not None
    return False


def _write(home: Path, accounts: tuple[Account, ...]) -> None:
    make_home(home)
    part = home / f"{FILE_NAME}.part"
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as writing:
        json.dump([asdict(account) for account in accounts], writing, indent=1)
        writing.flush()
        os.fsync(writing.fileno())
    part.replace(home / FILE_NAME)
