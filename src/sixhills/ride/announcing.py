"""What the player says, and when: postures ahead and now, settings, progress, cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.prescribe.wording import describe_change, is_for_rider
from sixhills.ride.frame import Announcement, CueKind
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sixhills.prescribe.prescription import Command, Segment
    from sixhills.ride.position import Horizon, Position

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
    Role.HILL: "Hill",
    Role.INTERVAL: "Hard effort",
    Role.RECOVERY: "Recover",
    Role.STEADY: "Steady riding",
    Role.COOL_DOWN: "Cool-down",
    Role.TEST: "Test",
}
_LOUDNESS = list(CueKind)


def announce_segment(
    position: Position, left: Segment | None, adjust: Adjust
) -> list[Announcement]:
    """What is said when a segment is entered: its name, its setting, its posture.

    Args:
        position: where the rider is now.
        left: the segment that the rider comes from (not always the one before: there is skip and
            back), None at the start of the ride.
        adjust: applies the rider's harder and easier to a command.
    """
    said = []
    segment = position.segment
    if position.starts_step:
        said.append(Announcement(kind=CueKind.PROGRESS, text=_introduce(position)))
    said += announce_setting(adjust(left.command) if left else None, adjust(segment.command))
    if _posture_changes(left, segment):
        text = f"{_NOW[segment.posture]}."
        posture = segment.posture
        said.append(Announcement(kind=CueKind.POSTURE, text=text, posture=posture))
    return said


def announce_setting(old: Command | None, new: Command) -> list[Announcement]:
    """What is said when the rider has to set something anew, nothing where the machine does it."""
    setting = _changed_setting(old, new)
    text = f"{setting[:1].upper()}{setting[1:]}." if setting else ""
    return [Announcement(kind=CueKind.SETTING, text=text)] if setting else []


def announce_ahead(position: Position, before: Horizon, adjust: Adjust) -> list[Announcement]:
    """What is said shortly before another posture (twice) or another setting (once) is asked for.

    A change that is nearer than that when its stretch begins is announced at once.

    Args:
        position: where the rider is now.
        before: how far off the changes were when this was last asked.
        adjust: applies the rider's harder and easier to a command.
    """
    now = position.horizon()
    change, following = position.next_posture(), position.following
    posture = change.posture if change and change.posture in _AHEAD else None
    if posture and not _comes_near(before.posture_s, now.posture_s, AHEAD_S):
        posture = None
    setting = None
    if following and _comes_near(before.segment_s, now.segment_s, AHEAD_S[:1]):
        setting = _changed_setting(adjust(position.segment.command), adjust(following.command))
    if posture and setting and now.posture_s == now.segment_s:
        return [_say_ahead(now.posture_s, f"{_AHEAD[posture]}, {setting}", posture)]
    said = [_say_ahead(now.segment_s, setting)] if setting else []
    return [*said, _say_ahead(now.posture_s, _AHEAD[posture], posture)] if posture else said


def announce_cues(segment: Segment, before_s: float, now_s: float) -> list[Announcement]:
    """The cues of a segment that fall after one moment and not after another."""
    return [
        Announcement(kind=CueKind.TECHNIQUE, text=cue.text)
        for cue in segment.cues
        if before_s < round(cue.at_s, 6) <= now_s
    ]


def name_segment(segment: Segment, hills: int) -> str:
    """What a person calls a segment, in a ride of so many hills: "Hill 3 of 6", "Recover"."""
    return f"Hill {segment.hill} of {hills}" if segment.hill else _NAMES[segment.role]


def pick_loudest(announcements: Sequence[Announcement]) -> Announcement | None:
    """The one to show where several come at once: what holds now before what comes.

    Of equals the last.
    """
    if not announcements:
        return None
    return min(reversed(announcements), key=lambda a: (_LOUDNESS.index(a.kind), a.ahead_s))


def _comes_near(before_s: float, now_s: float, marks_s: Sequence[float]) -> bool:
    return any(now_s <= mark_s < before_s for mark_s in marks_s)


def _say_ahead(in_s: float, what: str, posture: Posture | None = None) -> Announcement:
    return Announcement(
        kind=CueKind.POSTURE if posture else CueKind.SETTING,
        text=f"In {_say_time(in_s)}: {what}.",
        posture=posture,
        ahead_s=round(in_s, 3),
    )


def _introduce(position: Position) -> str:
    segment = position.segment
    name = name_segment(segment, position.hills)
    return f"{name}: {_say_time(position.left_s_in_step())}, {segment.effort.words}."


def _say_time(seconds: float) -> str:
    minutes, rest = divmod(max(1, round(seconds)), 60)
    parts = [_count(minutes, "minute")] if minutes else []
    parts += [_count(rest, "second")] if rest else []
    return " ".join(parts)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _posture_changes(before: Segment | None, after: Segment) -> bool:
    if before is None:
        return after.posture is not Posture.FREE
    return before.posture is not after.posture


def _changed_setting(old: Command | None, new: Command) -> str | None:
    """What the rider has to set, or None where nothing changes or the machine does it."""
    if not is_for_rider(new):
        return None
    if old is not None and (old.mode, old.value, old.gear) == (new.mode, new.value, new.gear):
        return None
    if new.gear is not None:
        same_gear = old is not None and old.gear == new.gear
        return None if same_gear else f"gear {new.gear}"
    return describe_change(old, new)
