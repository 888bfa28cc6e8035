"""Fit the surrogate of leg muscles that sixhills ships to samples of an OpenSim model.

For developers. The second of two steps; the first is `sample_model.py`.

    python generator/fit_muscles.py SAMPLES.npz src/sixhills/body/muscles/leg_muscles.npz

The length of each muscle is a polynomial of the angles that it spans; its moment arms are the
derivatives (An 1984), so that length and arms can never contradict each other. The report says how
far both are from OpenSim's on postures that were not fitted.
"""

from __future__ import annotations

import argparse
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np

from sixhills.body.muscles.surrogate import chebyshev

KNEE = 3
BENT_DEG = 65.0  # from here on the model's length and arms agree
JUMP_ORDER = 9
SPANS_M = 5e-4  # a muscle spans an angle about which its arm is ever larger
ORDER = {1: 10, 2: 9, 3: 8, 4: 6, 5: 5}
"""Order of the polynomial by how many angles a muscle spans."""


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("samples", type=Path)
    parser.add_argument("surrogate", type=Path)
    asked = parser.parse_args()
    samples = dict(np.load(asked.samples))
    fitted = [fit_muscle(samples, index) for index in range(len(samples["names"]))]
    report(samples, fitted)
    write(asked.surrogate, samples, fitted)


def fit_muscle(samples: dict[str, np.ndarray], index: int) -> tuple[np.ndarray, np.ndarray]:
    """Powers (terms by six angles) and weights [m] of a muscle's length."""
    spans = np.abs(samples["check_arms_m"][:, index]).max(axis=0) > SPANS_M
    jumps = samples["jump_muscles"].tolist()
    if index in jumps:
        spans[:3] = False  # a two-joint muscle of knee and ankle: what is left is noise of the path
        return fit_jump(samples, index, jumps.index(index), spans)
    powers = list_powers(spans, ORDER[int(spans.sum())])
    basis = evaluate(powers, scale(samples, samples["postures_deg"]))
    weights = np.linalg.lstsq(basis, samples["lengths_m"][:, index], rcond=1e-12)[0]
    return powers, weights


def fit_jump(
    samples: dict[str, np.ndarray], index: int, jump: int, spans: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The same where length and arms of the model contradict each other near a straight knee.

    There the arms count, which carry the moments; the length follows from them, and where the knee
    is bent it is the model's.
    """
    powers = list_powers(spans, JUMP_ORDER)
    postures = samples["postures_deg"]
    bent = postures[:, KNEE] > BENT_DEG
    rows = [evaluate(powers, scale(samples, postures[bent]))]
    values = [samples["lengths_m"][bent, index]]
    measured = len(samples["jump_arms_m"])
    scaled = scale(samples, postures[:measured])
    low, high = np.radians(samples["ranges_deg"].T)
    for at in np.flatnonzero(spans):
        rows.append(-slopes(powers, scaled, at) * 2.0 / (high - low)[at])
        values.append(samples["jump_arms_m"][:, jump, at])
    weights = np.linalg.lstsq(np.concatenate(rows), np.concatenate(values), rcond=1e-12)[0]
    return powers, weights


def list_powers(spans: np.ndarray, order: int) -> np.ndarray:
    """Exponents of all terms up to an order in the angles that are spanned."""
    used = np.flatnonzero(spans)
    rows = []
    for total in range(order + 1):
        for chosen in combinations_with_replacement(used, total):
            row = np.zeros(len(spans), dtype=np.int8)
            for coordinate in chosen:
                row[coordinate] += 1
            rows.append(row)
    return np.array(rows)


def scale(samples: dict[str, np.ndarray], postures_deg: np.ndarray) -> np.ndarray:
    """Angles as -1 to 1 over their ranges."""
    low, high = samples["ranges_deg"].T
    return (2.0 * postures_deg - (low + high)) / (high - low)


def evaluate(powers: np.ndarray, scaled: np.ndarray) -> np.ndarray:
    """Terms at scaled postures: Chebyshev polynomials, which keep the fit well conditioned."""
    waves, _ = chebyshev(scaled, int(powers.max()))
    return np.prod([waves[:, powers[:, at], at] for at in range(scaled.shape[1])], axis=0)


def slopes(powers: np.ndarray, scaled: np.ndarray, by: int) -> np.ndarray:
    """Derivatives of the terms by one scaled angle."""
    waves, turned = chebyshev(scaled, int(powers.max()))
    parts = [(turned if at == by else waves)[:, powers[:, at], at] for at in range(scaled.shape[1])]
    return np.prod(parts, axis=0)


def report(samples: dict[str, np.ndarray], fitted: list[tuple[np.ndarray, np.ndarray]]) -> None:
    """Print how far lengths and arms are from OpenSim's, muscle by muscle [mm]."""
    scaled = scale(samples, samples["checks_deg"])
    low, high = np.radians(samples["ranges_deg"].T)
    for index, (powers, weights) in enumerate(fitted):
        error = evaluate(powers, scaled) @ weights - samples["check_lengths_m"][:, index]
        arms = np.array(
            [-slopes(powers, scaled, at) @ weights * 2.0 / (high - low)[at] for at in range(6)]
        ).T
        off = arms - samples["check_arms_m"][:, index]
        rms = 1000 * np.sqrt((off**2).mean(axis=0))
        told = " ".join(f"{value:5.2f}" for value in rms)
        length = 1000 * np.sqrt((error**2).mean())
        print(f"{samples['names'][index]:10s} terms {len(weights):4d} length {length:5.3f} "
              f"arms {told} worst {1000 * np.abs(off).max():5.2f}")  # fmt: skip


def write(
    path: Path, samples: dict[str, np.ndarray], fitted: list[tuple[np.ndarray, np.ndarray]]
) -> None:
    """The file that sixhills ships."""
    counts = [len(weights) for _, weights in fitted]
    kept = (
        "coordinates", "names", "ranges_deg", "parameters", "parameter_names", "curve_x",
        "active_force_length", "passive_force_length", "velocity_x", "force_velocity",
        "source", "sha256",
    )  # fmt: skip
    np.savez_compressed(
        path,
        terms=np.array(counts, dtype=np.int16),
        powers=np.concatenate([powers for powers, _ in fitted]).astype(np.int8),
        weights_m=np.concatenate([weights for _, weights in fitted]).astype(np.float32),
        **{name: samples[name] for name in kept},
    )
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
