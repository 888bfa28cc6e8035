"""All formats of workouts: how a file of each is known, and who reads and writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import FormatError
from sixhills.formats.fit.contents import is_fit
from sixhills.formats.plain_text import decode_text
from sixhills.formats.workouts.crs import read_crs, write_crs
from sixhills.formats.workouts.ergs import read_erg, read_mrc, write_erg, write_mrc
from sixhills.formats.workouts.features import Form
from sixhills.formats.workouts.fit_workout import read_fit_workout, write_fit_workout
from sixhills.formats.workouts.garmin_json import read_garmin_json
from sixhills.formats.workouts.icu import looks_like_icu, read_icu, write_icu
from sixhills.formats.workouts.qz import read_qz, write_qz
from sixhills.formats.workouts.tcx_workout import read_tcx_workout
from sixhills.formats.workouts.zwo import read_zwo, write_zwo

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.formats.workouts.plan import Plan
    from sixhills.formats.workouts.reading import ReadPlan
    from sixhills.formats.workouts.writing import Written

LARGEST_BYTES = 8 * 2**20
_HEAD_BYTES = 65_536


@dataclass(frozen=True, kw_only=True)
class Codec:
    """Who reads a format, and who writes it if anybody does.

    Attributes:
        read: bytes to a plan.
        write: a plan, and what to hide in the file, to bytes.
    """

    read: Callable[[bytes], ReadPlan]
    write: Callable[[Plan, str | None], Written] | None = None


CODECS = {
    Form.ZWO: Codec(read=read_zwo, write=write_zwo),
    Form.ERG: Codec(read=read_erg, write=write_erg),
    Form.MRC: Codec(read=read_mrc, write=write_mrc),
    Form.CRS: Codec(read=read_crs, write=write_crs),
    Form.FIT: Codec(read=read_fit_workout, write=write_fit_workout),
    Form.ICU: Codec(read=read_icu, write=write_icu),
    Form.QZ: Codec(read=read_qz, write=write_qz),
    Form.TCX: Codec(read=read_tcx_workout),
    Form.GARMIN: Codec(read=read_garmin_json),
}

SUFFIXES = {
    ".zwo": Form.ZWO,
    ".erg": Form.ERG,
    ".mrc": Form.MRC,
    ".crs": Form.CRS,
    ".fit": Form.FIT,
    ".icu": Form.ICU,
    ".txt": Form.ICU,
    ".xml": Form.QZ,
    ".tcx": Form.TCX,
    ".gcn": Form.GARMIN,
    ".json": Form.GARMIN,
    ".workout": Form.OWN,
}
"""Which format a file of a name is written in."""

REFUSED = {
    ".pgmf": "a video course of Tacx",
    ".rlv": "a video course of Tacx",
    ".krd": "a workout of kaiord's own",
    ".erg2": "an ERG2 workout of ErgDB",
    ".pgm": "a course of Tacx",
}
"""Files of workouts that are not read, and what they are."""

_ROOT = re.compile(r"<(?:[\w.-]+:)?(workout_file|rows|trainingcenterdatabase)[\s>/]", re.IGNORECASE)
_ROOTS = {"workout_file": Form.ZWO, "rows": Form.QZ, "trainingcenterdatabase": Form.TCX}
_OWN = re.compile(r"\A(?:\s*(?:#.*)?\n)*\s*workout\s+[a-z0-9-]+\s*$", re.MULTILINE)
_COURSE = re.compile(r"\[\s*course\s+header\s*\]|\[\s*course\s+data\s*\]", re.IGNORECASE)
_SLOPES = re.compile(r"^\s*;?\s*distance\s+grade", re.IGNORECASE | re.MULTILINE)
_WRITTEN = "sixhills reads ZWO, ERG, MRC, CRS, FIT, TCX, Garmin JSON, intervals.icu text and QZ XML"


def find_form(data: bytes, suffix: str) -> Form:
    """Which format a file is in, by its content.

    Args:
        data: all of it.
        suffix: of its name, which counts where the content does not say.

    Raises:
        FormatError: it is in none that is read here.
    """
    suffix = suffix.lower()
    if suffix in REFUSED:
        raise FormatError(f"{REFUSED[suffix]} ({suffix}) is not read here", remedy=_WRITTEN)
    if len(data) > LARGEST_BYTES:
        raise FormatError(f"the file has {len(data) >> 20} MiB, more than any workout")
    if is_fit(data):
        return Form.FIT
    head = decode_text(data[:_HEAD_BYTES])
    found = _sniff(head)
    if found is None:
        if not data.strip():
            raise FormatError("the file is empty")
        raise FormatError("this is no file of a workout", remedy=_WRITTEN)
    return found


def _sniff(head: str) -> Form | None:
    root = _ROOT.search(head)
    if root:
        return _ROOTS[root[1].lower()]
    if _COURSE.search(head):
        return Form.CRS if _SLOPES.search(head) else Form.ERG
    if head.lstrip("\ufeff \t\r\n").startswith(("{", "[{")):
        return Form.GARMIN if '"workoutSegments"' in head else None
    if _OWN.match(head):
        return Form.OWN
    return Form.ICU if looks_like_icu(head) else None
