"""Write docs/evidence.md: what users are told, on what ground, with our own figures.

The claims are in benchmarks/claims.toml. A figure is never typed in: it is read from a result in
benchmarks/results/ by a pattern, so it is what was measured last. `make evidence` runs this.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CLAIMS = HERE / "claims.toml"
RESULTS = HERE / "results"
PAGE = HERE.parent / "docs" / "evidence.md"

KINDS = {
    "measured": "we measured it, on simulated riders or on real data as the figure says",
    "published": "others published it; we checked that our use of it is theirs",
    "convention": "we chose it, reasonably and without proof; evidence may change it",
}

HEAD = """# Evidence

What sixhills tells its users, and on what ground. Made by `make evidence` from
benchmarks/claims.toml and benchmarks/results/; don't edit it by hand.

A simulated rider is no person. What is measured on simulated riders shows that the rules do what
they are meant to do under errors that we assumed; it does not show what people will feel.
"""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number in a result.

    Attributes:
        result: file in benchmarks/results/.
        pattern: regular expression whose groups are the numbers.
        show: how to write them, like "{0} % of hills".
    """

    result: str
    pattern: str
    show: str

    def read(self) -> str:
        """The figure as measured last.

        Raises:
            LookupError: the result does not hold it.
        """
        text = (RESULTS / self.result).read_text("utf-8")
        found = re.search(self.pattern, text, re.MULTILINE)
        if found is None:
            raise LookupError(f"{self.result} has nothing like {self.pattern!r}")
        return self.show.format(*found.groups())


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Something that a user is told.

    Attributes:
        subject: heading that it stands under.
        says: what is told.
        where: file of ours that tells it, from the root.
        kind: one of KINDS.
        source: paper, page, or why we chose it.
        figures: what we measured.
    """

    subject: str
    says: str
    where: str
    kind: str
    source: str
    figures: tuple[Figure, ...] = ()


def read_claims() -> tuple[Claim, ...]:
    """All claims, in the order of the file."""
    plain = tomllib.loads(CLAIMS.read_text("utf-8"))["claim"]
    return tuple(
        Claim(
            subject=claim["subject"],
            says=claim["says"],
            where=claim["where"],
            kind=claim["kind"],
            source=claim["source"],
            figures=tuple(Figure(**figure) for figure in claim.get("figures", [])),
        )
        for claim in plain
    )


def write_page(claims: tuple[Claim, ...]) -> str:
    """The page as text."""
    lines = [HEAD]
    lines += [f"- **{kind}**: {meaning}." for kind, meaning in KINDS.items()]
    for subject in dict.fromkeys(claim.subject for claim in claims):
        lines += [
            "",
            f"## {subject}",
            "",
            "| what is told | ground | source | our figure |",
            "|---|---|---|---|",
        ]
        lines += [_row(claim) for claim in claims if claim.subject == subject]
    return "\n".join(lines) + "\n"


def _row(claim: Claim) -> str:
    figures = "; ".join(f"{one.read()} ({one.result})" for one in claim.figures)
    return (
        f"| {claim.says} ([where](../{claim.where})) | {claim.kind} | {claim.source} "
        f"| {figures or '–'} |"
    )


def main() -> None:
    """Write the page, or with --check say whether it is up to date."""
    page = write_page(read_claims())
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text("utf-8") != page)
    PAGE.write_text(page, "utf-8")
    print(f"{PAGE.name}: {len(read_claims())} claims")


if __name__ == "__main__":
    main()
