"""Standing, as far as it is proven: a device saw it or the rider confirmed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.formats.fit.stretch import Stretch, timer_s
from sixhills.ride.posture_spans import find_posture_spans
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.ride.recording import Pause, Ride


def total_standing(
    ride: Ride, stretch: Stretch, pauses: Sequence[Pause]
) -> tuple[float | None, int | None]:
    """Seconds standing while the timer ran, and how often the rider stood.

    Args:
        ride: what was recorded.
        stretch: of the ride.
        pauses: of the ride, joined.

    Returns:
        Both None where no posture is known in the stretch.
    """
    end_s = max(stretch.end_s, float(ride.elapsed_s[-1]))
    clipped = [
        (span.posture, Stretch(start_s=span.start_s, end_s=span.end_s).clip(stretch))
        for span in find_posture_spans(ride, end_s=end_s)
        if span.is_known
    ]
    known = [(posture, span) for posture, span in clipped if span.duration_s > 0]
    if not known:
        return None, None
    stood = [span for posture, span in known if posture is Posture.STANDING]
    ends_s = [None, *(span.end_s for span in stood)]
    begun = [
        span for span, before_s in zip(stood, ends_s, strict=False) if span.start_s != before_s
    ]
    return sum(timer_s(span, pauses) for span in stood), len(begun)
