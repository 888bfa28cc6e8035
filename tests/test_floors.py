"""The floors of the design hold: imports by import-linter, the rest in the syntax tree."""

from __future__ import annotations

import ast
from configparser import ConfigParser
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sixhills"
CONTRACTS = ROOT / ".importlinter"
HIGHEST_OF_DOMAIN = "progress"
CLOCKS = {"now", "today", "utcnow"}
DICE = {"default_rng", "uuid1", "uuid4", "uuid6", "uuid7"}
FILES_AND_SCREENS = {"input", "open", "print"}


def read_contract(name: str) -> dict[str, list[str]]:
    parser = ConfigParser()
    parser.read(CONTRACTS, encoding="utf-8")
    section = parser[f"importlinter:contract:{name}"]
    return {option: section[option].split() for option in section}


def floors() -> list[set[str]]:
    layers = ConfigParser()
    layers.read(CONTRACTS, encoding="utf-8")
    lines = layers["importlinter:contract:floors"]["layers"].strip().splitlines()
    return [{name.strip(" ()") for name in line.split("|")} for line in lines]


def domain_names() -> set[str]:
    highest = next(i for i, floor in enumerate(floors()) if HIGHEST_OF_DOMAIN in floor)
    return set().union(*floors()[highest:])


def domain_files() -> list[Path]:
    paths = [path for name in sorted(domain_names()) for path in PACKAGE.glob(f"{name}*")]
    return [file for path in paths for file in ([path] if path.suffix else path.rglob("*.py"))]


def find_impurities(source: str) -> list[str]:
    """Clocks read, dice thrown, files opened: line and name of each."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS | DICE:
                found.append(f"{node.lineno}: {name}()")
            case ast.Call(func=ast.Name(id=name)) if name in FILES_AND_SCREENS | DICE:
                found.append(f"{node.lineno}: {name}()")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="random"), attr=name)):
                found.append(f"{node.lineno}: random.{name}()")
            case ast.ImportFrom(module="random", names=names):
                found += [f"{node.lineno}: random.{a.name}" for a in names if a.name != "Random"]
    return found


def test_every_contract_holds(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(CONTRACTS), no_cache=True, no_logo=True)

    assert status == 0, capsys.readouterr().out


def test_domain_contract_guards_the_whole_domain() -> None:
    guarded = {name.split(".")[1] for name in read_contract("domain")["source_modules"]}

    assert guarded == domain_names()


def test_domain_stands_below_the_edges() -> None:
    assert {"workout", "prescribe", "ride", "verify", "progress", "power"} <= domain_names()
    assert not {"live", "store", "devices", "formats", "maps", "cli"} & domain_names()


@pytest.mark.parametrize("file", domain_files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_domain_reads_no_clock_throws_no_dice_opens_no_file(file: Path) -> None:
    assert find_impurities(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "at = datetime.now(UTC)",
        "day = date.today()",
        "data = open('ride.fit')",
        "share = random.random()",
        "noise = np.random.default_rng()",
        "from random import gauss",
    ],
)
def test_impurity_is_found(line: str) -> None:
    assert len(find_impurities(line)) == 1


@pytest.mark.parametrize(
    "line",
    ["from random import Random", "share = rng.random()", "words = files('x').joinpath('y')"],
)
def test_what_comes_in_as_an_argument_is_pure(line: str) -> None:
    assert find_impurities(line) == []
