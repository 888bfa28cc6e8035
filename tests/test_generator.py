"""The shipped surrogate against OpenSim, where that (extra `generator`) and its model are."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from sixhills.body.muscles.surrogate import load_leg_muscles

ROOT = Path(__file__).parents[1]
MODEL = ROOT.parent / "shared" / "data" / "muscle" / "LaiUhlrich2022.osim"

pytest.importorskip("opensim", reason="needs OpenSim: make .venv/installed-generator")
if not MODEL.exists():
    pytest.skip("needs ../shared/data/muscle/LaiUhlrich2022.osim", allow_module_level=True)


def run(*command: object) -> None:
    subprocess.run([sys.executable, *map(str, command)], check=True, cwd=ROOT, capture_output=True)


@pytest.fixture(scope="module")
def shipped() -> dict[str, np.ndarray]:
    with files("sixhills.body.muscles").joinpath("leg_muscles.npz").open("rb") as file:
        return dict(np.load(file))


def test_the_shipped_file_is_of_this_model(shipped) -> None:
    assert str(shipped["sha256"]) == hashlib.sha256(MODEL.read_bytes()).hexdigest()


def test_a11_arms_are_opensims_on_postures_that_were_not_fitted(tmp_path: Path) -> None:
    # notes on muscles, A11: glutes within 1 mm, all within 2 mm, rms over postures
    path = tmp_path / "samples.npz"
    run("generator/sample_model.py", MODEL, path, "--postures", 3, "--checks", 80, "--seed", 99)
    samples = dict(np.load(path))
    muscles = load_leg_muscles()
    _, arms = muscles.measure(np.radians(samples["checks_deg"]))
    rms = np.sqrt(((arms - samples["check_arms_m"]) ** 2).mean(axis=0)).max(axis=1)
    worst = dict(zip(muscles.names, 1000 * rms, strict=True))
    assert max(worst.values()) <= 2.0
    assert max(mm for name, mm in worst.items() if name.startswith("gl")) <= 1.0


@pytest.mark.soak
def test_the_generator_makes_the_shipped_file_again(tmp_path: Path, shipped) -> None:
    samples, made = tmp_path / "samples.npz", tmp_path / "muscles.npz"
    run("generator/sample_model.py", MODEL, samples)
    run("generator/fit_muscles.py", samples, made)
    anew = dict(np.load(made))
    assert set(anew) == set(shipped)
    for name, values in shipped.items():
        if values.dtype.kind == "f":
            assert anew[name] == pytest.approx(values, abs=1e-7)
        else:
            assert (anew[name] == values).all()
