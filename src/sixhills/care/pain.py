"""Pain and numbness after a ride: a traffic light, and what it advises.

The light says what to change on the next ride. It names no illness: nobody can tell one from a
number. Its bounds are our convention; that pain in a joint above 3 of 10 ends a ride is one of the
stop rules (care/stop_rules.py), so amber begins there.
"""

from __future__ import annotations

from enum import StrEnum

from sixhills.errors import require

AMBER_FROM = 3.0
"""Pain, 0 to 10, from which the next ride changes."""

RED_FROM = 6.0
"""Pain, 0 to 10, from which no hard ride comes next."""


class Light(StrEnum):
    """What pain and numbness say of the next ride."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def judge_pain(pain: float | None, numb: bool | None) -> Light | None:
    """The light for what a rider tells after a ride.

    Args:
        pain: the worst of it, 0 to 10; None where it was not told.
        numb: whether anything went numb; None where it was not told.

    Returns:
        The light, or None where what was told does not give one: pain that was not told is not
        taken for none.

    Raises:
        InvalidValueError: pain is not between 0 and 10.
    """
    if pain is None:
        return Light.AMBER if numb else None
    require(0 <= pain <= 10, "pain", "between 0 and 10", pain)
    if pain >= RED_FROM:
        return Light.RED
    return Light.AMBER if numb or pain >= AMBER_FROM else Light.GREEN


def advise(light: Light, numb: bool | None) -> str:
    """What a light means for the next ride, in one or two plain sentences."""
    return _ADVICE[light, bool(numb)]


_ADVICE = {
    (Light.GREEN, False): "Nothing that you tell speaks against the next ride as planned.",
    (Light.AMBER, False): (
        "It may come from the saddle's height or place, from too heavy a gear, or from too much "
        "too soon: check the bike and ride the next one easier, seated and with quicker legs. If "
        "it is there again after that, or also off the bike, have a doctor or physiotherapist look "
        "at it."
    ),
    (Light.AMBER, True): (
        "Numbness often comes from pressure: shift on the saddle and loosen your grip every few "
        "minutes, and check the tilt and height of saddle and bars. If it lasts longer "
        "than an hour after the ride, or comes back on every ride, see a doctor."
    ),
    (Light.RED, False): (
        "Rest until it is gone in daily life, then begin with an easy ride, seated. See a doctor "
        "or physiotherapist before you train hard again, and at once if it is strong at rest, "
        "swollen, or in the chest."
    ),
    (Light.RED, True): (
        "Rest until pain and numbness are both gone. See a doctor before you train again, and at "
        "once if a leg or arm grows weak, or if you lose feeling between the legs."
    ),
}
# Numbness alone is amber; the green answer to it is there so that the table is whole.
_ADVICE[Light.GREEN, True] = _ADVICE[Light.AMBER, True]
