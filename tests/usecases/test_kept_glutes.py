"""Scores of rides that are kept, read without reckoning."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sixhills.store.derived import write_derived
from sixhills.usecases.kept_glutes import load_in, read_kept, with_load, write_kept
from sixhills.usecases.muscle_tables import fingerprint_model

LOAD = {"gluteus_maximus": 60.5, "gluteus_medius": 900.0, "gluteus_minimus": 800.0}
TOLD = {"basis": "measured", "muscles": {}}


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    write_kept(tmp_path, {"one": with_load(TOLD, LOAD), "other": None})
    kept = read_kept(tmp_path)
    assert set(kept) == {"one", "other"}
    assert load_in(kept["one"]) == LOAD
    assert load_in(kept["other"]) is None


def test_nothing_is_kept_at_first(tmp_path: Path) -> None:
    assert read_kept(tmp_path) == {}


def test_what_cannot_be_read_is_reckoned_again(tmp_path: Path) -> None:
    name = f"glutes-{fingerprint_model()}.json"
    for damaged in (b"{", b"[]", json.dumps({"one": {"basis": "measured"}, "two": 3}).encode()):
        write_kept(tmp_path, {})
        write_derived(tmp_path, name, damaged)
        assert read_kept(tmp_path) == {}


def test_reading_needs_neither_the_model_nor_the_database() -> None:
    program = (
        "import sys, sixhills.usecases.kept_glutes as kept; "
        "print(sorted({'numpy', 'sqlalchemy', 'sixhills.body.muscles.score'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert found.stdout.strip() == b"[]"
