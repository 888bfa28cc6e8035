"""A ride as a picture of hills: the higher, the harder to push; standing is striped."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sixhills.prescribe.prescription import Segment

WIDTH, HEIGHT = 1000, 260
_HEADROOM, _BAND = 46, 12  # for the rider above the highest hill; the strip of postures below
_SHOULDER_SHARE, _LEAST_SHOULDER_S, _SHOULDER_OF_ALL = 0.42, 20.0, 0.025
_GROUND_SHARE = 0.55  # how much of the least resistance lies below the picture
HEIGHT_STEPS = 250
"""In how many steps of time the heights are measured."""

_Node = tuple[float, float]  # moment [s], resistance felt


def draw_hills(segments: Sequence[Segment]) -> str:
    """An SVG picture of a ride, its colours and patterns left to the page around it."""
    draw = _Drawing(segments)
    return (
        f'<svg class="hills" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="The hills of the ride: {draw.tell()}">'
        f"{''.join(draw.patterns())}{''.join(draw.spans())}"
        f'<path class="line" d="{draw.line(0.0, draw.total_s)}"/>{"".join(draw.numbers())}'
        '<g class="rider" hidden><line y1="0" y2="0"/><circle r="9"/></g></svg>'
    )


def measure_heights(segments: Sequence[Segment]) -> list[int]:
    """The line's place in the picture at evenly spread moments, from the top."""
    draw = _Drawing(segments)
    moments = [draw.total_s * step / HEIGHT_STEPS for step in range(HEIGHT_STEPS + 1)]
    return [round(draw.y(draw.felt(moment))) for moment in moments]


class _Drawing:
    def __init__(self, segments: Sequence[Segment]):
        self._segments = segments
        self.total_s = segments[-1].end_s
        self._nodes = list(_draw_contour(segments, self.total_s))
        felt = [segment.resistance_felt for segment in segments]
        self._least, self._most = _GROUND_SHARE * min(felt), max(felt)

    def x(self, moment_s: float) -> float:
        return WIDTH * moment_s / self.total_s

    def y(self, felt: float) -> float:
        share = (felt - self._least) / max(0.01, self._most - self._least)
        return HEIGHT - _BAND - share * (HEIGHT - _BAND - _HEADROOM)

    def felt(self, moment_s: float) -> float:
        """Resistance at a moment; between two nodes it is eased."""
        for (from_s, low), (to_s, high) in zip(self._nodes, self._nodes[1:], strict=False):
            if moment_s <= to_s:
                share = 0.0 if to_s == from_s else (moment_s - from_s) / (to_s - from_s)
                return low + (high - low) * share * share * (3 - 2 * share)
        return self._nodes[-1][1]

    def line(self, from_s: float, to_s: float) -> str:
        """The line between two moments as the data of a path."""
        inner = [moment for moment, _ in self._nodes if from_s < moment < to_s]
        marks = [from_s, *inner, to_s]
        points = [
            start + (stop - start) * part / 6
            for start, stop in pairwise(marks)
            for part in (range(6) if self.felt(start) != self.felt(stop) else range(1))
        ]
        places = (f"{self.x(m):.1f} {self.y(self.felt(m)):.1f}" for m in (*points, to_s))
        return f"M{'L'.join(places)}"

    def spans(self) -> Iterator[str]:
        for posture, run in groupby(self._segments, key=lambda segment: segment.posture.value):
            stretch = list(run)
            from_s, to_s = stretch[0].start_s, stretch[-1].end_s
            left, right, ground = self.x(from_s), self.x(to_s), HEIGHT - _BAND
            yield (
                f'<path class="ground {posture}" d="{self.line(from_s, to_s)}'
                f'L{right:.1f} {ground}L{left:.1f} {ground}Z"/>'
                f'<rect class="strip {posture}" x="{left:.1f}" y="{ground}" '
                f'width="{right - left:.1f}" height="{_BAND}"/>'
            )

    def numbers(self) -> Iterator[str]:
        for hill, run in _find_hills(self._segments):
            x = (self.x(run[0].start_s) + self.x(run[-1].end_s)) / 2
            y = self.y(max(segment.resistance_felt for segment in run)) + 24
            yield (
                f'<g class="number" transform="translate({x:.1f} {y:.1f})"><circle r="15"/>'
                f'<text y="6">{hill}</text></g>'
            )

    def patterns(self) -> Iterator[str]:
        yield (
            '<defs><pattern id="stripes" width="9" height="9" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(35)"><rect class="tint" width="9" height="9"/>'
            '<rect class="mark" width="4" height="9"/></pattern></defs>'
        )

    def tell(self) -> str:
        hills = len(list(_find_hills(self._segments)))
        return f"{round(self.total_s / 60)} minutes, {hills} hills"


def _find_hills(segments: Sequence[Segment]) -> Iterator[tuple[int, list[Segment]]]:
    for _, step in groupby(segments, key=lambda segment: segment.step):
        run = list(step)
        if run[0].hill is not None:
            yield run[0].hill, run


def _draw_contour(segments: Sequence[Segment], total_s: float) -> Iterator[_Node]:
    """What is harder than its neighbour rises where it begins and is down again where it ends."""
    longest = max(_LEAST_SHOULDER_S, _SHOULDER_OF_ALL * total_s)
    yield 0.0, segments[0].resistance_felt
    for index, segment in enumerate(segments):
        felt = segment.resistance_felt
        before = segments[index - 1].resistance_felt if index else felt
        after = segments[index + 1].resistance_felt if index + 1 < len(segments) else felt
        shoulder = min(_SHOULDER_SHARE * segment.duration_s, longest)
        yield segment.start_s + (shoulder if before < felt else 0.0), felt
        yield segment.end_s - (shoulder if after < felt else 0.0), felt
        yield segment.end_s, min(felt, after)
