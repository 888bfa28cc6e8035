"""The nearest rising sequence: resistance rises with the setting, whatever the noise says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_rise(
    values: Sequence[float], *, at_least: float, weights: Sequence[float] | None = None
) -> list[float]:
    """The values nearest in the mean square that rise by at least so much each.

    By pooling adjacent violators (Barlow et al. 1972, "Statistical inference under order
    restrictions", section 1.2).

    Args:
        values: in the order in which they ought to rise.
        at_least: from each to the next.
        weights: of the values, above 0; all alike where left out.
    """
    pools: list[tuple[float, float, int]] = []  # mean, weight, count
    for i, (value, weight) in enumerate(zip(values, weights or [1.0] * len(values), strict=True)):
        pools.append((value - i * at_least, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (before, n, some), (after, m, more) = pools[-2:]
            pools[-2:] = [((before * n + after * m) / (n + m), n + m, some + more)]
    flat = [mean for mean, _, count in pools for _ in range(count)]
    return [value + i * at_least for i, value in enumerate(flat)]
