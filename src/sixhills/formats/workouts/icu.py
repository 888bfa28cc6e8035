"""intervals.icu's text of workouts: lines that begin with "-", in a notation that people write.

    Warmup
    - 10m ramp 50-75% 90rpm

    Main set 3x
    - Stand up! 3m 95-105% 60-70rpm
    - 2m 50%

`m` means minutes. What stands before the duration is a cue; "text 33^ later text <!>" is a cue and
another after 33 s (that form is taken from users' examples, not from a specification).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sixhills.formats.plain_text import decode_text
from sixhills.formats.workouts.carrier import unpack
from sixhills.formats.workouts.features import Feature, Form
from sixhills.formats.workouts.plan import (
    Cue,
    End,
    EndKind,
    Heart,
    HeartUnit,
    Intensity,
    PlanRepeat,
    PlanStep,
    Power,
    PowerUnit,
    Span,
    zone_power,
)
from sixhills.formats.workouts.reading import Desk, ReadPlan, clean_line
from sixhills.formats.workouts.writing import (
    Tally,
    Written,
    round_seconds,
    say_heart,
    unroll_nested,
    with_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.formats.workouts.plan import Plan, PlanItem

_BULLETS = "-\u2013\u2014\u2022*"  # what people type, and what text programs make of "-"
_N = r"\d+(?:\.\d+)?"
_TIME = re.compile(
    rf"(?:(?P<h>{_N})h)?(?:(?P<m>{_N})m(?:in)?(?!tr|i))?(?:(?P<s>{_N})s(?:ec)?)?(?P<tail>\d+)?"
)
_QUOTES = re.compile(rf"(?:(?P<m>{_N})')?(?:(?P<s>{_N})\")?")
_DISTANCE = re.compile(rf"({_N})(km|mi|mtr|meters?|y|yd)", re.IGNORECASE)
_METRES = {"km": 1000.0, "mi": 1609.344, "mtr": 1.0, "meter": 1.0, "meters": 1.0, "y": 0.9144}
_RANGE = rf"({_N})%?(?:\s*-\s*({_N}))?"
_SHARE = re.compile(rf"{_RANGE}\s*%(?:\s*(lthr|hr|pace|mmp|ftp)\b)?", re.IGNORECASE)
_WATTS = re.compile(rf"({_N})w?(?:\s*-\s*({_N}))?\s*w\b", re.IGNORECASE)
_ZONE = re.compile(r"\bz(\d)(?:\s*-\s*z?(\d))?(?:\s*(hr|pace)\b)?", re.IGNORECASE)
_CADENCE = re.compile(rf"{_RANGE}\s*rpm\b", re.IGNORECASE)
_PACE = re.compile(r"\d+:\d\d(?:-\d+:\d\d)?(?:/\w+)?\s*pace", re.IGNORECASE)
_REPEAT = re.compile(r"(?:^|\s)(\d{1,3})\s*x\s*$", re.IGNORECASE)
_PRESS = re.compile(r"\bpress lap\b", re.IGNORECASE)
_INLINE = re.compile(r"\d{1,3}\s*x[\s(]", re.IGNORECASE)
_BEATS = re.compile(rf"{_RANGE}\s*bpm\b", re.IGNORECASE)
_PER_MASS = re.compile(r"w\s*/\s*kg", re.IGNORECASE)
_INTENSITY = re.compile(r"\bintensity=(\w+)", re.IGNORECASE)
_INTENSITIES = {
    "warmup": Intensity.WARM_UP,
    "cooldown": Intensity.COOL_DOWN,
    "recovery": Intensity.RECOVERY,
    "rest": Intensity.REST,
    "interval": Intensity.INTERVAL,
}
_WORDS = {
    "h": re.compile(rf"\b({_N})\s*(?:hours?|hrs?)\b", re.IGNORECASE),
    "m": re.compile(rf"\b({_N})\s*(?:minutes?|mins?)\b", re.IGNORECASE),
    "s": re.compile(rf"\b({_N})\s*(?:seconds?|secs?)\b", re.IGNORECASE),
}
_PARTED = re.compile(rf"\b({_N}[hm])\s+(?={_N}[ms]\b)()")
_PROMPT = re.compile(rf"\s({_N})\^")


def read_icu(data: bytes) -> ReadPlan:
    """The workout in a text of intervals.icu.

    Raises:
        FormatError: it holds no step.
    """
    text, desk = decode_text(data), Desk()
    reader = _Reader(desk)
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if unpack(line):
            desk.carried = unpack(line)
        elif is_step(line):
            reader.take_step(line.lstrip(_BULLETS + " "), number)
        else:
            reader.take_line(line)
    return desk.make(reader.finish(), title=reader.title, about="\n".join(reader.about))


def is_step(line: str) -> bool:
    """Whether a line is a step: after other signs than "-" only where it can be read as one."""
    if line.startswith("-"):
        return True
    return line.startswith(tuple(_BULLETS)) and _split(line.lstrip(_BULLETS + " "))[1] is not None


class _Reader:
    """Collects steps, and repeats while they last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._items: list[PlanItem] = []
        self._repeated: list[PlanStep] = []
        self._times = 1
        self.title = ""
        self.about: list[str] = []

    def take_line(self, line: str) -> None:
        """A line that is no step: a title, a header, or the end of a repeat."""
        repeat = _REPEAT.search(line)
        if repeat or (not line and self._repeated):
            self._close()
        if repeat:
            self._times = max(1, int(repeat[1]))
        elif line and not self._items and not self._repeated:
            if self.title:
                self.about.append(line)
            self.title = self.title or line

    def take_step(self, text: str, number: int) -> None:
        """A line that is a step."""
        step = self._desk.attempt(lambda: _read_step(text, self._desk, number), "icu-value", number)
        if step is None:
            self._desk.warn("icu-step", f'"{clean_line(text)[:40]}" is no step: left out', number)
        elif self._times > 1:
            self._repeated.append(step)
        else:
            self._items.append(step)

    def _close(self) -> None:
        if self._repeated:
            self._items.append(PlanRepeat(times=self._times, items=tuple(self._repeated)))
        self._repeated, self._times = [], 1

    def finish(self) -> list[PlanItem]:
        """All items."""
        self._close()
        return self._items


