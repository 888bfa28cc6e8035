"""What kind of file bytes are, by how they begin: names are often wrong."""

from __future__ import annotations

import re
from enum import StrEnum

_FIT_MAGIC, _FIT_AT = b".FIT", 8
_GZIP_MAGIC = b"\x1f\x8b\x08"
_ZIP_MAGICS = (b"PK\3\4", b"PK\5\6")
_ROOT = re.compile(r"<(?:[\w.-]+:)?(gpx|trainingcenterdatabase)[\s>/]", re.IGNORECASE)
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class FileKind(StrEnum):
    """A kind of file; its value is the usual suffix."""

    FIT = ".fit"
    TCX = ".tcx"
    GPX = ".gpx"
    CSV = ".csv"
    GZIP = ".gz"
    ZIP = ".zip"


RIDE_KINDS = (FileKind.FIT, FileKind.TCX, FileKind.GPX, FileKind.CSV)
"""Kinds that hold one ride, those that tell most of it first."""


def sniff_kind(head: bytes) -> FileKind | None:
    """The kind of a file by its first bytes (4 KiB will do), None for any other."""
    if head[_FIT_AT : _FIT_AT + len(_FIT_MAGIC)] == _FIT_MAGIC:
        return FileKind.FIT
    if head.startswith(_GZIP_MAGIC):
        return FileKind.GZIP
    if head.startswith(_ZIP_MAGICS):
        return FileKind.ZIP
    root = _ROOT.search(head.decode(_WIDE.get(head[:2], "latin-1"), errors="replace"))
    if root is None:
        return None
    return FileKind.GPX if root[1].lower() == "gpx" else FileKind.TCX
