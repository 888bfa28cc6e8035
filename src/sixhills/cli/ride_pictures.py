"""Pictures of a ride in a terminal: power with posture below it, the power curve, W′, zones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sixhills.cli.charts import draw_area
from sixhills.cli.output import say_time
from sixhills.ride.posture_spans import PROOF
from sixhills.ride.recording import Evidence
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from sixhills.ride.posture_spans import PostureSpan
    from sixhills.usecases.reporting import RideReport
    from sixhills.verify.power_curve import PowerCurve
    from sixhills.verify.tracks import Tracks

_ROWS = 5
_BAR = 24  # cells
_STOOD, _INFERRED = "▲", "△"
_ZONES = (
    ("power_zones_s", "zones of power"),
    ("heart_zones_s", "zones of heart rate"),
)
_MARKED_S = ((1, "1 s"), (5, "5 s"), (60, "1 min"), (300, "5 min"), (1200, "20 min"), (3600, "1 h"))


def show_pictures(found: RideReport, console: Console) -> None:
    """Print the pictures of a ride, each only where something of it was measured."""
    from sixhills.verify.posture_report import choose_postures
    from sixhills.verify.tracks import thin_ride

    tracks = thin_ride(found.ride, most=console.width)
    if tracks.power_w is not None:
        _show_power(tracks, choose_postures(found.ride, found.prescription), console)
    if found.power_curve is not None and len(found.power_curve.power_w) > 1:
        _show_curve(found.power_curve, console)
    _show_limits(found, console)


def _show_power(tracks: Tracks, postures: Sequence[PostureSpan], console: Console) -> None:
    values = [math.nan if value is None else value for value in tracks.power_w or ()]
    marks = [_mark_posture(moment, postures) for moment in tracks.t_s]
    most = max((value for value in values if not math.isnan(value)), default=0.0)
    styles = ["yellow" if mark != " " else "cyan" for mark in marks]
    label = f"power, 0 to {most:.0f} W over {say_time(tracks.t_s[-1])}"
    console.print(draw_area(values, rows=_ROWS, low=0, high=most, styles=styles, label=label))
    if set(marks) != {" "}:
        console.print("".join(marks), style="yellow")
        inferred = _INFERRED in marks
        mark, words = (_INFERRED, "inferred: nobody saw it") if inferred else (_STOOD, "known")
        console.print(f"{mark} standing, {words}", style="dim")


def _mark_posture(moment_s: float, postures: Sequence[PostureSpan]) -> str:
    """How a moment is marked: where the rider stood, and whether that is known."""
    span = next((one for one in postures if one.start_s <= moment_s < one.end_s), None)
    if span is None or span.posture is not Posture.STANDING:
        return " "
    if span.evidence in PROOF:
        return _STOOD
    return _INFERRED if span.evidence is Evidence.INFERRED else " "


def _show_curve(curve: PowerCurve, console: Console) -> None:
    """The curve over the logarithm of duration, with its best durations below."""
    longest = math.log(curve.duration_s[-1])
    width = console.width
    columns = []
    for column in range(width):
        duration = math.exp(longest * column / (width - 1))
        columns.append(next(w for d, w in zip(*_points(curve), strict=True) if d >= duration - 0.5))
    label = f"power curve, 1 s to {say_time(curve.duration_s[-1])}, by the logarithm of time"
    picture = draw_area(
        columns, rows=_ROWS, low=0, high=max(columns), styles=["cyan"] * width, label=label
    )
    console.print(picture)
    best = dict(zip(*_points(curve), strict=True))
    told = [
        f"{name} {watts:.0f} W"
        for seconds, name in _MARKED_S
        if (watts := _find_watts(best, seconds)) is not None
    ]
    console.print("  ".join(told))


def _points(curve: PowerCurve) -> tuple[tuple[int, ...], tuple[float, ...]]:
    return curve.duration_s, curve.power_w


def _find_watts(best: dict[int, float], seconds: int) -> float | None:
    """Of the first duration that is as long; the curve is finer than a twentieth."""
    return next((watts for duration, watts in best.items() if duration >= seconds), None)


def _show_limits(found: RideReport, console: Console) -> None:
    """What a ride says of a rider whose limits are known."""
    analysis = found.analysis
    if analysis.w_prime_lowest is not None:
        low, high = (100 * share for share in analysis.w_prime_lowest)
        console.print(f"W′ at its lowest: {low:.0f} to {high:.0f} % left, by the model of recovery")
    for name, title in _ZONES:
        seconds = getattr(analysis, name)
        if seconds is not None:
            console.print(f"[dim]{title}[/]")
            _show_zones(seconds, console)
    if analysis.quadrants is not None:
        console.print(
            f"hard and slow strokes: {say_time(analysis.quadrants.hard_slow_s)}, "
            f"{analysis.quadrants.hard_slow_turns:.0f} turns"
        )


def _show_zones(seconds: Sequence[float], console: Console) -> None:
    total = sum(seconds) or 1.0
    for zone, held in enumerate(seconds, start=1):
        bar = "█" * round(_BAR * held / total)
        console.print(
            f"{zone} [cyan]{bar:<{_BAR}}[/] {say_time(held):>8} {100 * held / total:3.0f} %"
        )
