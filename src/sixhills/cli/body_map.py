"""The muscles from behind, in a terminal: shade and colour, and the same in words beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.text import Text

_PICTURE = """\
   .---------------.
  /        |        \\
 /   dddd  |  dddd   \\
 | dnndddd | ddddnnd |
 |MddnnddM | MddnnddM|
 |MMMddMMMM|MMMMddMMM|
 |MMMMMMMMM|MMMMMMMMM|
  \\MMMMMMMM|MMMMMMMM/
   \\MMMMMM | MMMMMM/
   | hhhhha|ahhhhh |
   | hhhhha|ahhhhh |
   | hhhhha|ahhhhh |
    \\ hhhh | hhhh /
     | __  |  __ |
     |gggg | gggg|
     |gggg | gggg|
     | ggg | ggg |
      \\ss  |  ss/
      |ss  |  ss|
      |__  |  __|"""
_MARKS = {
    "M": "gluteus_maximus",
    "d": "gluteus_medius",
    "n": "gluteus_minimus",
    "h": "hamstrings",
    "a": "adductors",
    "g": "gastrocnemius",
    "s": "soleus",
}
_SHADES = {"not_known": "?", "low": "░", "moderate": "▒", "high": "▓"}
_COLOURS = {"not_known": "dim", "low": "#9ecae1", "moderate": "#4292c6", "high": "#2171b5"}
_WORDS_FROM = 2
_WIDTH = 26


def draw_body_map(levels: Mapping[str, str], words: Mapping[str, str]) -> Text:
    """The picture with its words.

    Args:
        levels: "low", "moderate", "high" or "not_known" by muscle group.
        words: what stands beside each group's level.
    """
    from rich.text import Text

    beside = [
        (group, levels[group], words.get(group, "")) for group in _MARKS.values() if group in levels
    ]
    drawn = Text(no_wrap=True)
    for at, row in enumerate(_PICTURE.splitlines()):
        for sign in row.ljust(_WIDTH):
            level = levels.get(_MARKS.get(sign, ""))
            if level is not None:
                drawn.append(_SHADES[level], style=_COLOURS[level])
            else:
                drawn.append(" " if sign in _MARKS else sign, style="dim")
        told = (at - _WORDS_FROM) // 2
        if at >= _WORDS_FROM and (at - _WORDS_FROM) % 2 == 0 and told < len(beside):
            group, level, said = beside[told]
            drawn.append(_SHADES[level] * 2, style=_COLOURS[level])
            drawn.append(f" {group.replace('_', ' ')}: {level.replace('_', ' ')}")
            drawn.append(f"  {said}" if said else "", style="dim")
        drawn.append("\n")
    return drawn
