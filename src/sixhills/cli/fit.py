"""`sixhills fit`: saddle height in three steps, each better than the one before."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.body.saddle import KneeAngle, Line, Verdict
from sixhills.cli.options import BikeOption, JsonOption
from sixhills.cli.output import print_json, print_sentence

if TYPE_CHECKING:
    from datetime import date

    from sixhills.body.fit_place import MarkedMove
    from sixhills.body.motion import KneeMotion
    from sixhills.body.saddle import SaddleMove

app = typer.Typer(help="Fit the saddle to your legs.", no_args_is_help=True)

_FROM = {Line.PEDAL: "the pedal spindle", Line.BOTTOM_BRACKET: "the middle of the cranks"}
_HAND_SD_DEG = 4.0


@app.command("heel", help="A start in half a minute, without any tool.")
def heel(*, as_json: JsonOption = False) -> None:
    """Say how to find a start with the heel."""
    from sixhills.usecases.fitting import HEEL_STEPS

    if as_json:
        print_json({"method": "heel", "steps": HEEL_STEPS})
        return
    for number, step in enumerate(HEEL_STEPS, 1):
        print_sentence(step, mark=f"{number}. ")


@app.command("inseam", help="Where to put the saddle, by the inside length of your leg.")
def inseam(
    cm: Annotated[float, typer.Argument(help="Floor to crotch in cycling shoes, in cm.")],
    *,
    crank_mm: Annotated[float, typer.Option("--crank", metavar="MM")] = 170.0,
    seat_tube_deg: Annotated[float, typer.Option("--seat-tube", metavar="DEG")] = 73.0,
    line: Annotated[Line, typer.Option("--from", help="Line to measure from.")] = Line.PEDAL,
    bike: BikeOption = None,
    as_json: JsonOption = False,
) -> None:
    """An interval to begin in, from formulas that were found independently."""
    from sixhills.store.home import data_home
    from sixhills.usecases.fitting import fit_by_inseam

    answer = fit_by_inseam(
        data_home(),
        cm / 100.0,
        crank_m=crank_mm / 1000.0,
        seat_tube_deg=seat_tube_deg,
        line=line,
        bike=bike,
    )
    interval = answer.interval
    if as_json:
        plain = {**asdict(interval), "start_m": interval.start_m, "method": "inseam"}
        print_json({**plain, "marked": asdict(answer.marked) if answer.marked else None})
        return
    print_sentence(
        f"Between {100 * interval.low_m:.1f} and {100 * interval.high_m:.1f} cm from "
        f"{_FROM[interval.line]} to the top of the saddle, along the seat tube. Begin at "
        f"{100 * interval.start_m:.1f} cm."
    )
    for member in interval.members:
        told = f"{100 * member.height_m:.1f} cm from {_FROM[member.line]}"
        print_sentence(f"{member.name}: {told} ({member.source})", mark="· ")
    if answer.marked is not None:
        off_mm = 1000 * answer.marked.off_m
        side = "higher" if off_mm > 0 else "lower"
        print_sentence(f"On this bike: {answer.marked.mark}, {abs(off_mm):.0f} mm {side}.")
    print_sentence("Next, measure the knee in motion: `sixhills fit angles` or `fit points`.")


@app.command("angles", help="What a measured knee angle says of the saddle.")
def angles(
    flexion_deg: Annotated[
        float, typer.Argument(help="Knee flexion at fullest extension; 0 is a straight leg.")
    ],
    *,
    kind: Annotated[
        KneeAngle, typer.Option("--kind", help="In motion, or with the bike standing still.")
    ] = KneeAngle.DYNAMIC,
    sd_deg: Annotated[
        float, typer.Option("--sd", metavar="DEG", help="How sure the angle is.")
    ] = _HAND_SD_DEG,
    bike: BikeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Judge an angle, remember it, and say how to move the saddle."""
    from sixhills.store.home import data_home
    from sixhills.usecases.fit_memory import name_bike
    from sixhills.usecases.fit_page import ToldAngle, judge_told_angle

    home, told = (
        data_home(),
        ToldAngle(flexion_deg=flexion_deg, kind=kind, sd_deg=sd_deg, keep=True),
    )
    answer = judge_told_angle(home, name_bike(home, bike), told, today=_today())
    if as_json:
        marked = asdict(answer.marked) if answer.marked else None
        print_json({**asdict(answer.move), "kind": kind.value, "marked": marked})
        return
    _show_move(answer.move, flexion_deg, sd_deg, kind, answer.marked)


