"""docs/formats.md is what the table of the loss report says."""

from __future__ import annotations

import runpy
from pathlib import Path

from sixhills.formats.workouts.features import CAPABILITIES, READ_ONLY, Feature, Form

ROOT = Path(__file__).parents[3]


def test_the_page_is_that_of_the_table() -> None:
    make_page = runpy.run_path(str(ROOT / "generator" / "make_formats_page.py"))["make_page"]
    assert (ROOT / "docs" / "formats.md").read_text("utf-8") == make_page()


def test_every_written_format_says_what_becomes_of_everything() -> None:
    assert CAPABILITIES.keys() == set(Form) - READ_ONLY
    assert all(set(table) == set(Feature) for table in CAPABILITIES.values())
