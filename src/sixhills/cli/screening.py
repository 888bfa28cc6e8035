"""`sixhills screening`: questions about health, what follows from them, and when to stop."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import print_json, print_notes, print_sentence
from sixhills.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.care.screening import Question, Screened


def screening(
    *,
    yes: Annotated[
        str | None,
        typer.Option("--yes", metavar="KEYS", help="What is so, such as knee,heart; for scripts."),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="Nothing of it is so.")] = False,
    cleared: Annotated[
        bool,
        typer.Option("--cleared", help="With --yes: a professional said that riding hard is fine."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Answer questions about your health; every ride from then on keeps to what follows."""
    from sixhills.store.home import data_home
    from sixhills.usecases.screening import save_screening

    home, today = data_home(), _today()
    told = _read_told(yes, none=none, cleared=cleared)
    if told is None and not as_json:
        ask_health(home, today)
        show_stop_rules()
        return
    screened = None
    if told is not None:
        screened = save_screening(home, told, cleared=cleared, today=today)
    if as_json:
        _print_known(home, today)
    elif screened is not None:
        _show(screened)
        show_stop_rules()


def ask_health(home: Path, today: date) -> None:
    """Ask all questions in this terminal, store the answers, show what follows."""
    from sixhills.care.screening import QUESTIONS, needs_clearance
    from sixhills.usecases.screening import save_screening

    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise InputError(
            "this asks questions and needs a terminal",
            remedy="in a script use --yes KEYS or --none; --json shows the questions",
        )
    print_sentence(
        f"{len(QUESTIONS)} questions about your health, so that no ride asks too much of you. The "
        "answers stay on this computer."
    )
    yes = [question.key for question in QUESTIONS if _ask(question)]
    cleared = needs_clearance(yes) and typer.confirm(
        "Did a doctor or other professional who knows this say that you may ride hard?",
        default=False,
    )
    _show(save_screening(home, yes, cleared=cleared, today=today))


def ask_health_when_due(home: Path, today: date) -> None:
    """Ask where it is time to, and say why."""
    from sixhills.usecases.screening import screening_due

    reason = screening_due(home, today)
    if reason is not None:
        print_sentence(reason)
        ask_health(home, today)


def note_health_due(home: Path, today: date) -> None:
    """Print a note, beside the data, where it is time to ask about health."""
    from sixhills.usecases.screening import screening_due

    reason = screening_due(home, today)
    if reason is not None:
        print_notes([f"{reason} Take two minutes for it: `sixhills screening`."])


def show_stop_rules() -> None:
    """Print when to stop a ride."""
    from sixhills.care.stop_rules import STOP_RULES

    print_sentence("Stop the ride at once at any of these:")
    for rule in STOP_RULES:
        print_sentence(rule, mark="- ")


def _read_told(yes: str | None, *, none: bool, cleared: bool) -> tuple[str, ...] | None:
    """The keys given as options; None where the options say nothing."""
    if none and (yes is not None or cleared):
        raise InputError("--none goes without --yes and --cleared", remedy="give one of them")
    if cleared and yes is None:
        raise InputError("--cleared needs --yes", remedy="say what is so, such as --yes heart")
    if none:
        return ()
    if yes is None:
        return None
    keys = tuple(key.strip().lower() for key in yes.split(",") if key.strip())
    if not keys:
        raise InputError("--yes names nothing", remedy="give --none where nothing is so")
    return keys


def _ask(question: Question) -> bool:
    return typer.confirm(f"{question.text}\n  ({question.why})", default=None)


def _show(screened: Screened) -> None:
    from sixhills.care.limits_told import tell_limits

    for sentence in screened.advice:
        print_sentence(sentence, mark="! ")
    for sentence in tell_limits(screened.limits):
        print_sentence(sentence, mark="→ ")
    if not screened.limits.bind:
        print_sentence("Nothing of this limits your rides.")
    print_sentence("This is training advice, not medical advice: when in doubt, ask a doctor.")


def _print_known(home: Path, today: date) -> None:
    from sixhills.care.screening import QUESTIONS
    from sixhills.care.stop_rules import STOP_RULES
    from sixhills.usecases.profile import load_profile
    from sixhills.usecases.screening import load_answers, screening_due

    answers = load_answers(home)
    print_json(
        {
            "due": screening_due(home, today),
            "day": answers.day if answers else None,
            "yes": answers.yes if answers else None,
            "cleared": answers.cleared if answers else None,
            "limits": asdict(load_profile(home).rider.limits),
            "advice": answers.decided.advice if answers else None,
            "questions": {question.key: question.text for question in QUESTIONS},
            "stop_rules": STOP_RULES,
        }
    )


def _today() -> date:
    return datetime.now().astimezone().date()