@app.command("points", help="The knee's angles from a table of points, frame by frame.")
def points(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="time_s, hip_x, hip_y, ...")],
    *,
    source: Annotated[
        str, typer.Option("--source", help="hand, marker or automatic: what points are worth.")
    ] = "hand",
    bike: BikeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure a film that was turned into points, and say how to move the saddle."""
    from sixhills.body.motion import PointSource
    from sixhills.errors import InputError
    from sixhills.usecases.fitting import judge_angle, measure_points

    if source not in set(PointSource):
        raise InputError(f'points cannot come from "{source}"', remedy="hand, marker or automatic")
    motion = measure_points(file, PointSource(source))
    kind = KneeAngle.DYNAMIC
    move = judge_angle(motion.extension_deg, motion.sd_deg, kind)
    _remember(bike, "points", motion.extension_deg, motion.sd_deg, kind)
    if as_json:
        print_json({"motion": asdict(motion), "move": asdict(move), "kind": kind.value})
        return
    _show_motion(motion)
    _show_move(move, motion.extension_deg, motion.sd_deg, kind)


@app.command("marks", help="Tell how the holes of a seat post lie, once.")
def marks(
    first: Annotated[str, typer.Argument(help="A hole and its height, like 3=80.5 (cm).")],
    second: Annotated[str, typer.Argument(help="Another one, like 9=95.")],
    *,
    lowest: Annotated[int, typer.Option("--lowest", help="Number of the lowest hole.")] = 1,
    highest: Annotated[int, typer.Option("--highest", help="Number of the highest hole.")] = 20,
    bike: BikeOption = None,
) -> None:
    """Remember two measured holes: all others follow."""
    from sixhills.body.fit_place import Marks
    from sixhills.store.home import data_home
    from sixhills.usecases.fit_memory import name_bike, save_marks

    (one, one_m), (other, other_m) = _read_mark(first), _read_mark(second)
    post = Marks(
        first_mark=one, first_height_m=one_m, second_mark=other, second_height_m=other_m,
        lowest_mark=min(lowest, highest), highest_mark=max(lowest, highest),
    )  # fmt: skip
    home = data_home()
    name = name_bike(home, bike)
    save_marks(home, name, post)
    print_sentence(f"One hole of {name} is {1000 * abs(post.pitch_m):.0f} mm.")


@app.command("place", help="Tell where the saddle is now, so that advice can be in holes.")
def place(
    *,
    hole: Annotated[int | None, typer.Option("--hole", help="Its hole or mark.")] = None,
    cm: Annotated[
        float | None, typer.Option("--cm", help="From the lowest pedal's spindle to its top.")
    ] = None,
    bike: BikeOption = None,
) -> None:
    """Remember a hole or a height."""
    from sixhills.errors import InputError
    from sixhills.store.home import data_home
    from sixhills.usecases.fit_memory import name_bike
    from sixhills.usecases.fit_page import ToldPlace, tell_place

    if hole is None and cm is None:
        raise InputError("no place is told", remedy="--hole 5, or --cm 88.5")
    home = data_home()
    told = ToldPlace(mark=hole, height_m=None if cm is None else cm / 100.0)
    page = tell_place(home, name_bike(home, bike), told, today=_today())
    print_sentence(f"Noted for {page.bike}.")


@app.command("pain", help="What may be behind pain or numbness on the bike, and what to change.")
def pain(
    where: Annotated[str, typer.Argument(help="knee, back, hip, neck, hands, feet or seat.")] = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Possible reasons, what to try, and when to have it looked at; no diagnosis."""
    from sixhills.care.complaints import COMPLAINTS, ONE_AT_A_TIME, find_complaints
    from sixhills.errors import NotFoundError

    found = find_complaints(where)
    if not found:
        names = ", ".join(dict.fromkeys(one.key.split("-")[0] for one in COMPLAINTS))
        raise NotFoundError(f'nothing is known of "{where}"', remedy=f"one of {names}")
    if as_json:
        print_json({"complaints": [asdict(one) for one in found], "note": ONE_AT_A_TIME})
        return
    for one in found:
        print_sentence(f"{one.where}:")
        for reason in one.reasons:
            print_sentence(reason, mark="? ")
        for change in one.changes:
            print_sentence(change, mark="· ")
        print_sentence(one.see_someone, mark="! ")
    print_sentence(ONE_AT_A_TIME)


