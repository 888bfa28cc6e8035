"""The committed bundle is that of the committed sources; checked without node."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
DIST = ROOT / "src" / "sixhills" / "web" / "dist"
LEFT = {"node_modules", "openapi.json"}
REMEDY = "build it anew: make front"
MOST_KB = 150.0


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def list_files(folder: Path) -> dict[str, Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path for name, path in named.items() if not LEFT & set(name.split("/"))}


@pytest.fixture(scope="module")
def record() -> dict[str, dict[str, str]]:
    return json.loads((DIST / "BUILD.json").read_text(encoding="utf-8"))


def test_the_bundle_was_made_from_these_sources(record: dict[str, dict[str, str]]) -> None:
    sources = {
        name: digest(path)
        for name, path in list_files(FRONTEND).items()
        if not name.endswith(".test.ts")
    }
    assert sources == record["sources"], REMEDY


def test_nobody_changed_the_bundle_by_hand(record: dict[str, dict[str, str]]) -> None:
    outputs = {
        name: digest(path) for name, path in list_files(DIST).items() if name != "BUILD.json"
    }
    assert outputs == record["outputs"], REMEDY


def test_the_first_load_is_small() -> None:
    page = (DIST / "index.html").read_text(encoding="utf-8")
    first = [path for name, path in list_files(DIST).items() if f"/{name}" in page]
    packed = sum(len(gzip.compress(path.read_bytes())) for path in first)
    assert 1 <= packed / 1000 <= MOST_KB


def test_the_first_page_holds_no_script_of_its_own() -> None:
    page = (DIST / "index.html").read_text(encoding="utf-8")
    assert (
        page.count("<script") == page.count('<script type="module"') == page.count('src="/assets')
    )
