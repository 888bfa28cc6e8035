"""The card: a prescribed ride as one HTML file that plays without a network and prints on a page.

Everything lies in the file: style, script, picture, sentences. Its content security policy allows
no request at all. Without a script it is the printed page; `card.js` makes a player of it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from sixhills.formats.card.picture import draw_hills, measure_heights
from sixhills.prescribe.wording import describe_command, is_for_rider
from sixhills.ride.announcing import name_segment
from sixhills.ride.script import write_script
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.prescription import Prescription, Segment

_POSTURES = {
    Posture.SEATED: "seated",
    Posture.STANDING: "standing",
    Posture.FREE: "as you like",
}


@dataclass(frozen=True, kw_only=True)
class _Part:
    """What the player shows of a segment."""

    from_s: float
    to_s: float
    step: int
    name: str
    posture: str
    setting: str
    feels: str
    rating: str
    cadence: str


def write_card(
    prescription: Prescription, *, about: str, bike: str, stop_rules: Sequence[str]
) -> str:
    """A card as HTML.

    Args:
        prescription: what to ride.
        about: the workout in a sentence.
        bike: the bike in words.
        stop_rules: when to stop at once.
    """
    parts = _list_parts(prescription)
    ride = {
        "title": prescription.title,
        "parts": [asdict(part) for part in parts],
        "lines": [
            [line.at_s, line.said.kind.value, line.said.text]
            for line in write_script(prescription.segments)
        ],
        "heights": measure_heights(prescription.segments),
    }
    minutes = round(prescription.duration_s / 60)
    notes = [*prescription.setup, *prescription.warnings]
    return Template(_read("card.html")).substitute(
        title=escape(prescription.title),
        about=escape(about),
        facts=escape(f"{minutes} minutes · {_tell_standing(prescription)} · {bike}"),
        style=_read("card.css"),
        picture=draw_hills(prescription.segments),
        rows="\n".join(_row(run, prescription) for run in prescription.runs()),
        notes=_list("notes", notes),
        rules=_list("rules", stop_rules),
        ride=json.dumps(ride, ensure_ascii=False).replace("<", "\\u003c"),
        script=_read("card.js"),
    )


def _list_parts(prescription: Prescription) -> list[_Part]:
    hills = _count_hills(prescription)
    return [
        _Part(
            from_s=round(segment.start_s, 3),
            to_s=round(segment.end_s, 3),
            step=segment.step,
            name=name_segment(segment, hills),
            posture=segment.posture.value,
            setting=_setting(segment),
            feels=segment.effort.words,
            rating=_rating(segment),
            cadence=_cadence(segment),
        )
        for segment in prescription.segments
    ]


def _row(run: tuple[Segment, ...], prescription: Prescription) -> str:
    """A run as a line of the printed table."""
    first, last = run[0], run[-1]
    cells = (
        _clock(first.start_s),
        _clock(last.end_s - first.start_s),
        name_segment(first, _count_hills(prescription)),
        _POSTURES[first.posture],
        _from_to(_setting(first) or "automatic", _setting(last) or "automatic"),
        f"{_from_to(first.effort.words, last.effort.words)} "
        f"({_from_to(_rating(first), _rating(last))})",
        _cadence(first),
    )
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr class="{first.posture.value}">{told}</tr>'


def _setting(segment: Segment) -> str:
    """What the rider sets; empty where that is up to a machine, which no card moves."""
    words = describe_command(segment.command)
    if segment.command.gear is not None:
        words = f"gear {segment.command.gear}"
    elif not is_for_rider(segment.command) and words.startswith("automatic"):
        return ""
    return words[:1].upper() + words[1:]


def _rating(segment: Segment) -> str:
    low, high = (int(end + 0.5) for end in (segment.effort.rpe_low, segment.effort.rpe_high))
    return f"{low}" if low == high else f"{low}–{high}"


def _cadence(segment: Segment) -> str:
    band = segment.cadence_rpm
    return f"{band.low:.0f}–{band.high:.0f} rpm" if band else ""


def _count_hills(prescription: Prescription) -> int:
    return len({segment.step for segment in prescription.segments if segment.hill is not None})


def _tell_standing(prescription: Prescription) -> str:
    if prescription.standing_s == 0:
        return "seated all the way"
    return f"{_clock(prescription.standing_s)} standing"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} → {last}"


def _list(name: str, sentences: Sequence[str]) -> str:
    if not sentences:
        return ""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="{name}">{items}</ul>'


def _read(name: str) -> str:
    return files("sixhills.formats.card").joinpath(name).read_text("utf-8")
