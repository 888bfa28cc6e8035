"""The docs are true: tables equal the code, and every path, link, test and name exists."""

from __future__ import annotations

import re
from dataclasses import fields
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest

from sixhills.prescribe.prescription import Mode, Prescription, Segment
from sixhills.ride.frame import Key, State
from sixhills.ride.player import TRANSITIONS, Signal
from sixhills.ride.recording import Evidence
from sixhills.rider import Experience, Origin
from sixhills.verify.steps import StepResult
from sixhills.verify.summary import Summary
from sixhills.workout.model import Kind, Posture, Role, Word

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sixhills"
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(DOCS.rglob("*.md")),
]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
POINTS = {"M1": 4, "M2": 8, "M3": 6, "M4": 3, "M5": 2}
"""How many points each part of the mission has."""

by_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def find_code(text: str) -> list[str]:
    """Everything between single backticks, outside blocks of code."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.M))


def find_paths(text: str) -> list[str]:
    """Code that is a path: it has a slash or ends like a module, and no placeholder in capitals."""
    shape = re.compile(r"(?:[a-z0-9_.-]+/)+[A-Za-z0-9_.-]*|[a-z0-9_]+\.py")
    made_later = (".venv/", "benchmarks/results/")
    placeholder = re.compile(r"(?:^|/)[A-Z]+(?:\.|/|$)(?!md)")
    return [
        code
        for code in find_code(text)
        if shape.fullmatch(code)
        and not code.startswith(made_later)
        and not placeholder.search(code)
    ]


def find_anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


def draw_states() -> str:
    """The player's transitions as a Markdown table, states without any left out."""
    states = [state for state in State if TRANSITIONS[state]]
    lines = [
        f"| | {' | '.join(f'`{state}`' for state in states)} |",
        "|---" * len(states) + "|---|",
    ]
    for trigger in (*Key, *Signal):
        following = (TRANSITIONS[state].get(trigger) for state in states)
        cells = (f"`{state}`" if state else "·" for state in following)
        lines.append(f"| `{trigger}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def mission_rows() -> dict[str, tuple[str, list[str]]]:
    """State and tests of each requirement in docs/mission.md."""
    rows = [line.split(" | ") for line in read("mission.md").splitlines() if line.startswith("| M")]
    return {row[0].strip("| "): (row[2], find_code(row[-1].strip("| "))) for row in rows}


def known_tests() -> set[str]:
    files = (ROOT / "tests").rglob("test_*.py")
    return {
        name
        for file in files
        for name in re.findall(r"^\s*(?:async )?def (test_\w+)", file.read_text("utf-8"), re.M)
    }


# -- paths, links, names -------------------------------------------------------------------


@by_page
def test_every_path_exists(page: Path) -> None:
    paths = find_paths(page.read_text(encoding="utf-8"))

    assert [p for p in paths if not (ROOT / p).exists() and not (PACKAGE / p).exists()] == []


@by_page
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", page.read_text(encoding="utf-8"))
    for target, anchor in links:
        if "://" in target:
            continue
        found = (page.parent / target).resolve() if target else page
        assert found.exists(), target
        assert not anchor or anchor in find_anchors(found), f"{target}#{anchor}"


@by_page
def test_every_module_named_with_dots_can_be_imported(page: Path) -> None:
    for module in re.findall(r"`sixhills((?:\.[a-z_]+)+)", page.read_text(encoding="utf-8")):
        assert import_module(f"sixhills{module}")


@by_page
def test_no_page_names_a_place_on_one_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert re.findall(r"(?<![\w.~/])/(?:home|root|tmp|usr|work|Users)/\S*", text) == []


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("see `ride/player.py` and `docs/`", ["ride/player.py", "docs/"]),
        ("`power.py` by `.ci/run`", ["power.py", ".ci/run"]),
        ("`library_data/KIND/KEY.workout` is a pattern", []),
        ("`README.md` and `make run` are not paths", []),
        ("`.venv/bin/pytest` is made later", []),
    ],
)
def test_paths_are_told_from_other_code(text: str, paths: list[str]) -> None:
    assert find_paths(text) == paths


# -- architecture --------------------------------------------------------------------------


def test_the_table_of_states_is_that_of_the_player() -> None:
    (table,) = re.findall(r"^\| \| `ready`.*?(?=\n\n)", read("architecture.md"), re.DOTALL | re.M)

    right = draw_states()

    assert table == right, f"put this table into docs/architecture.md:\n{right}"


def test_every_module_of_the_package_has_its_floor_in_the_picture() -> None:
    floors = re.findall(r"^\| (`[^|]+) \|", read("architecture.md").split("## Floors")[1], re.M)
    modules = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}

    assert modules - {"__init__", "__main__", "__pycache__", "web", "batch", "maps"} <= set(
        find_code(" ".join(floors))
    )


# -- glossary ------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [Role, Posture, Word, Kind, Experience, Origin, Evidence, Mode])
def test_the_glossary_has_every_word(words: type[StrEnum]) -> None:
    assert {str(word) for word in words} <= set(find_code(read("glossary.md")))


@pytest.mark.parametrize("value", [Prescription, Segment, Summary, StepResult])
def test_the_glossary_has_every_name_of_the_json(value: type) -> None:
    section = read("glossary.md").split("## Names in `--json`")[1]

    assert {field.name for field in fields(value)} <= set(find_code(section))


def test_every_source_of_the_glossary_is_used_and_listed() -> None:
    body, sources = read("glossary.md").split("## Sources")
    listed = set(re.findall(r"^(\d+)\. ", sources, re.MULTILINE))

    assert listed == set(re.findall(r"\[(\d+)\]", body))


# -- mission -------------------------------------------------------------------------------


def test_mission_has_every_point() -> None:
    assert list(mission_rows()) == [
        f"{part}.{number}" for part, most in POINTS.items() for number in range(1, most + 1)
    ]


def test_points_are_those_of_the_brief(shared: Path) -> None:
    brief = (shared / "MISSION.md").read_text(encoding="utf-8")
    parts = re.findall(r"^## (M\d).*?\n(.*?)(?=^## )", brief, re.DOTALL | re.MULTILINE)

    assert {part: len(re.findall(r"^\d+\. ", text, re.M)) for part, text in parts} == POINTS


@pytest.mark.parametrize(("point", "row"), mission_rows().items(), ids=mission_rows())
def test_what_is_called_met_has_tests(point: str, row: tuple[str, list[str]]) -> None:
    state, tests = row

    assert state in {"met", "partly", "not yet"}
    assert bool(tests) or state != "met"
    assert not tests or state != "not yet"


def test_every_test_named_in_the_mission_exists() -> None:
    named = {test for _, tests in mission_rows().values() for test in tests}

    assert named - known_tests() == set()


# -- decisions -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_decision_has_its_number_and_three_parts(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert re.fullmatch(r"\d{4}(-[a-z0-9]+)+", page.stem)
    assert text.startswith(f"# {page.stem[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
