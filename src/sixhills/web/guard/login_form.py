"""The form to log in: a page of the gate without script, in the browser's language."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

_STYLE = """:root{color-scheme:light dark;--ground:#f4f7f3;--card:#fff;--ink:#14211a;--edge:#84938a;
--accent:#14532d;--on:#fff;--bad:#b3261e}@media(prefers-color-scheme:dark){:root{--ground:#0f1712;
--card:#18231c;--ink:#eef4ef;--edge:#6d8176;--accent:#7fd8a0;--on:#06230f;--bad:#ff9d94}}
body{font:1.1rem/1.5 system-ui,sans-serif;max-width:22rem;margin:12vh auto;padding:0 1rem;
background:var(--ground);color:var(--ink)}form{display:grid;gap:1rem}label{display:grid;gap:.3rem}
input,button{font:inherit;min-height:3rem;padding:.3rem .8rem;border:1px solid var(--edge);
border-radius:.6rem;background:var(--card);color:inherit}button{background:var(--accent);
border-color:var(--accent);color:var(--on);font-weight:650}[role=alert]{color:var(--bad);
font-weight:600}:focus-visible{outline:3px solid #7c3aed;outline-offset:2px}"""


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
    language = _pick(languages)
    words = _WORDS[language]
    told = words.wrong if wrong else "" if wait_s is None else words.too_often.format(wait_s)
    alert = f"<p role=alert>{escape(told)}</p>" if told else ""
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{words.title} · sixhills</title><style>{_STYLE}</style><main>"
        f'<h1>sixhills</h1>{alert}<form method="post" action="/login">'
        f'<label>{words.name} <input name="name" autocomplete="username" autocapitalize="none" '
        "required></label>"
        f'<label>{words.password} <input name="password" type="password" '
        'autocomplete="current-password" required></label>'
        f"<button>{words.log_in}</button></form></main></html>"
    )


def _pick(languages: str) -> str:
    """The first language of a list like "de-DE,de;q=0.9,en;q=0.8" that the form has."""
    wanted = (part.split(";")[0].strip()[:2].lower() for part in languages.split(","))
    return next((one for one in wanted if one in _WORDS), "en")
