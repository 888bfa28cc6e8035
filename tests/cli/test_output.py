from __future__ import annotations

import os
import shutil
import sys

import pytest

from sixhills.cli.output import print_sentence

LONG = "one two three four five six"


def test_a_sentence_stays_one_line_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    print_sentence(LONG, mark="· ")
    assert capsys.readouterr().out == f"· {LONG}\n"


def test_a_terminal_gets_it_broken_between_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((12, 24)))
    print_sentence(LONG, mark="· ")
    assert capsys.readouterr().out == "· one two\n  three four\n  five six\n"