def _read_step(text: str, desk: Desk, number: int) -> PlanStep | None:
    if _INLINE.match(text):
        desk.warn("icu-repeat", "a repeat stands on a line of its own, above its steps", number)
        return None
    text = _spell_times(text)
    prompts, mark, rest = text.partition("<!>")
    cue, end, targets = _split(rest if mark else text)
    is_lap = _PRESS.search(text) is not None
    if end is None and not is_lap:
        return None
    if is_lap:  # words before it are a cue, what stands behind it a target
        words = _PRESS.sub(" ", cue) if end is not None else _PRESS.split(cue, maxsplit=1)[0]
        cue, targets = words.strip(), targets if end is not None else _PRESS.split(text)[-1]
    plain = _PRESS.sub(" ", targets)
    cadence = _CADENCE.search(plain)
    plain = _CADENCE.sub(" ", plain)
    is_ramp = re.search(r"\bramp\b", plain, re.IGNORECASE) is not None
    if _PACE.search(plain):
        desk.warn("icu-pace", "a pace is no target for a bike: left out", number)
        plain = _PACE.sub(" ", plain)
    count = len(desk.warnings)
    power, heart = _read_target(plain, is_ramp=is_ramp, desk=desk, number=number)
    is_told = len(desk.warnings) > count
    if power is None and heart is None and _asks(plain) and not is_told:
        told = f'"{clean_line(plain)[:40]}" is no target that is known: ridden free'
        desk.warn("icu-target", told, number)
    intensity = _INTENSITY.search(targets)
    return PlanStep(
        end=End(kind=EndKind.LAP) if is_lap or end is None else end,
        power=power,
        heart=heart,
        cadence=_span(cadence) if cadence else None,
        intensity=_INTENSITIES.get(intensity[1].lower() if intensity else "", Intensity.ACTIVE),
        cues=tuple(_read_prompts(prompts if mark else cue)),
    )


def _spell_times(text: str) -> str:
    """Text in which "5 mins 30 sec" is "5m30s"."""
    for unit, words in _WORDS.items():
        text = words.sub(rf"\g<1>{unit}", text)
    return _PARTED.sub(r"\1\2", text)


def _asks(plain: str) -> bool:
    """Whether anything in what stands behind a duration looks like a target."""
    left = _INTENSITY.sub(" ", re.sub(r"free\s?ride", " ", plain, flags=re.IGNORECASE))
    return any(sign.isdigit() for sign in left) or "%" in left


