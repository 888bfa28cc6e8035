"""Writes docs/formats.md: what each format of workouts can carry, from the loss report's own table.

python generator/make_formats_page.py
"""

from __future__ import annotations

from pathlib import Path

from sixhills.formats.workouts.features import (
    CAPABILITIES,
    FORM_NAMES,
    READ_ONLY,
    Carries,
    Fate,
    Feature,
    Form,
)

PAGE = Path(__file__).parents[1] / "docs" / "formats.md"

SIGNS = {
    Fate.KEPT: "kept",
    Fate.APPROXIMATED: "near",
    Fate.TEXT: "text",
    Fate.DROPPED: "–",
}

HEAD = """# Formats

Written by `generator/make_formats_page.py` from the table that the loss report of
`sixhills convert` uses (`formats/workouts/features.py`), so the two cannot disagree.

## Rides

| format | read | written | what is special |
|---|---|---|---|
| FIT | yes | yes | of damaged files all that is whole, several files end to end |
| TCX, GPX | yes | no | power and heart rate from the extensions of Garmin and Strava |
| CSV | yes | yes | tables of a row a second or so, by the names and units of their columns |
| .gz, .zip | yes | no | one file, or exports of thousands, in archives within archives too |
| FIT course | no | yes | a route for a head unit |

How FIT is read: [decision 37](decisions/0037-fit-reader.md). A ride that lies in two files, by two
devices or from two programs, is kept once.

## Workouts

*kept*: it is there in the format's own words. *near*: something close to it is, and the loss report
says how close. *text*: it is told in words. *–*: it is lost. Whatever sixhills writes also carries
its own text form ([workout-text.md](workout-text.md)) where no other program looks, so that nothing
is lost when it comes back unchanged.
"""

READS = """
Read and not written: {only_read}. Tacx videos (.pgmf, .rlv) and kaiord's own .krd are refused.
Not tried inside Zwift, on Garmin devices or in QZ: what is said of them follows from public files,
readers and descriptions. Cues at a time within a step of intervals.icu follow users' examples.

A reader is lenient: what it mends or leaves out is a warning with its line and rule, and `--strict`
makes it an error. `sixhills workouts lint` shows them.

## How
"""


def make_page() -> str:
    """The whole page."""
    forms = [form for form in Form if form in CAPABILITIES]
    titles = " | ".join(FORM_NAMES[form] for form in forms)
    lines = [HEAD, f"| | {titles} |", "|---|" + "---|" * len(forms)]
    for feature in Feature:
        cells = " | ".join(SIGNS[CAPABILITIES[form][feature].fate] for form in forms)
        lines.append(f"| {feature} | {cells} |")
    only_read = ", ".join(FORM_NAMES[form] for form in sorted(READ_ONLY))
    lines.append(READS.format(only_read=only_read))
    for form in forms:
        lines += [f"### {FORM_NAMES[form]}", "", f"Files end in `{form.value}`.", ""]
        lines += [_explain(feature, carries) for feature, carries in CAPABILITIES[form].items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _explain(feature: Feature, carries: Carries) -> str:
    how = f": {carries.how}" if carries.how else ""
    return f"- {feature}: {carries.fate}{how}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(make_page(), "utf-8")


if __name__ == "__main__":
    main()