@app.command("history", help="What was found and done about the fit of your bikes.")
def history(*, bike: BikeOption = None, as_json: JsonOption = False) -> None:
    """List it, the earliest first."""
    from sixhills.store.home import data_home
    from sixhills.usecases.fit_memory import list_fit_notes

    notes = list_fit_notes(data_home(), bike)
    if as_json:
        print_json({"notes": [asdict(note) for note in notes]})
        return
    for note in notes:
        angle = f", knee {note.flexion_deg:.0f}° ± {note.sd_deg:.0f}" if note.flexion_deg else ""
        print_sentence(f"{note.day:%Y-%m-%d} {note.bike}: {note.method}{angle}")


def _today() -> date:
    return datetime.now().astimezone().date()


def _read_mark(text: str) -> tuple[int, float]:
    from sixhills.errors import InputError

    try:
        mark, height_cm = text.split("=")
        return int(mark), float(height_cm) / 100.0
    except ValueError as error:
        raise InputError(f"cannot read {text!r}", remedy="write it like 3=80.5") from error


def _remember(
    bike: str | None, method: str, flexion_deg: float, sd_deg: float, kind: KneeAngle
) -> None:
    from sixhills.store.home import data_home
    from sixhills.usecases.fit_memory import FitNote, name_bike, note_fit

    home = data_home()
    name = name_bike(home, bike)
    day = _today()
    note_fit(
        home,
        FitNote(
            bike=name, day=day, method=method, flexion_deg=flexion_deg, sd_deg=sd_deg, kind=kind
        ),
    )


def _show_motion(motion: KneeMotion) -> None:
    print_sentence(
        f"{motion.turns} turns at {motion.cadence_rpm:.0f} rpm, {motion.frames} frames. Knee at "
        f"fullest extension {motion.extension_deg:.1f}° ± {motion.sd_deg:.1f} (from turn to turn "
        f"± {motion.repeat_sd_deg:.1f})."
    )
    for doubt in motion.doubts:
        print_sentence(doubt, mark="! ")


def _show_move(
    move: SaddleMove,
    flexion_deg: float,
    sd_deg: float,
    kind: KneeAngle,
    marked: MarkedMove | None = None,
) -> None:
    from sixhills.body.saddle import TARGET_DEG

    low, high = TARGET_DEG[kind]
    how = "in motion" if kind is KneeAngle.DYNAMIC else "with the bike standing still"
    print_sentence(
        f"{flexion_deg:.0f}° ± {sd_deg:.0f} {how}; {low:.0f} to {high:.0f}° fits most riders."
    )
    if move.verdict is Verdict.PLAUSIBLE:
        print_sentence("Nothing says that the saddle is wrong. Leave it if it feels good.")
        return
    up = "Raise" if move.move_m > 0 else "Lower"
    by = f"{up} it by {1000 * abs(move.move_m):.0f} mm" if marked is None else _say_mark(marked)
    print_sentence(
        f"The saddle is clearly {move.verdict}. {by}, ride two or three easy rides, and measure "
        "again."
    )


def _say_mark(marked: MarkedMove) -> str:
    left = f"about {1000 * abs(marked.left_m):.0f} mm are left to the range"
    if marked.move_m == 0:
        return f"The next hole would be too far: stay in {marked.mark} ({left})"
    up = "up" if marked.move_m > 0 else "down"
    return f"Go to {marked.mark}, {1000 * abs(marked.move_m):.0f} mm {up} ({left})"