def _split(text: str) -> tuple[str, End | None, str]:
    """What stands before the first duration or distance, that, and what stands behind."""
    words = text.split()
    for index, word in enumerate(words):
        end = _read_end(word)
        if end is not None:
            return " ".join(words[:index]), end, " ".join(words[index + 1 :])
    return text, None, text


def _read_end(word: str) -> End | None:
    distance = _DISTANCE.fullmatch(word)
    if distance:
        metres = _METRES.get(distance[2].lower(), 0.9144)
        return End(kind=EndKind.DISTANCE, value=float(distance[1]) * metres)
    seconds = _read_time(word)
    return End(kind=EndKind.TIME, value=seconds) if seconds else None


def _read_time(word: str) -> float | None:
    if not word[:1].isdigit():
        return None
    for pattern in (_TIME, _QUOTES):
        match = pattern.fullmatch(word)
        if match and any(match.groupdict().get(unit) for unit in "hms"):
            found = match.groupdict()
            tail = found.get("tail")
            if tail and not found.get("m"):
                return None
            hours, minutes = float(found.get("h") or 0), float(found.get("m") or 0)
            return 3600 * hours + 60 * minutes + float(found.get("s") or tail or 0)
    return None


def _read_prompts(text: str) -> Iterator[Cue]:
    parts = _PROMPT.split(f" {text}")
    first = clean_line(parts[0])
    if first:
        yield Cue(at_s=0.0, text=first)
    for at_s, words in zip(parts[1::2], parts[2::2], strict=True):
        if clean_line(words):
            yield Cue(at_s=float(at_s), text=clean_line(words))


def _read_target(
    text: str, *, is_ramp: bool, desk: Desk, number: int
) -> tuple[Power | None, Heart | None]:
    if _PER_MASS.search(text):
        desk.warn("icu-unit", "watts per kilogram need your weight: left out", number)
        return None, None
    beats = _BEATS.search(text)
    heart = Heart(unit=HeartUnit.BPM, span=_span(beats)) if beats else None
    text = _BEATS.sub(" ", text)
    watts, share, zone = _WATTS.search(text), _SHARE.search(text), _ZONE.search(text)
    if watts:
        return _power(PowerUnit.WATTS, watts, 1.0, is_ramp=is_ramp), heart
    of = ((share or zone or ("", "", "", ""))[3] or "").lower()
    if of in {"pace", "mmp"}:
        desk.warn("icu-unit", f"a target of {of} cannot be ridden here: left out", number)
        return None, None
    if share:
        power, of_share = _read_share(share, of, is_ramp=is_ramp)
        return power, heart or of_share
    power, of_zone = _read_zone(zone, of) if zone else (None, None)
    return power, heart or of_zone


def _read_share(
    share: re.Match[str], of: str, *, is_ramp: bool
) -> tuple[Power | None, Heart | None]:
    if of in {"hr", "lthr"}:
        unit = HeartUnit.MAX if of == "hr" else HeartUnit.THRESHOLD
        return None, Heart(unit=unit, span=_span(share, 0.01))
    return _power(PowerUnit.FTP, share, 0.01, is_ramp=is_ramp), None


def _read_zone(zone: re.Match[str], of: str) -> tuple[Power | None, Heart | None]:
    low, high = sorted((int(zone[1]), int(zone[2] or zone[1])))
    if of == "hr":
        return None, Heart(unit=HeartUnit.ZONE, span=Span(low=low, high=high))
    return zone_power(low, high), None


def _power(unit: PowerUnit, match: re.Match[str], scale: float, *, is_ramp: bool) -> Power:
    low = float(match[1]) * scale
    high = float(match[2] or match[1]) * scale
    if is_ramp and low != high:
        return Power(unit=unit, start=Span(low=low, high=low), end=Span(low=high, high=high))
    return Power(unit=unit, start=Span(low=min(low, high), high=max(low, high)))


def _span(match: re.Match[str], scale: float = 1.0) -> Span:
    ends = sorted((float(match[1]) * scale, float(match[2] or match[1]) * scale))
    return Span(low=ends[0], high=ends[1])


# -- writing -------------------------------------------------------------------------------


