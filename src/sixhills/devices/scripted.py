"""A rider who does all that is asked at once: for `--confirm auto`, where no person presses keys.

What such a ride records is what the prescription says, marked as confirmed.
"""

from __future__ import annotations

from sixhills.ride.frame import Frame, Key, State
from sixhills.workout.model import Posture


class WillingRider:
    """Starts the ride and confirms every posture when it is asked for."""

    def __init__(self) -> None:
        self._confirmed: Posture | None = None

    def show(self, frame: Frame) -> tuple[Key, ...]:
        """Take in a frame; return what is pressed."""
        if frame.state is State.READY:
            return (Key.START,)
        if frame.state is not State.RIDING or frame.posture is self._confirmed:
            return ()
        self._confirmed = frame.posture
        return () if frame.posture is Posture.FREE else (Key.CONFIRM,)
