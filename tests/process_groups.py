"""Processes that belong together: which of them still run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="looks in /proc for processes left behind"
)


def group_members(group: int) -> list[int]:
    """Processes of a group that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def wait_until_gone(group: int) -> None:
    """Wait for the end of all processes of a group; fails where one stays."""
    limit = time.monotonic() + 60
    while left := group_members(group):
        assert time.monotonic() < limit, f"left behind: {left}"
        time.sleep(0.02)
