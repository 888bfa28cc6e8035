from __future__ import annotations

from defusedxml import ElementTree

from sixhills.body.muscles.groups import GLUTES, GROUPS
from sixhills.cli.body_map import draw_body_map as draw_in_terminal
from sixhills.formats.body_map import SHAPES, draw_body_map

LEVELS = {
    "gluteus_maximus": "high",
    "gluteus_medius": "not_known",
    "gluteus_minimus": "low",
    "hamstrings": "moderate",
}


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(element.itertext()) for element in root.iter() if element.tag.endswith("text")]


def test_every_shape_is_of_a_known_group_and_the_glutes_are_there() -> None:
    groups = [shape.group for shape in SHAPES]
    assert set(GLUTES) <= set(groups) <= set(GROUPS)
    assert len(groups) == len(set(groups))


def test_m5_1_the_picture_says_in_words_what_colour_says() -> None:
    told = texts(draw_body_map(LEVELS, {"gluteus_maximus": "41 kJ (23 to 68)"}, "A ride"))
    assert any("gluteus maximus: high" in text and "41 kJ" in text for text in told)
    assert any("gluteus medius: not known" in text for text in told)


def test_what_is_not_known_is_hatched_and_never_coloured() -> None:
    svg = draw_body_map(dict.fromkeys(LEVELS, "not_known"), {}, "A ride")
    assert "url(#unknown)" in svg
    assert "#08519c" not in svg


def test_only_what_was_told_is_drawn() -> None:
    assert "hamstrings" not in draw_body_map({"gluteus_maximus": "low"}, {}, "A ride")


def test_m5_1_the_terminal_says_it_in_shade_and_in_words() -> None:
    drawn = draw_in_terminal(LEVELS, {"gluteus_maximus": "41 kJ"}).plain
    assert "▓▓ gluteus maximus: high  41 kJ" in drawn
    assert "?? gluteus medius: not known" in drawn
    assert "▒" in drawn
    assert "soleus" not in drawn
