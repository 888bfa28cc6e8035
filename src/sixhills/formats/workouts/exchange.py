"""Files to plans and back, whatever the format.

What we write carries our own text form along where there is one, behind a fingerprint of what the
file shows. What we read takes it back only if the file still shows that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.errors import FormatError
from sixhills.formats.plain_text import decode_text
from sixhills.formats.workouts import carrier
from sixhills.formats.workouts.features import FORM_NAMES, READ_ONLY, Form
from sixhills.formats.workouts.known import CODECS, find_form
from sixhills.formats.workouts.losses import LossReport, make_report
from sixhills.formats.workouts.own import make_workout, plan_workout
from sixhills.workout.text import format_workout, parse_workout

if TYPE_CHECKING:
    from sixhills.formats.workouts.plan import Plan
    from sixhills.formats.workouts.reading import Warned
    from sixhills.rider import Rider


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A file as a plan.

    Attributes:
        form: of the file.
        plan: what it asks for; with our own text form where the file carried it unchanged.
        warnings: what was repaired or left out.
        notes: what was assumed.
    """

    form: Form
    plan: Plan
    warnings: tuple[Warned, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A plan as a file, and what became of everything in it."""

    data: bytes
    report: LossReport


def read_plan(data: bytes, suffix: str, rider: Rider, *, strict: bool = False) -> Imported:
    """The workout in a file.

    Args:
        data: the file.
        suffix: of its name.
        rider: for whom words and ratings of our own text form become shares of FTP.
        strict: whether any warning is an error.

    Raises:
        WorkoutTextError: our own text form has a fault.
        FormatError: it is in no format that is read here, has no step, or is strictly read and
            has a fault.
    """
    form = find_form(data, suffix)
    if form is Form.OWN:
        workout = parse_workout(decode_text(data))
        return Imported(form=form, plan=plan_workout(workout, rider))
    if form is Form.ERG and suffix.lower() == ".mrc":
        form = Form.MRC
    found = CODECS[form].read(data)
    if strict and found.warnings:
        raise FormatError(
            str(found.warnings[0]), remedy="leave out --strict to read it all the same"
        )
    plan, notes = found.plan, found.notes
    if found.carried is not None:
        if carrier.take_fingerprint(plan) == found.carried.fingerprint:
            plan = replace(plan, own=found.carried.text)
        else:
            notes = (*notes, "The file was changed since sixhills wrote it: what it shows counts.")
    return Imported(form=form, plan=plan, warnings=found.warnings, notes=notes)


def export_plan(plan: Plan, form: Form) -> Exported:
    """A plan as a file of a format.

    Raises:
        FormatError: the format is read only.
        InvalidValueError: our own text form cannot hold it.
    """
    if form is Form.OWN:
        workout, off = make_workout(plan)
        report = make_report(plan, form, off, is_carried=plan.own is not None)
        if plan.own is not None:
            report = replace(report, losses=tuple(loss for loss in report.losses if not loss.how))
        return Exported(data=format_workout(workout).encode(), report=report)
    codec = CODECS[form]
    if form in READ_ONLY or codec.write is None:
        raise FormatError(f"{FORM_NAMES[form]} is read and not written here")
    written = codec.write(plan, None)
    if plan.own is not None:
        shown = codec.read(written.data).plan
        written = codec.write(plan, carrier.pack(plan.own, shown))
    report = make_report(plan, form, written.amounts, is_carried=plan.own is not None)
    report = replace(report, notes=written.notes)
    return Exported(data=written.data, report=report)
