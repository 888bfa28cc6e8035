"""A fresh clone can be set up, and the pins agree with each other and with pyproject.toml."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
MOST_PACKAGES = 45  # the design's limit for the default install; .ci/run weighs it too

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def read_text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def read_pins(name: str) -> dict[str, Requirement]:
    lines = re.findall(r"^[A-Za-z0-9][^\\\n]*", read_text(name), flags=re.MULTILINE)
    pins = [Requirement(line.strip()) for line in lines]
    return {canonicalize_name(pin.name): pin for pin in pins}


def version_of(pin: Requirement) -> str:
    (specifier,) = pin.specifier
    assert specifier.operator == "=="
    return specifier.version


def versions(name: str) -> dict[str, str]:
    return {package: version_of(pin) for package, pin in read_pins(name).items()}


def read_requirements() -> list[Requirement]:
    settings = tomllib.loads(read_text("pyproject.toml"))
    project = settings["project"]
    extras = chain.from_iterable(project["optional-dependencies"].values())
    wanted = [*project["dependencies"], *extras, *settings["build-system"]["requires"]]
    needs = [Requirement(line) for line in wanted]
    return [need for need in needs if need.name != "sixhills"]  # an extra may take in others


def run_make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with all that the Makefile's rules look at."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "constraints.txt",
        "requirements.lock",
        "frontend/package-lock.json",
        "tests/foreign/package-lock.json",
    ],
)
def test_no_lock_file_names_a_host(name: str) -> None:
    if not (ROOT / name).exists():
        pytest.skip(f"there is no {name} yet")

    assert "://" not in read_text(name)


@pytest.mark.parametrize("name", ["uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"])
def test_no_lock_file_that_records_hosts(name: str) -> None:
    assert not (ROOT / name).exists()


@pytest.mark.parametrize("requirement", read_requirements(), ids=str)
def test_requirement_is_pinned_within_its_range(requirement: Requirement) -> None:
    pins = versions("constraints.txt")

    assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)])


def test_lock_holds_the_versions_of_the_constraints() -> None:
    assert versions("requirements.lock").items() <= versions("constraints.txt").items()


def test_constraints_hold_no_hash() -> None:
    # With a hash in a constraints file pip refuses every editable install.
    assert "--hash" not in read_text("constraints.txt")


def test_every_locked_package_has_a_hash() -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", read_text("requirements.lock"))[1:]

    assert len(entries) == len(read_pins("requirements.lock"))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_lock_holds_what_its_packages_need() -> None:
    locked = read_pins("requirements.lock")
    missing = set()
    for package in locked:
        try:
            lines = requires(package) or []
        except PackageNotFoundError:  # needed on another system only
            assert locked[package].marker is not None, f"{package} is not installed"
            continue
        needs = [Requirement(line) for line in lines]
        wanted = [need for need in needs if need.marker is None or need.marker.evaluate()]
        missing |= {need.name for need in wanted if canonicalize_name(need.name) not in locked}

    assert not missing


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_default_install_is_small(system: str) -> None:
    pins = read_pins("requirements.lock").values()
    here = {"sys_platform": system, "platform_system": SYSTEMS[system]}
    wanted = [pin.name for pin in pins if pin.marker is None or pin.marker.evaluate(here)]
    # one project, cut into a package for each name space of Windows
    slices = {name for name in wanted if name.startswith("winrt-")}
    packages = ["sixhills", *(set(wanted) - slices), *list(slices)[:1]]

    assert len(packages) <= MOST_PACKAGES, f"{len(packages)} packages: {', '.join(packages)}"


@needs_make
def test_make_help_lists_what_a_newcomer_needs(clone: Path) -> None:
    listed = run_make(clone).stdout

    assert all(f"make {target} " in listed for target in ("run", "demo", "test", "check"))


@needs_make
def test_make_says_which_python_it_needs(clone: Path) -> None:
    too_old = clone / "python3.9"
    too_old.write_text("#!/bin/sh\nexit 1\n")
    too_old.chmod(0o755)

    answer = run_make(clone, "run", f"PYTHON={too_old}")

    assert answer.returncode != 0
    assert "needs Python 3.11 or newer" in answer.stderr
    assert not (clone / ".venv").exists()


@needs_make
@pytest.mark.parametrize("target", ["run", "test"])
def test_second_make_installs_nothing(clone: Path, target: str) -> None:
    (clone / ".venv").mkdir()
    for stamp in ("made", "installed", "installed-dev"):
        (clone / ".venv" / stamp).touch()

    assert "pip install" not in run_make(clone, "--dry-run", target).stdout


@needs_make
def test_changed_pins_are_installed(clone: Path) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv" / "made").touch()

    assert "-c constraints.txt -e ." in run_make(clone, "--dry-run", "run").stdout


def test_readme_opens_with_the_two_commands() -> None:
    opening = read_text("README.md")[:1500]

    assert opening.index("make run") < opening.index("make test")


def test_what_ci_runs_is_executable_bash() -> None:
    script = ROOT / ".ci" / "run"

    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
