"""What a person probably meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable

_FEW = 5  # are all named: a nearest word alone may mislead ("siting" is nearest to "standing")
_MOST_LISTED = 15


def suggest(word: str, known: Iterable[str]) -> str | None:
    """A remedy for an unknown word: the nearest known one, or the few that there are.

    Args:
        word: what was given.
        known: what would have been understood.

    Returns:
        "use one of: ..." where they are few, 'did you mean "hill-1"?', or None where nothing is
        near and there are too many to list.
    """
    from difflib import get_close_matches

    choices = list(known)
    nearest = get_close_matches(word.lower(), choices, n=1)
    if nearest and len(choices) > _FEW:
        return f'did you mean "{nearest[0]}"?'
    return f"use one of: {', '.join(choices)}" if 0 < len(choices) <= _MOST_LISTED else None