def write_icu(plan: Plan, carrier: str | None = None) -> Written:
    """A plan as text of intervals.icu."""
    tally = Tally()
    plan = with_texts(plan, Form.ICU)
    lines = [_no_step(plan.title)]
    lines += [_no_step(line) for line in plan.about.splitlines() if clean_line(line)]
    lines.append("")
    for item in unroll_nested(plan.items):
        if isinstance(item, PlanRepeat) and item.times > 1:
            lines += ["", f"{item.times}x"]
            lines += [_write_step(step, tally) for step in item.items if isinstance(step, PlanStep)]
            lines.append("")
        else:
            steps = item.items if isinstance(item, PlanRepeat) else (item,)
            lines += [_write_step(step, tally) for step in steps if isinstance(step, PlanStep)]
    lines += ["", carrier] if carrier else []
    return Written(data=("\n".join(lines) + "\n").encode(), amounts=tally.amounts)


def _no_step(line: str) -> str:
    """A line of text that is not taken for a step or a repeat."""
    plain = clean_line(line).lstrip("- ")
    return f"{plain}." if _REPEAT.search(plain) else plain


def _write_step(step: PlanStep, tally: Tally) -> str:
    parts = [_write_cues(step, tally), _write_end(step, tally), _write_target(step, tally)]
    if step.cadence is not None:
        parts.append(f"{_range(step.cadence)}rpm")
    if step.end.kind is EndKind.LAP:
        parts.append("press lap")
    return "- " + " ".join(part for part in parts if part)


def _write_cues(step: PlanStep, tally: Tally) -> str:
    said = [(cue.at_s, _plain_words(cue.text)) for cue in step.cues]
    if step.heart is not None and step.heart.unit is HeartUnit.BPM:
        said.insert(0, (0.0, say_heart(step.heart)))
        tally.say(Feature.HEART, "as cue text")
    first = "; ".join(text for at_s, text in said if at_s < 0.5)
    later = [(round(at_s), text) for at_s, text in said if at_s >= 0.5]
    for at_s, _ in said:
        tally.note(Feature.CUE, abs(round(at_s) - at_s), "up to {:g} s off")
    words = first + "".join(f" {at_s}^ {text}" for at_s, text in later)
    return f"{words.strip()} <!>" if later else f"{words} <!>" if words else ""


def _plain_words(text: str) -> str:
    return clean_line(text.replace("<!>", " ").replace("^", " "))


def _write_end(step: PlanStep, tally: Tally) -> str:
    if step.end.kind is EndKind.DISTANCE and step.end.value is not None:
        return f"{_number(step.end.value / 1000, 6)}km"
    seconds = round_seconds(step, tally)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{count}{unit}" for count, unit in parts if count)


def _write_target(step: PlanStep, tally: Tally) -> str:
    if step.power is not None:
        return _write_power(step.power, tally)
    if step.heart is not None and step.heart.unit is not HeartUnit.BPM:
        if step.heart.unit is HeartUnit.ZONE:
            low, high = (f"{end:.0f}" for end in (step.heart.span.low, step.heart.span.high))
            return f"Z{low} HR" if low == high else f"Z{low}-Z{high} HR"
        what = "HR" if step.heart.unit is HeartUnit.MAX else "LTHR"
        return f"{_range(step.heart.span, 100)}% {what}"
    return "freeride"


def _write_power(power: Power, tally: Tally) -> str:
    unit, scale = ("%", 100.0) if power.unit is PowerUnit.FTP else ("w", 1.0)
    digits = 1 if power.unit is PowerUnit.FTP else 0
    feature = Feature.SHARE if power.unit is PowerUnit.FTP else Feature.WATTS
    spans = (power.start, power.end or power.start)
    for value in (scale * end for span in spans for end in (span.low, span.high)):
        tally.note(feature, abs(round(value, digits) - value), f"up to {{:g}} {unit} off")
    if power.is_ramp:
        start, end = power.values()
        return f"ramp {_number(scale * start, digits)}-{_number(scale * end, digits)}{unit}"
    return f"{_range(power.start, scale, digits)}{unit}"


def _range(span: Span, scale: float = 1.0, digits: int = 1) -> str:
    low, high = _number(scale * span.low, digits), _number(scale * span.high, digits)
    return low if low == high else f"{low}-{high}"


def _number(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def looks_like_icu(text: str) -> bool:
    """Whether any line is a step of intervals.icu's notation."""
    lines = (_spell_times(line.strip()) for line in text.splitlines())
    starts = tuple(_BULLETS)
    bare = (line.lstrip(_BULLETS + " ") for line in lines if line.startswith(starts))
    return any(_split(line)[1] is not None for line in bare)
