"""What the player says, and when: postures ahead and now, settings, progress, cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.prescribe.wording import describe_change, is_for_rider
from sixhills.ride.frame import Announcement, CueKind
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sixhills.prescribe.prescription import Command, Segment
    from sixhills.ride.position import Position

    Adjust = Callable[[Command], Command]

AHEAD_S = (10.0, 3.0)
"""How long before a change it is announced."""

_NOW = {
    Posture.STANDING: "Stand up",
    Posture.SEATED: "Sit down",
    Posture.FREE: "Ride as you like",
}
_AHEAD = {Posture.STANDING: "stand up", Posture.SEATED: "sit down"}
_NAMES = {
    Role.WARM_UP: "Warm-up",
    Role.INTERVAL: "Hard effort",
    Role.RECOVERY: "Recover",
    Role.STEADY: "Steady riding",
    Role.COOL_DOWN: "Cool-down",
    Role.TEST: "Test",
}
_LOUDNESS = list(CueKind)


def announce_segment(position: Position, adjust: Adjust) -> list[Announcement]:
    """What is said when a segment is entered: its name, its setting, its posture."""
    said = []
    segment, before = position.segment, position.before
    if position.starts_step:
        said.append(Announcement(kind=CueKind.PROGRESS, text=_introduce(position)))
    if setting := _changed_setting(before, segment, adjust):
        said.append(Announcement(kind=CueKind.SETTING, text=f"{_capital(setting)}."))
    if _posture_changes(before, segment):
        text = f"{_NOW[segment.posture]}."
        posture = segment.posture
        said.append(Announcement(kind=CueKind.POSTURE, text=text, posture=posture))
    return said


def announce_ahead(position: Position, passed_s: float, adjust: Adjust) -> list[Announcement]:
    """What is said shortly before the next segment, where that asks for another posture or setting.

    Args:
        position: where the rider is now.
        passed_s: how much time passed since this was last asked.
        adjust: applies the rider's harder and easier to a command.
    """
    segment, following = position.segment, position.following
    left_s = position.left_s_in_segment()
    mark_s = next((mark for mark in AHEAD_S if left_s <= mark < left_s + passed_s), None)
    if following is None or mark_s is None:
        return []
    stands_or_sits = _posture_changes(segment, following) and following.posture in _AHEAD
    parts = [_AHEAD[following.posture]] if stands_or_sits else []
    setting = _changed_setting(segment, following, adjust)
    if setting and mark_s == AHEAD_S[0]:
        parts.append(setting)
    if not parts:
        return []
    return [
        Announcement(
            kind=CueKind.POSTURE if stands_or_sits else CueKind.SETTING,
            text=f"In {mark_s:.0f} seconds: {', '.join(parts)}.",
            posture=following.posture if stands_or_sits else None,
            ahead_s=mark_s,
        )
    ]


def announce_cues(segment: Segment, before_s: float, now_s: float) -> list[Announcement]:
    """The cues of a segment that fall after one moment and not after another."""
    return [
        Announcement(kind=CueKind.TECHNIQUE, text=cue.text)
        for cue in segment.cues
        if before_s < cue.at_s <= now_s
    ]


def pick_loudest(announcements: Sequence[Announcement]) -> Announcement | None:
    """The one to show where several come at once; of equals the last."""
    if not announcements:
        return None
    return min(reversed(announcements), key=lambda a: _LOUDNESS.index(a.kind))


def _introduce(position: Position) -> str:
    segment = position.segment
    hill = f"Hill {segment.hill} of {position.hills}" if segment.hill else _NAMES[segment.role]
    return f"{hill}: {_say_time(position.left_s_in_step())}, {segment.effort.words}."


def _say_time(seconds: float) -> str:
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    if minutes == 0:
        return f"{rest} seconds"
    unit = "minute" if minutes == 1 else "minutes"
    return f"{minutes} {unit}" + (f" {rest} seconds" if rest else "")


def _posture_changes(before: Segment | None, after: Segment) -> bool:
    if before is None:
        return after.posture is not Posture.FREE
    return before.posture is not after.posture


def _changed_setting(before: Segment | None, after: Segment, adjust: Adjust) -> str | None:
    """What the rider has to set, or None where nothing changes or the machine does it."""
    new = adjust(after.command)
    if not is_for_rider(new):
        return None
    old = adjust(before.command) if before else None
    if old is not None and (old.mode, old.value, old.gear) == (new.mode, new.value, new.gear):
        return None
    if new.gear is not None:
        same_gear = old is not None and old.gear == new.gear
        return None if same_gear else f"gear {new.gear}"
    return describe_change(old, new)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
