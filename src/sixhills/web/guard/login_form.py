"""The form to log in: a page of the gate without script, in the browser's language."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from sixhills.web.guard.gate_page import make_page, pick_language


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What the form says; `too_often` takes the seconds to wait."""

    title: str
    name: str
    password: str
    log_in: str
    wrong: str
    too_often: str


_WORDS = {
    "en": _Words(
        title="Log in",
        name="Name",
        password="Password",  # noqa: S106 - a word on the page
        log_in="Log in",
        wrong="That is not a name and its password.",
        too_often="That was too often in a short time: try again in {} seconds.",
    ),
    "de": _Words(
        title="Anmelden",
        name="Name",
        password="Passwort",  # noqa: S106 - a word on the page
        log_in="Anmelden",
        wrong="Das ist kein Name mit seinem Passwort.",
        too_often="Das war zu oft in kurzer Zeit: versuch es in {} Sekunden wieder.",
    ),
}


def show_form(languages: str, *, wrong: bool = False, wait_s: int | None = None) -> str:
    """The form as HTML.

    Args:
        languages: what the browser says that its user reads (`Accept-Language`).
        wrong: whether name or password were wrong.
        wait_s: seconds until it may be tried again, None where it may be now.
    """
    language = pick_language(languages)
    words = _WORDS[language]
    told = words.wrong if wrong else "" if wait_s is None else words.too_often.format(wait_s)
    alert = f"<p role=alert>{escape(told)}</p>" if told else ""
    form = (
        f'<h1>sixhills</h1>{alert}<form method="post" action="/login">'
        f'<label>{words.name} <input name="name" autocomplete="username" autocapitalize="none" '
        "required></label>"
        f'<label>{words.password} <input name="password" type="password" '
        'autocomplete="current-password" required></label>'
        f"<button>{words.log_in}</button></form>"
    )
    return make_page(language, f"{words.title} · sixhills", form)
