"""Standing, as far as it is proven: a device saw it or the rider confirmed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.formats.fit.stretch import Stretch, timer_s
from sixhills.ride.recording import Evidence
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.ride.recording import Pause, PostureEvent, Ride

_PROOF = frozenset({Evidence.DEVICE, Evidence.CONFIRMED})


def is_proof(event: PostureEvent) -> bool:
    """Whether the rider is known to have sat or stood; all else says what was asked or guessed."""
    return event.evidence in _PROOF and event.posture is not Posture.FREE


def choose_believed(events: Sequence[PostureEvent]) -> list[PostureEvent]:
    """Posture events that count, in order of time.

    A device watches all the time, so from its first event on the device alone is believed.
    """
    ordered = sorted(events, key=lambda event: event.elapsed_s)
    by_device = [event.elapsed_s for event in ordered if event.evidence is Evidence.DEVICE]
    if not by_device:
        return ordered
    return [e for e in ordered if e.evidence is Evidence.DEVICE or e.elapsed_s < by_device[0]]


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
    clipped = [(posture, s.clip(stretch)) for posture, s in _known_spans(ride.postures, end_s)]
    known = [(posture, span) for posture, span in clipped if span.duration_s > 0]
    if not known:
        return None, None
    stood = [span for posture, span in known if posture is Posture.STANDING]
    ends_s = [None, *(span.end_s for span in stood)]
    begun = [
        span for span, before_s in zip(stood, ends_s, strict=False) if span.start_s != before_s
    ]
    return sum(timer_s(span, pauses) for span in stood), len(begun)


def _known_spans(events: Sequence[PostureEvent], end_s: float) -> list[tuple[Posture, Stretch]]:
    """Stretches in which the posture is known: each event holds until the next, whatever it says.

    Being told to sit after having stood is no proof of sitting.
    """
    believed = choose_believed(events)
    ends = [*(event.elapsed_s for event in believed[1:]), end_s]
    return [
        (event.posture, Stretch(start_s=event.elapsed_s, end_s=until_s))
        for event, until_s in zip(believed, ends, strict=False)
        if is_proof(event)
    ]
