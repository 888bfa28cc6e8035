"""The records of a ride as CSV: one line each, the unit in the name of each column.

`elapsed_s` counts from the start of the ride, pauses included. A channel that was never measured
has no column; a value that is missing is empty. `segment` is the index of the prescription's
segment, `posture` and `evidence` say how the rider sat and how that is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.ride.posture_spans import find_posture_spans
from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sixhills.ride.recording import Ride


def write_samples(ride: Ride) -> str:
    """The records of a ride as CSV text (RFC 4180, lines ended by CR LF)."""
    columns = dict(_make_columns(ride))
    rows = zip(*columns.values(), strict=True)
    return "".join(f"{','.join(cells)}\r\n" for cells in (columns.keys(), *rows))


def _make_columns(ride: Ride) -> Iterator[tuple[str, list[str]]]:
    yield "elapsed_s", _numbers(ride.elapsed_s.tolist())
    for name in Channel:
        values = ride.channel(name)
        if values is not None:
            yield name.value, _numbers(values.tolist())
    if ride.segments is not None:
        yield "segment", ["" if index < 0 else str(index) for index in ride.segments.tolist()]
    if ride.told_setting is not None:
        yield "told_setting", _numbers(ride.told_setting.tolist())
    if ride.postures:
        postures, evidence = _posture_columns(ride)
        yield "posture", postures
        yield "evidence", evidence


def _numbers(values: Iterable[float]) -> list[str]:
    return ["" if value != value else f"{value:.10g}" for value in values]  # noqa: PLR0124 - NaN


def _posture_columns(ride: Ride) -> tuple[list[str], list[str]]:
    postures, evidence = [""] * len(ride.elapsed_s), [""] * len(ride.elapsed_s)
    until_s = float(ride.elapsed_s[-1]) + 1.0  # the last record belongs to the last span
    for span in find_posture_spans(ride, end_s=until_s):
        first, last = ride.elapsed_s.searchsorted((span.start_s, span.end_s)).tolist()
        count = last - first
        postures[first:last] = [span.posture.value] * count
        evidence[first:last] = [span.evidence.value] * count
    return postures, evidence
