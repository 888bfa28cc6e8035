"""Bytes of a text file as text, whoever wrote it."""

from __future__ import annotations

import codecs


def decode_text(data: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 or, where that fails, Windows' Latin letters."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
