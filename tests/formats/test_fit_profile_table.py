"""The generated table of messages and fields is what its generator makes of the source."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

from sixhills.formats.fit import profile, profile_table
from sixhills.formats.fit.layout import STORAGE

GENERATOR = Path(__file__).parents[2] / "generator" / "make_fit_profile.py"


def test_the_table_is_the_generators() -> None:
    made = "\n".join(runpy.run_path(str(GENERATOR))["make_table"]())
    stored = Path(profile_table.__file__).read_text("utf-8")
    assert ast.dump(ast.parse(made)) == ast.dump(ast.parse(stored))


def test_what_we_write_by_hand_agrees_with_the_table() -> None:
    messages = [one for one in vars(profile).values() if isinstance(one, profile.Message)]
    for message in messages:
        name, fields = profile_table.MESSAGES[message.number]
        assert name == message.name
        for field in message.fields:
            row = fields.get(field.number)
            if row is None:  # newer than the table
                continue
            assert row[0] == field.name
            assert (row[2], row[3]) == (field.scale, field.offset)


def test_every_base_type_of_ours_can_be_read() -> None:
    types = [one for one in vars(profile).values() if isinstance(one, profile.BaseType)]
    assert all(STORAGE[one.code].size == one.size for one in types)
