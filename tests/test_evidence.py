"""Every claim has its ground, and the page is what the claims and results make of it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    path = ROOT / "benchmarks" / "make_evidence.py"
    spec = importlib.util.spec_from_file_location("make_evidence", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_evidence"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(maker: ModuleType) -> None:
    page = (ROOT / "docs" / "evidence.md").read_text("utf-8")
    assert page == maker.write_page(maker.read_claims()), "run `make evidence`"


def test_every_claim_names_its_ground_and_a_place_that_exists(maker: ModuleType) -> None:
    for claim in maker.read_claims():
        assert claim.kind in maker.KINDS
        assert len(claim.source) > 20
        assert (ROOT / claim.where).exists(), claim.where


def test_what_is_measured_has_a_figure(maker: ModuleType) -> None:
    for claim in maker.read_claims():
        assert claim.kind != "measured" or claim.figures, claim.says


def test_a_figure_that_is_nowhere_is_an_error(maker: ModuleType) -> None:
    figure = maker.Figure(result="bench_start.txt", pattern="no such line (\\d+)", show="{0}")
    with pytest.raises(LookupError):
        figure.read()
