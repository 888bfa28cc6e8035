"""A prescription as a picture of hills: height is effort, fill is posture, ▼ is the rider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from sixhills.prescribe.prescription import Segment

_ROWS = 6
_FLOOR_SHARE = 0.3  # of critical power; lower efforts touch the ground
_PARTS = " ▁▂▃▄▅▆▇█"
_STANDING = "▒"


def draw_profile(segments: Sequence[Segment], ridden_s: float, width: int) -> Text:
    """Draw the segments over the width, with the rider above.

    Standing is drawn in another fill than seated, what is ridden brighter than what is to come.
    """
    from rich.text import Text

    columns = _columns(segments, width)
    total_s = segments[-1].end_s
    rider = min(width - 1, int(width * ridden_s / total_s))
    top = max(segment.share_of_cp for segment in columns)
    picture = Text(" " * rider + "▼\n", style="bold")
    for row in range(_ROWS, 0, -1):
        for number, segment in enumerate(columns):
            picture.append(_cell(segment, row, top), style=_style(segment, number <= rider))
        picture.append("\n")
    picture.append("█ seated  ", style="cyan")
    picture.append(f"{_STANDING} standing", style="yellow")
    return picture


def _columns(segments: Sequence[Segment], width: int) -> list[Segment]:
    """The segment in the middle of each column."""
    total_s = segments[-1].end_s
    columns = []
    index = 0
    for column in range(width):
        moment_s = (column + 0.5) / width * total_s
        while segments[index].end_s < moment_s:
            index += 1
        columns.append(segments[index])
    return columns


def _cell(segment: Segment, row: int, top: float) -> str:
    height = _ROWS * (segment.share_of_cp - _FLOOR_SHARE) / max(0.1, top - _FLOOR_SHARE)
    filled = min(1.0, max(0.0, height - (row - 1)))
    if segment.posture is Posture.STANDING:
        return _STANDING if filled >= 0.5 else " "
    return _PARTS[round(filled * (len(_PARTS) - 1))]


def _style(segment: Segment, ridden: bool) -> str:
    colour = "yellow" if segment.posture is Posture.STANDING else "cyan"
    return f"bright_{colour}" if ridden else colour
