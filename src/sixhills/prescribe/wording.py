"""Commands in a person's words, the same on every screen and in the voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.equipment import Gear
from sixhills.prescribe.prescription import Command, Mode
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

_EIGHTHS = {0: "", 1: "⅛", 2: "¼", 3: "⅜", 4: "½", 5: "⅝", 6: "¾", 7: "⅞"}
_PARTS = {
    Role.WARM_UP: "the warm-up",
    Role.HILL: "the hills",
    Role.INTERVAL: "the hard efforts",
    Role.RECOVERY: "the easy parts between",
    Role.STEADY: "the steady part",
    Role.COOL_DOWN: "the cool-down",
    Role.TEST: "the test",
}
_FORMS = {
    Mode.ERG: "automatic, {} W",
    Mode.RESISTANCE: "automatic, resistance {} %",
    Mode.LEVEL: "level {}",
    Mode.KNOB: "knob {}",
    Mode.GEAR: "gear {}",
    Mode.NONE: "roll down easily",
}


def name_turns(turns: float) -> str:
    """Turns of a knob from where it runs free: "free", "½ turn from free", "1¾ turns from free"."""
    eighths = round(turns * 8)
    if eighths <= 0:
        return "free"
    return f"{_count_turns(eighths)} from free"


def describe_command(command: Command) -> str:
    """What a command sets, in words: "level 9", "gear 34×21", "slope 5.2 %, gear 34×21"."""
    if command.mode is Mode.SLOPE:
        slope = f"automatic, slope {100 * float(_number(command.value)):.1f} %"
        return f"{slope}, gear {command.gear}" if command.gear else slope
    value = command.value
    if isinstance(value, float):
        value = f"{value:.0f}"
    return _FORMS[command.mode].format(value)


def describe_change(before: Command | None, after: Command) -> str:
    """What to do to get from one command to the next: "a quarter more" for a knob.

    Says the same as `describe_command` where the way does not matter.
    """
    if after.mode is not Mode.KNOB or before is None or before.mode is not Mode.KNOB:
        return describe_command(after)
    eighths = round(8 * ((after.setting or 0.0) - (before.setting or 0.0)))
    if eighths == 0:
        return describe_command(after)
    direction = "more" if eighths > 0 else "less"
    return f"{_count_turns(abs(eighths))} {direction}: {after.value}"


def say_grade(grade: float) -> str:
    """A grade in per cent, as short as it can be: "6 %", "3.5 %"."""
    return f"{round(100 * grade, 1):g} %"


def say_about(duration_s: float) -> str:
    """A time to the half minute, below one minute to ten seconds: "about 2½ minutes"."""
    if duration_s < 55:
        return f"about {max(10, round(duration_s, -1)):.0f} seconds"
    whole, half = divmod(round(duration_s / 30), 2)
    unit = "minute" if (whole, half) == (1, 0) else "minutes"
    return f"about {whole}{'½' if half else ''} {unit}"


def list_roles(roles: Iterable[Role]) -> str:
    """Parts of a ride as a person lists them, each once: "the warm-up and the hills"."""
    names = list(dict.fromkeys(_PARTS[role] for role in roles))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def is_for_rider(command: Command) -> bool:
    """Whether the rider, not the machine, carries the command out."""
    return command.mode in {Mode.LEVEL, Mode.KNOB, Mode.GEAR} or command.gear is not None


def _count_turns(eighths: int) -> str:
    whole, rest = divmod(eighths, 8)
    number = f"{whole or ''}{_EIGHTHS[rest]}"
    return f"{number} {'turn' if eighths <= 8 else 'turns'}"


def _number(value: float | int | str | Gear | None) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    raise TypeError(f"expected a number, not {value!r}")
