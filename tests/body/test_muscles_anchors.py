"""A prediction must not be an input: docs/science/muscles.md against anchors.toml."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from sixhills.body.muscles.anchors import load_anchors
from sixhills.body.muscles.pedaller import Pedaller
from sixhills.body.muscles.pedalling import Condition, pedal

PAGE = Path(__file__).parents[2] / "docs" / "science" / "muscles.md"


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").split("## Beside what was measured")[1].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[-1] in {"input", "prediction"}]


def anchor_sources() -> str:
    text = files("sixhills.body.muscles").joinpath("anchors.toml").read_text("utf-8")
    data = tomllib.loads(text)
    told = [row["source"] for row in data["share"]]
    told += [part["source"] for part in data["torque"].values()]
    return " ".join([*told, data["standing"]["source"], data["seated"]["source"]])


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0][:40])
def test_predictions_are_no_inputs_and_inputs_are(row: list[str]) -> None:
    stands_there = row[1].split(",")[0] in anchor_sources()
    assert stands_there == (row[-1] == "input")


def test_shares_of_every_condition_add_up() -> None:
    anchors = load_anchors()
    for posture in ("seated", "standing"):
        for per_kg in (1.0, 3.0, 6.0):
            for cadence_rpm in (50.0, 90.0, 130.0):
                total = anchors.shares(posture, per_kg, cadence_rpm)[0].sum()
                assert total == pytest.approx(1.0, abs=0.01)


# MacIntosh 2000, doi 10.1097/00005768-200007000-00015: amplitude of EMG is least at 57, 70, 86 and
# 99 rpm for 100 to 400 W; a prediction
@pytest.mark.parametrize(("power_w", "least_rpm"), [(100, 57), (200, 70), (300, 86), (400, 99)])
def test_the_cadence_of_least_effort_rises_with_power(power_w: float, least_rpm: float) -> None:
    def effort(cadence_rpm: float) -> float:
        stroke = pedal(
            Pedaller(height_m=1.78, mass_kg=75),
            Condition(power_w=power_w, cadence_rpm=cadence_rpm),
        )
        volume = stroke.muscles.max_force_n * stroke.muscles.fibre_length_m
        return float((stroke.shared.activation**2 @ volume).mean())

    cadences = np.arange(50.0, 125.0, 5.0)
    best = cadences[int(np.argmin([effort(cadence) for cadence in cadences]))]
    assert best == pytest.approx(least_rpm, abs=10.0)
