"""Writes src/sixhills/formats/fit/profile_table.py: messages and fields of the FIT profile.

    python generator/make_fit_profile.py

The facts (numbers, names, scales, units) are those of the public FIT profile as fitdecode (MIT)
carries them; its version and that of the profile stand in the table. fitdecode is a development
dependency: the product reads the table only.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fitdecode import profile

TABLE = Path(__file__).parents[1] / "src/sixhills/formats/fit/profile_table.py"
PRODUCTS = {"garmin_product": (1, 13, 15, 89), "favero_product": (263,)}
"""Types of product numbers, and the makers whose products they are."""


def read_profile_version() -> str:
    """The version of the FIT profile that fitdecode was made from."""
    source = Path(profile.__file__).read_text("utf-8")
    found = re.search(r"SDK VERSION ([0-9.]+)", source)
    if found is None:
        raise SystemExit("fitdecode does not say which profile it was made from")
    return found[1]


def describe_field(field: Any) -> str:
    """A field as a line of the table: name, type, scale, offset, units."""
    kind = field.type.name
    return repr((field.name, kind, field.scale or 1, field.offset or 0, field.units or ""))


def describe_parts(field: Any) -> str:
    """What is packed into a field: target, first bit, bits, scale, offset, accumulated."""
    parts = [
        (p.def_num, p.bit_offset, p.bits, p.scale or 1, p.offset or 0, bool(p.accumulate))
        for p in field.components
    ]
    return repr(tuple(parts))


def describe_enum(name: str) -> list[str]:
    """Numbers and names of a type, a line each."""
    numbers = profile.FIELD_TYPES[name].enum
    return [f"    {number}: {numbers[number]!r}," for number in sorted(numbers)]


def make_table() -> list[str]:
    """The lines of the module."""
    messages = sorted(profile.MESSAGE_TYPES.items())
    lines = [
        f'"""The FIT profile, version {read_profile_version()}: written by '
        "generator/make_fit_profile.py, not by hand.",
        "",
        f"Made from fitdecode {version('fitdecode')} (MIT). Gaps are filled in profile.py.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        f'PROFILE_VERSION = "{read_profile_version()}"',
        "",
        "FieldRow = tuple[str, str, float, float, str]",
        '"""Name, type, scale, offset and units: a value is stored / scale - offset."""',
        "",
        "PartRow = tuple[int, int, int, float, float, bool]",
        '"""Field that a part goes to, its first bit, bits, scale, offset, whether it adds up."""',
        "",
        "MESSAGES: dict[int, tuple[str, dict[int, FieldRow]]] = {",
    ]
    for number, message in messages:
        lines.append(f"    {number}: ({message.name!r}, {{")
        fields = sorted(message.fields.items())
        lines += [f"        {key}: {describe_field(field)}," for key, field in fields]
        lines.append("    }),")
    lines += ["}", "", "PARTS: dict[int, dict[int, tuple[PartRow, ...]]] = {"]
    for number, message in messages:
        packed = [(key, f) for key, f in sorted(message.fields.items()) if f.components]
        if packed:
            lines.append(f"    {number}: {{")
            lines += [f"        {key}: {describe_parts(field)}," for key, field in packed]
            lines.append("    },")
    lines += ["}", "", "MANUFACTURERS: dict[int, str] = {", *describe_enum("manufacturer"), "}"]
    lines += ["", "PRODUCTS: dict[int, dict[int, str]] = {}"]
    for name, makers in PRODUCTS.items():
        constant = f"_{name.upper()}S"
        lines += [f"{constant} = {{", *describe_enum(name), "}"]
        lines += [f"PRODUCTS[{maker}] = {constant}" for maker in makers]
    return lines


def main() -> None:
    """Write the table."""
    TABLE.write_text("\n".join(make_table()) + "\n", "utf-8")
    print(f"wrote {TABLE.name}: now `make format`")


if __name__ == "__main__":
    main()
