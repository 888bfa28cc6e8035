"""The readable text form of a workout, as docs/workout-text.md specifies it.

Reading goes from the outline (lines without comments, cues below steps, steps below repeats) to
values, each of which checks itself. Every error names its line. Writing has one way for each value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sixhills.errors import InvalidValueError, WorkoutTextError, require
from sixhills.workout.model import (
    Block,
    CadenceBand,
    Climb,
    CriticalPowerEffort,
    Descent,
    Distance,
    Effort,
    Extent,
    HeartRateEffort,
    Kind,
    Posture,
    PostureChange,
    PowerEffort,
    Ramp,
    Repeat,
    Role,
    RpeEffort,
    SteadyEffort,
    Step,
    StepCue,
    Time,
    Word,
    WordEffort,
    Workout,
)
from sixhills.workout.notation import (
    NUMBER,
    format_clock,
    format_distance,
    format_duration,
    format_number,
    format_percent,
    read_clock,
    read_distance,
    read_duration,
    read_percent,
    read_whole,
)
from sixhills.workout.outline import Line, Node, nest, read_lines
from sixhills.workout.suggestion import suggest

FORM = 1
"""Version of the text form that this module reads and writes."""

DEEPEST_NESTING = 100
"""How many repeats may lie inside one another."""

_INDENT = "  "
_FREE_TEXT = ("title", "about")
_FIELDS = ("title", "about", "kind", "difficulty")
_HEADERS = ("workout", "form", *_FIELDS)
_ROLES = {role.value.replace("_", "-"): role for role in Role}
_WORDS = {word.value: word for word in Word}
_ROLE_NAMES = {role: name for name, role in _ROLES.items()}
_FIRST_WORDS = (*_HEADERS, *_ROLES, "repeat", "cue")
_FREE = (PostureChange(at=0.0, posture=Posture.FREE),)
_EXAMPLE_STEP = 'such as "steady 10min at moderate, seated, 80-95 rpm"'

_T = TypeVar("_T")


# -- reading -------------------------------------------------------------------------------


def parse_workout(text: str) -> Workout:
    """Read a workout from its text form.

    Args:
        text: the whole text; see docs/workout-text.md.

    Returns:
        The workout; reading back what `format_workout` wrote gives an equal one.

    Raises:
        WorkoutTextError: a line cannot be read; it carries the line's number.
    """
    lines = list(read_lines(text, verbatim=_FREE_TEXT))
    if not lines or lines[0].word != "workout":
        raise WorkoutTextError(
            "a workout must begin with its key",
            line_number=lines[0].number if lines else 1,
            remedy='begin with a line such as "workout my-hills"',
        )
    count = next((i for i, line in enumerate(lines) if line.word not in _HEADERS), len(lines))
    header = _read_header(lines[:count])
    blocks = tuple(_read_block(node, depth=0) for node in nest(lines[count:]))
    return _make_workout(header, blocks)


def _read_header(lines: Sequence[Line]) -> dict[str, Line]:
    header: dict[str, Line] = {}
    for line in lines:
        if line.indent:
            line.refuse(f'"{line.word}" is indented', "begin it at the left edge")
        if line.word in header:
            line.refuse(f'"{line.word}" is given twice', "keep one of the two lines")
        if not line.rest:
            line.refuse(f'nothing follows "{line.word}"', "write its value on the same line")
        header[line.word] = line
    _check_form(header.get("form"))
    return header


def _check_form(line: Line | None) -> None:
    if line is not None and line.rest != str(FORM):
        line.refuse(
            f'this is form "{line.rest}" of the workout text, and form {FORM} is read here',
            "use a newer sixhills",
        )


def _make_workout(header: dict[str, Line], blocks: tuple[Block, ...]) -> Workout:
    first = header["workout"]
    missing = [name for name in _FIELDS if name not in header]
    if missing:
        first.refuse(f'the workout has no "{missing[0]}" line', "add one above the first step")
    if not blocks:
        first.refuse("the workout has no step", f"add a line {_EXAMPLE_STEP}")
    values = {name: line.rest for name, line in header.items()}
    kind = _look_up(header["kind"], values["kind"].lower(), _kinds(), "a kind of workout")
    difficulty = _whole(header["difficulty"], values["difficulty"], "a difficulty")
    try:
        return Workout(
            key=values["workout"],
            title=values["title"],
            about=values["about"],
            kind=kind,
            difficulty=difficulty,
            blocks=blocks,
        )
    except InvalidValueError as error:
        at_fault = header.get(error.problem.split()[0], first)  # a problem begins with its field
        raise WorkoutTextError(error.problem, line_number=at_fault.number) from error


def _kinds() -> dict[str, Kind]:
    return {kind.value: kind for kind in Kind}


def _read_block(node: Node, depth: int) -> Block:
    line = node.line
    if line.word == "repeat":
        return _read_repeat(node, depth + 1)
    if line.word in _ROLES:
        return _read_step(line, cues=tuple(_read_cue(child) for child in node.children))
    if line.word == "cue":
        raise line.error("this cue belongs to no step", "indent it below its step")
    if line.word in _HEADERS:
        raise line.error(f'"{line.word}" comes too late', "move it above the first step")
    raise line.error(f'"{line.word}" begins no line', suggest(line.word, _FIRST_WORDS))


def _read_repeat(node: Node, depth: int) -> Repeat:
    line = node.line
    if depth > DEEPEST_NESTING:
        line.refuse(f"repeats lie more than {DEEPEST_NESTING} deep", "use fewer repeats")
    times = _whole(line, line.rest, "a number of times")
    if not node.children:
        line.refuse("nothing is repeated", "indent the steps to repeat below this line")
    blocks = tuple(_read_block(child, depth) for child in node.children)
    with line.holding():
        return Repeat(times=times, blocks=blocks)


_CUE = re.compile(r'cue\s+([^\s"]+)\s+"([^"]*)"', re.IGNORECASE)


def _read_cue(node: Node) -> StepCue:
    line = node.line
    example = 'write it like: cue 0:10 "Push from the hips."'
    if line.word != "cue":
        line.refuse("only cues go below a step", "align this line with the step above")
    if node.children:
        node.children[0].line.refuse("nothing goes below a cue", "align it with the cue above")
    match = _CUE.fullmatch(line.text)
    if match is None:
        line.refuse("a cue is a moment and one sentence in double quotes", example)
    at_s = read_clock(match[1])
    if at_s is None:
        line.refuse(f'"{match[1]}" is no moment of a step', example)
    with line.holding():
        return StepCue(at_s=at_s, text=match[2])


# -- reading a step ------------------------------------------------------------------------

_OVER_HILL: dict[str, type[Climb | Descent]] = {"climb": Climb, "descent": Descent}


def _read_step(line: Line, cues: tuple[StepCue, ...]) -> Step:
    text, meets = _split_tags(line)
    if re.search(r"[0-9],[0-9]", text):
        line.refuse(
            "a comma stands inside a number", 'write "2.5" with a point; other commas need a space'
        )
    what, *targets = (part.strip() for part in text.lower().split(","))
    lasts, at, hard = " ".join(what.split()).partition(" at ")
    if not at:
        line.refuse("the step has no effort", f"say how long, then at what effort, {_EXAMPLE_STEP}")
    role, hill, extent = _read_role(line, lasts)
    effort = _read_effort(line, hard)
    postures, cadence = _read_targets(line, targets)
    with line.holding():
        return Step(
            role=role,
            hill=hill,
            extent=extent,
            effort=effort,
            postures=postures or _FREE,
            cadence=cadence,
            cues=cues,
            meets=meets,
        )


def _split_tags(line: Line) -> tuple[str, tuple[str, ...]]:
    if "[" not in line.text and "]" not in line.text:
        return line.text, ()
    text, _, inside = line.text.removesuffix("]").partition("[")
    tags = re.split(r"\s*,\s*|\s+", inside.strip())
    if not line.text.endswith("]") or not all(tags) or {"[", "]"} & set(text + inside):
        line.refuse("the numbers in brackets cannot be read", "end the line with, say, [M2.4]")
    return text, tuple(tag.upper() for tag in tags)


def _read_role(line: Line, text: str) -> tuple[Role, int | None, Extent]:
    name, _, rest = text.partition(" ")
    if _ROLES[name] is not Role.HILL:
        return _ROLES[name], None, _read_extent(line, rest)
    number, _, rest = rest.partition(" ")
    hill = read_whole(number)
    if hill is None:
        line.refuse("the hill has no number", 'write it like "hill 1 climb 4min at hill-1"')
    return Role.HILL, hill, _read_extent(line, rest)


def _read_extent(line: Line, text: str) -> Extent:
    measure, _, rest = text.partition(" ")
    over = _OVER_HILL.get(measure)
    duration_s = read_duration(rest if over else text)
    distance_m = read_distance(text)
    with line.holding():
        if duration_s is not None:
            return (over or Time)(duration_s=duration_s)
        if distance_m is not None:
            return Distance(distance_m=distance_m)
    raise _unknown_extent(line, text)


def _unknown_extent(line: Line, text: str) -> WorkoutTextError:
    if re.fullmatch(rf"{NUMBER} ?m", text):
        return line.error(
            f'"{text}" may mean minutes or metres',
            "minutes are min (15min), and less than 100 metres is written in km (0.05km)",
        )
    return line.error(
        f'"{text}" does not say how long the step lasts',
        'write a time (2min30s), a distance (900m, 2.5km), "climb 4min" or "descent 2min30s"',
    )


def _read_effort(line: Line, text: str) -> Effort:
    start, *ends = text.split(" to ")
    if not ends:
        return _read_steady_effort(line, start)
    if len(ends) > 1:
        line.refuse("a ramp has more than two ends", "make it two steps")
    return Ramp(start=_read_steady_effort(line, start), end=_read_steady_effort(line, ends[0]))


def _watts(value: float) -> SteadyEffort:
    return PowerEffort(power_w=value)


def _beats(value: float) -> SteadyEffort:
    return HeartRateEffort(heart_rate_bpm=value)


def _rating(value: float) -> SteadyEffort:
    return RpeEffort(rpe=value)


_MEASURED: tuple[tuple[re.Pattern[str], Callable[[float], SteadyEffort]], ...] = (
    (re.compile(rf"({NUMBER}) ?w"), _watts),
    (re.compile(rf"({NUMBER}) ?bpm"), _beats),
    (re.compile(rf"rpe ?({NUMBER})"), _rating),
)
_EXAMPLES = '"moderate", "95% of hill-1", "85% CP", "rpe 5", "200 W" or "140 bpm"'


def _read_steady_effort(line: Line, text: str) -> SteadyEffort:
    with line.holding():
        for pattern, make in _MEASURED:
            if match := pattern.fullmatch(text):
                return make(float(match[1]))
        number, mark, whole = text.partition("%")
        share = read_percent(number + mark)
        if share is not None:
            return _read_share(line, share, whole.strip().removeprefix("of "))
        if not text or re.fullmatch(NUMBER, text):
            line.refuse(f'"{text}" is no effort', f"write it like {_EXAMPLES}")
        return WordEffort(word=_read_word(line, text))


def _read_share(line: Line, share: float, whole: str) -> SteadyEffort:
    if not whole:
        line.refuse("a percentage does not say of what", 'write "85% CP" or "95% of hill-1"')
    if whole == "cp":
        return CriticalPowerEffort(share=share)
    return WordEffort(word=_read_word(line, whole), scale=share)


def _read_word(line: Line, text: str) -> Word:
    return _look_up(line, text, _WORDS, "an effort")


_CADENCE = re.compile(rf"({NUMBER})(?: ?- ?({NUMBER}))? ?rpm")
_Postures = tuple[PostureChange, ...]


def _read_targets(
    line: Line, targets: Sequence[str]
) -> tuple[_Postures | None, CadenceBand | None]:
    postures: _Postures | None = None
    cadence: CadenceBand | None = None
    for raw in targets:
        target = " ".join(raw.split())
        if "rpm" in target or target[:1].isdigit():
            _refuse_second(line, "cadence", cadence)
            cadence = _read_cadence(line, target)
        else:
            _refuse_second(line, "posture", postures)
            postures = _read_postures(line, target)
    return postures, cadence


def _refuse_second(line: Line, name: str, first: object) -> None:
    if first is not None:
        line.refuse(f"the step has a second {name}", f"keep one {name}")


def _read_cadence(line: Line, text: str) -> CadenceBand:
    match = _CADENCE.fullmatch(text)
    if match is None:
        line.refuse(f'"{text}" is no cadence', 'write it like "60-75 rpm" or "80 rpm"')
    with line.holding():
        return CadenceBand(low_rpm=float(match[1]), high_rpm=float(match[2] or match[1]))


def _read_postures(line: Line, text: str) -> _Postures:
    first, *later = text.split(" then ")
    start = PostureChange(at=0.0, posture=_read_posture(line, first))
    return (start, *(_read_change(line, part) for part in later))


def _read_change(line: Line, text: str) -> PostureChange:
    name, _, share = text.partition(" from ")
    at = read_percent(share)
    if at is None:
        line.refuse(
            f'"then {text}" does not say from where',
            'write a percentage of the step, like "then standing from 50%"',
        )
    with line.holding():
        return PostureChange(at=at, posture=_read_posture(line, name))


def _read_posture(line: Line, text: str) -> Posture:
    known = {posture.value: posture for posture in Posture}
    return _look_up(line, text, known, "a posture or a cadence")


def _look_up(line: Line, text: str, known: dict[str, _T], what: str) -> _T:
    if text not in known:
        line.refuse(f'"{text}" is not {what}', suggest(text, known))
    return known[text]


def _whole(line: Line, text: str, what: str) -> int:
    number = read_whole(text)
    if number is None:
        line.refuse(f'"{text}" is not {what}', "write a whole number")
    return number


# -- writing -------------------------------------------------------------------------------


def format_workout(workout: Workout) -> str:
    """A workout in its text form, one way to write each value, ending in a newline.

    Raises:
        InvalidValueError: repeats lie more than `DEEPEST_NESTING` deep.
    """
    lines = [
        f"workout {workout.key}",
        f"title {workout.title}",
        f"about {workout.about}",
        f"kind {workout.kind}",
        f"difficulty {workout.difficulty}",
        "",
    ]
    for block in workout.blocks:
        lines.extend(_format_block(block, depth=0))
    return "\n".join(lines) + "\n"


def _format_block(block: Block, depth: int) -> Iterator[str]:
    margin = _INDENT * depth
    if isinstance(block, Repeat):
        require(depth < DEEPEST_NESTING, "repeats", f"at most {DEEPEST_NESTING} deep", depth + 1)
        yield f"{margin}repeat {block.times}"
        for inner in block.blocks:
            yield from _format_block(inner, depth + 1)
        return
    yield margin + _format_step(block)
    for cue in block.cues:
        yield f'{margin}{_INDENT}cue {format_clock(cue.at_s)} "{cue.text}"'


def _format_step(step: Step) -> str:
    number = "" if step.hill is None else f" {step.hill}"
    head = f"{_ROLE_NAMES[step.role]}{number} {_format_extent(step.extent)}"
    parts = [f"{head} at {_format_effort(step.effort)}"]
    if step.postures != _FREE:
        parts.append(_format_postures(step.postures))
    if step.cadence is not None:
        parts.append(_format_cadence(step.cadence))
    tags = f"  [{' '.join(step.meets)}]" if step.meets else ""
    return ", ".join(parts) + tags


def _format_extent(extent: Extent) -> str:
    match extent:
        case Distance():
            return format_distance(extent.distance_m)
        case Climb():
            return f"climb {format_duration(extent.duration_s)}"
        case Descent():
            return f"descent {format_duration(extent.duration_s)}"
        case Time():
            return format_duration(extent.duration_s)


def _format_effort(effort: Effort) -> str:
    match effort:
        case Ramp():
            return f"{_format_effort(effort.start)} to {_format_effort(effort.end)}"
        case WordEffort():
            scaled = "" if effort.scale == 1 else f"{format_percent(effort.scale)} of "
            return f"{scaled}{effort.word}"
        case RpeEffort():
            return f"rpe {format_number(effort.rpe)}"
        case CriticalPowerEffort():
            return f"{format_percent(effort.share)} CP"
        case PowerEffort():
            return f"{format_number(effort.power_w)} W"
        case HeartRateEffort():
            return f"{format_number(effort.heart_rate_bpm)} bpm"


def _format_postures(postures: _Postures) -> str:
    first, *later = postures
    changes = (f" then {change.posture} from {format_percent(change.at)}" for change in later)
    return first.posture + "".join(changes)


def _format_cadence(cadence: CadenceBand) -> str:
    low, high = format_number(cadence.low_rpm), format_number(cadence.high_rpm)
    return f"{low} rpm" if low == high else f"{low}-{high} rpm"
