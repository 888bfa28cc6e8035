"""A page of the gate: without script, in the browser's language, for who is not let in yet."""

from __future__ import annotations

from html import escape

LANGUAGES = ("en", "de")

_STYLE = """:root{color-scheme:light dark;--ground:#f4f7f3;--card:#fff;--ink:#14211a;--edge:#84938a;
--accent:#14532d;--on:#fff;--bad:#b3261e}@media(prefers-color-scheme:dark){:root{--ground:#0f1712;
--card:#18231c;--ink:#eef4ef;--edge:#6d8176;--accent:#7fd8a0;--on:#06230f;--bad:#ff9d94}}
body{font:1.1rem/1.5 system-ui,sans-serif;max-width:22rem;margin:12vh auto;padding:0 1rem;
background:var(--ground);color:var(--ink)}form{display:grid;gap:1rem}label{display:grid;gap:.3rem}
input,button{font:inherit;min-height:3rem;padding:.3rem .8rem;border:1px solid var(--edge);
border-radius:.6rem;background:var(--card);color:inherit}button{background:var(--accent);
border-color:var(--accent);color:var(--on);font-weight:650}[role=alert]{color:var(--bad);
font-weight:600}:focus-visible{outline:3px solid #7c3aed;outline-offset:2px}"""

_WAY_IN = {
    "en": (
        "This is sixhills, and it does not know this browser",
        "Open the address that the window shows in which sixhills was started: it has a token at "
        "its end. You need it once in each browser.",
        "A phone gets in by the code on the page Today.",
    ),
    "de": (
        "Das ist sixhills, und es kennt diesen Browser nicht",
        "Öffne die Adresse aus dem Fenster, in dem sixhills gestartet wurde: Sie endet mit einem "
        "Schlüssel. Du brauchst sie in jedem Browser einmal.",
        "Ein Telefon kommt mit dem Code auf der Seite „Heute“ herein.",
    ),
}


def pick_language(languages: str) -> str:
    """The first language of a list like "de-DE,de;q=0.9,en;q=0.8" that pages of the gate have."""
    wanted = (part.split(";")[0].strip()[:2].lower() for part in languages.split(","))
    return next((one for one in wanted if one in LANGUAGES), LANGUAGES[0])


def make_page(language: str, title: str, body: str) -> str:
    """A page as HTML.

    Args:
        language: of it, of `LANGUAGES`.
        title: plain text.
        body: HTML, all but the frame.
    """
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><main>{body}</main></html>"
    )


def show_way_in(languages: str) -> str:
    """How to get in, for a browser that is not known.

    Args:
        languages: what the browser says that its user reads (`Accept-Language`).
    """
    language = pick_language(languages)
    heading, *told = _WAY_IN[language]
    return make_page(
        language, "sixhills", f"<h1>{heading}</h1>" + "".join(f"<p>{one}</p>" for one in told)
    )
