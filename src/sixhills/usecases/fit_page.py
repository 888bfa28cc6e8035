"""The fit of a bike as a page asks for it: what is known, an inseam, a picture, a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.body.figure import RiderFigure, draw_rider
from sixhills.body.fit_guidance import Guidance, choose_guidance
from sixhills.body.fit_place import MarkedHeight, MarkedMove, Marks
from sixhills.body.leg import USUAL_INSEAM, BikeGeometry, Leg, size_leg
from sixhills.body.saddle import (
    TARGET_DEG,
    HeightInterval,
    KneeAngle,
    Line,
    SaddleMove,
    advise_move,
)
from sixhills.body.still import Marked, Plumb, StillPose, measure_picture
from sixhills.body.what_if import Change, Effect, find_effect, match_extension
from sixhills.care.complaints import COMPLAINTS, ONE_AT_A_TIME, Complaint
from sixhills.errors import require
from sixhills.usecases.fit_memory import (
    MOVES,
    FitNote,
    Measures,
    find_flexion_deg,
    list_fit_notes,
    load_marks,
    load_measures,
    name_bike,
    note_fit,
    save_marks,
    save_measures,
)
from sixhills.usecases.fitting import HEEL_STEPS, fit_by_inseam
from sixhills.usecases.profile import Overrides, load_profile

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_HEIGHT_OF_INSEAM = 1.08  # from the pedal, where nothing is known of a saddle, for a drawing
_USUAL_TRUNK_DEG = 50.0
_UPRIGHT_DEG = (10.0, 90.0)


@dataclass(frozen=True, kw_only=True)
class FitPage:
    """What is known of the fit of a bike, and what can be done about it.

    Attributes:
        bike: its name.
        kind: "exercise", "trainer" or "road".
        heel_steps: the half-minute start.
        measures: of rider and bike.
        marks: how the holes of the seat post lie, or None where they were not measured.
        mark: in which the saddle is, as last told, or None.
        height_m: of the saddle from the pedal, as last told, or None.
        notes: what was found and done, the latest first.
        guidance: what else there is to the fit.
        complaints: what may hurt or go numb.
        one_at_a_time: how to change anything, one plain sentence.
    """

    bike: str
    kind: str
    heel_steps: tuple[str, ...]
    measures: Measures
    marks: Marks | None
    mark: int | None
    height_m: float | None
    notes: tuple[FitNote, ...]
    guidance: tuple[Guidance, ...]
    complaints: tuple[Complaint, ...]
    one_at_a_time: str


@dataclass(frozen=True, kw_only=True)
class InseamStart:
    """Where to begin by inseam.

    Attributes:
        from_pedal, from_bottom_bracket: the same interval from either line.
        start_from_pedal_m, start_from_bottom_bracket_m: where to begin.
        marked: the hole or mark that comes nearest, or None where none were measured.
    """

    from_pedal: HeightInterval
    from_bottom_bracket: HeightInterval
    start_from_pedal_m: float
    start_from_bottom_bracket_m: float
    marked: MarkedHeight | None


@dataclass(frozen=True, kw_only=True)
class ToldPlace:
    """Where the saddle is now.

    Attributes:
        method: how it came there: "heel", "inseam" or "moved".
        height_m: from the pedal, or None where it was not measured.
        mark: its hole or mark, or None likewise.
    """

    method: str = "moved"
    height_m: float | None = None
    mark: int | None = None

    def __post_init__(self) -> None:
        require(self.method in MOVES, "method", f"one of {MOVES}", self.method)
        height = self.height_m
        require(height is None or 0.45 <= height <= 1.3, "height_m", "0.45 to 1.3", height)


@dataclass(frozen=True, kw_only=True)
class ToldAngle:
    """A knee angle that was measured elsewhere.

    Attributes:
        flexion_deg: at fullest extension; 0 is a straight leg.
        kind: in motion, or with the bike standing still.
        sd_deg: how sure it is.
        keep: whether it joins the history.
    """

    flexion_deg: float
    kind: KneeAngle
    sd_deg: float = 4.0
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class ToldPicture:
    """A picture that was marked twice; the picture itself stays in the browser.

    Attributes:
        first, second: the marks.
        plumb: something upright, or None.
        kind: whether it was taken in motion, or with the bike standing still.
        keep: whether it joins the history.
    """

    first: Marked
    second: Marked
    kind: KneeAngle
    plumb: Plumb | None = None
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class AngleAnswer:
    """What a knee angle says.

    Attributes:
        kind: static or dynamic.
        flexion_deg, sd_deg: the angle and how sure it is.
        target_deg: what fits most riders, low and high.
        move: what to do.
        marked: the same in holes or marks; None without them, or where it is not known in which
            one the saddle is.
    """

    kind: KneeAngle
    flexion_deg: float
    sd_deg: float
    target_deg: tuple[float, float]
    move: SaddleMove
    marked: MarkedMove | None


@dataclass(frozen=True, kw_only=True)
class DrawnFit:
    """A rider on a bike, to draw.

    Attributes:
        figure: where everything is.
        measured: whether the knee bends as it was measured in motion; else as usual.
        placed: whether the saddle is where it was told to be; else where a start would be.
    """

    figure: RiderFigure
    measured: bool
    placed: bool


@dataclass(frozen=True, kw_only=True)
class PictureAnswer:
    """What a picture says: all its angles, and what that of the knee means."""

    pose: StillPose
    answer: AngleAnswer


def show_fit(home: Path, bike: str) -> FitPage:
    """What is known of the fit of a bike.

    Raises:
        NotFoundError: there is no such bike.
    """
    equipment = load_profile(home, Overrides(bike=bike)).equipment
    notes = list_fit_notes(home, equipment.name)
    marks = load_marks(home, equipment.name)
    mark, height_m = _find_place(notes, marks)
    return FitPage(
        bike=equipment.name,
        kind=equipment.kind,
        heel_steps=HEEL_STEPS,
        measures=load_measures(home, equipment.name),
        marks=marks,
        mark=mark,
        height_m=height_m,
        notes=notes[::-1],
        guidance=choose_guidance(equipment.kind),
        complaints=COMPLAINTS,
        one_at_a_time=ONE_AT_A_TIME,
    )


def start_by_inseam(home: Path, bike: str, measures: Measures) -> InseamStart:
    """Where to begin by inseam; the measures are remembered.

    Raises:
        NotFoundError: there is no such bike.
        InvalidValueError: no inseam is told.
    """
    require(measures.inseam_m is not None, "inseam_m", "told", measures.inseam_m)
    inseam_m = measures.inseam_m or 0.0
    save_measures(home, bike, measures)
    answer = fit_by_inseam(
        home,
        inseam_m,
        crank_m=measures.crank_m,
        seat_tube_deg=measures.seat_tube_deg,
        bike=bike,
    )
    bracket = answer.interval.along(Line.BOTTOM_BRACKET)
    return InseamStart(
        from_pedal=answer.interval,
        from_bottom_bracket=bracket,
        start_from_pedal_m=answer.interval.start_m,
        start_from_bottom_bracket_m=bracket.start_m,
        marked=answer.marked,
    )


def tell_marks(home: Path, bike: str, marks: Marks) -> FitPage:
    """Remember how the holes or marks of a bike lie.

    Raises:
        NotFoundError: there is no such bike.
    """
    save_marks(home, bike, marks)
    return show_fit(home, bike)


def tell_place(home: Path, bike: str, told: ToldPlace, *, today: date) -> FitPage:
    """Remember where the saddle of a bike is now.

    Raises:
        NotFoundError: there is no such bike.
        InvalidValueError: its post has no such mark.
    """
    name = name_bike(home, bike)
    marks = load_marks(home, name)
    if marks is not None and told.mark is not None:
        marks.require_mark(told.mark)
    note = FitNote(bike=name, day=today, method=told.method, height_m=told.height_m, mark=told.mark)
    note_fit(home, note)
    return show_fit(home, bike)


def judge_told_angle(home: Path, bike: str, told: ToldAngle, *, today: date) -> AngleAnswer:
    """What an angle says of a saddle, in millimetres and in holes.

    Raises:
        NotFoundError: there is no such bike.
        InvalidValueError: no knee bends so.
    """
    return _answer(home, bike, told, method="angle", today=today)


def judge_picture(home: Path, bike: str, told: ToldPicture, *, today: date) -> PictureAnswer:
    """What a picture that was marked twice says of a saddle.

    Raises:
        NotFoundError: there is no such bike.
        PoorPictureError: the marks tell nothing.
    """
    pose = measure_picture(told.first, told.second, told.plumb)
    angle = ToldAngle(
        flexion_deg=pose.knee.deg, sd_deg=pose.knee.sd_deg, kind=told.kind, keep=told.keep
    )
    trunk_deg = None if pose.trunk is None else pose.trunk.deg
    answer = _answer(home, bike, angle, method="picture", today=today, trunk_deg=trunk_deg)
    return PictureAnswer(pose=pose, answer=answer)


def draw_fit(home: Path, bike: str) -> DrawnFit:
    """The stored rider on a bike as it is set, or as it would be for a start.

    Raises:
        NotFoundError: there is no such bike.
        ReachError: the leg does not reach the pedal.
    """
    known = _load_known(home, bike)
    figure = draw_rider(known.leg, known.geometry, known.rider_height_m, known.trunk_deg)
    return DrawnFit(figure=figure, measured=known.measured, placed=known.placed)


def try_change(home: Path, bike: str, change: Change) -> Effect:
    """What a change of the fit would do to the stored rider.

    Raises:
        NotFoundError: there is no such bike.
        ReachError: the leg would not reach the pedal.
    """
    known = _load_known(home, bike)
    return find_effect(known.leg, known.geometry, change)


def _answer(
    home: Path,
    bike: str,
    told: ToldAngle,
    *,
    method: str,
    today: date,
    trunk_deg: float | None = None,
) -> AngleAnswer:
    name = name_bike(home, bike)
    move = advise_move(told.flexion_deg, told.sd_deg, told.kind)
    marks = load_marks(home, name)
    mark, height_m = _find_place(list_fit_notes(home, name), marks)
    if told.keep:
        note = FitNote(
            bike=name, day=today, method=method, height_m=height_m, mark=mark,
            flexion_deg=told.flexion_deg, sd_deg=told.sd_deg, kind=told.kind, trunk_deg=trunk_deg,
        )  # fmt: skip
        note_fit(home, note)
    return AngleAnswer(
        kind=told.kind,
        flexion_deg=told.flexion_deg,
        sd_deg=told.sd_deg,
        target_deg=TARGET_DEG[told.kind],
        move=move,
        marked=marks.move(mark, move) if marks is not None and mark is not None else None,
    )


def _find_place(notes: tuple[FitNote, ...], marks: Marks | None) -> tuple[int | None, float | None]:
    """Hole and height of the saddle as last told; of a hole the height follows."""
    for note in reversed(notes):
        if marks is not None and note.mark is not None and marks.holds(note.mark):
            return note.mark, marks.height_m(note.mark)
        if note.height_m is not None:
            return None, note.height_m
    return None, None


@dataclass(frozen=True, kw_only=True)
class _Known:
    """A rider on a bike, as far as known."""

    leg: Leg
    geometry: BikeGeometry
    rider_height_m: float
    trunk_deg: float
    measured: bool
    placed: bool


def _load_known(home: Path, bike: str) -> _Known:
    name = name_bike(home, bike)
    rider, measures = load_profile(home).rider, load_measures(home, name)
    notes = list_fit_notes(home, name)
    inseam_m = measures.inseam_m or USUAL_INSEAM * rider.height_m
    _, told_m = _find_place(notes, load_marks(home, name))
    geometry = BikeGeometry(
        saddle_height_m=(told_m or _HEIGHT_OF_INSEAM * inseam_m) - measures.crank_m,
        seat_tube_deg=measures.seat_tube_deg,
        crank_m=measures.crank_m,
    )
    leg = size_leg(rider.height_m, measures.inseam_m)
    measured_deg = find_flexion_deg(notes)
    usual_deg = sum(TARGET_DEG[KneeAngle.DYNAMIC]) / 2.0
    trunks = [note.trunk_deg for note in notes if note.trunk_deg is not None]
    low, high = _UPRIGHT_DEG
    return _Known(
        leg=leg,
        geometry=match_extension(leg, geometry, measured_deg or usual_deg),
        rider_height_m=rider.height_m,
        trunk_deg=min(high, max(low, trunks[-1] if trunks else _USUAL_TRUNK_DEG)),
        measured=measured_deg is not None,
        placed=told_m is not None,
    )
