"""A printable cue sheet: one page of HTML with the elevation and what to do where."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_STYLE = """
body{font:11pt/1.35 system-ui,sans-serif;margin:1.2cm;color:#000;background:#fff}
h1{font-size:15pt;margin:0 0 .2em}svg{width:100%;height:auto}
table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #bbb;padding:.15em .4em;text-align:left;vertical-align:top}
td.n{text-align:right;white-space:nowrap}tr.hill{font-weight:700}
p.small{font-size:8.5pt;color:#444}tr{break-inside:avoid}
"""


@dataclass(frozen=True, kw_only=True)
class CueRow:
    """What to do at a place.

    Attributes:
        at_km: from the start.
        time_s: predicted.
        sign: an arrow or the like, or "".
        is_hill: whether a hill begins there, or a part of one.
        text: a sentence.
    """

    at_km: float
    time_s: float
    sign: str
    is_hill: bool
    text: str


def write_cue_sheet(
    *, title: str, summary: str, picture: str, rows: Sequence[CueRow], notes: Sequence[str]
) -> str:
    """The page.

    Args:
        title: above all.
        summary: below it.
        picture: an SVG element.
        rows: in order.
        notes: below, in small print.
    """
    body = "".join(_write_row(row) for row in rows)
    small = "".join(f'<p class="small">{escape(note)}</p>' for note in notes)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1><p>{escape(summary)}</p>{picture}"
        "<table><thead><tr><th>km</th><th>time</th><th></th><th>what</th></tr></thead>"
        f"<tbody>{body}</tbody></table>{small}</body></html>\n"
    )


def _write_row(row: CueRow) -> str:
    minutes, seconds = divmod(round(row.time_s), 60)
    kind = ' class="hill"' if row.is_hill else ""
    return (
        f'<tr{kind}><td class="n">{row.at_km:.2f}</td><td class="n">{minutes}:{seconds:02}</td>'
        f"<td>{row.sign}</td><td>{escape(row.text)}</td></tr>"
    )
