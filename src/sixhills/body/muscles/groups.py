"""The muscles that people know, and which of the model's forty belong to each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

GROUPS = (
    "gluteus_maximus",
    "gluteus_medius",
    "gluteus_minimus",
    "hamstrings",
    "vasti",
    "rectus_femoris",
    "gastrocnemius",
    "soleus",
    "tibialis_anterior",
    "iliopsoas",
    "adductors",
    "other",
)
"""Names of the groups, glutes first."""

GLUTES = GROUPS[:3]

_PREFIXES = {
    "glmax": "gluteus_maximus",
    "glmed": "gluteus_medius",
    "glmin": "gluteus_minimus",
    "bflh": "hamstrings",
    "bfsh": "hamstrings",
    "semi": "hamstrings",
    "vas": "vasti",
    "recfem": "rectus_femoris",
    "gas": "gastrocnemius",
    "soleus": "soleus",
    "tibant": "tibialis_anterior",
    "iliacus": "iliopsoas",
    "psoas": "iliopsoas",
    "add": "adductors",
    "grac": "adductors",
}


def find_group(muscle: str) -> str:
    """The group that a muscle of the model belongs to."""
    return next((g for start, g in _PREFIXES.items() if muscle.startswith(start)), "other")


def group_matrix(muscles: Sequence[str], volumes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights, muscles by groups, that make a group's mean activation of its muscles' by volume."""
    weighted = _find_members(tuple(muscles)) * volumes[:, None]
    mean: NDArray[np.float64] = weighted / weighted.sum(axis=0)
    return mean


def member_matrix(muscles: Sequence[str]) -> NDArray[np.float64]:
    """Ones where a muscle belongs to a group, muscles by groups: sums work. Not to be changed."""
    return _find_members(tuple(muscles))


@cache
def _find_members(muscles: tuple[str, ...]) -> NDArray[np.float64]:
    member = [[find_group(name) == group for group in GROUPS] for name in muscles]
    return np.array(member, dtype=np.float64)
