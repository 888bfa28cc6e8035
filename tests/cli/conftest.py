"""The command line in this process: arguments in, what it printed and its exit code out."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

import pytest

from sixhills.cli.main import run


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty data directory that commands use."""
    monkeypatch.setenv("SIXHILLS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def sixhills(home, monkeypatch, capfd):
    """Run a command line."""

    def call(*arguments: str) -> Printed:
        monkeypatch.setattr(sys, "argv", ["sixhills", *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            run()
        captured = capfd.readouterr()
        return Printed(code=int(stop.value.code or 0), out=captured.out, err=captured.err)

    return call
