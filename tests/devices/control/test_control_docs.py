"""The table of states in docs/trainers.md is that of the code."""

from __future__ import annotations

from pathlib import Path

from sixhills.devices.control.machine import TRANSITIONS, Event

DOCS = Path(__file__).parents[3] / "docs" / "trainers.md"


def draw_table() -> str:
    states = list(TRANSITIONS)
    lines = ["| | " + " | ".join(f"`{state}`" for state in states) + " |"]
    lines.append("|---" * (len(states) + 1) + "|")
    for event in Event:
        cells = [f"`{found}`" if (found := TRANSITIONS[s].get(event)) else "·" for s in states]
        lines.append(f"| `{event}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def test_the_table_in_the_docs_is_that_of_the_code() -> None:
    table = draw_table()
    assert table in DOCS.read_text(encoding="utf-8"), f"the right table:\n{table}"
