"""The API as a document: `python -m sixhills.web.schema` writes frontend/openapi.json.

The front end's types are made of it, so that a page that asks for a field that is not there does
not build. How the app describes itself: web/described.py.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sixhills.web.app import make_app

PLACE = Path(__file__).parents[3] / "frontend" / "openapi.json"
"""Where it lies in the repository."""


def write_schema() -> str:
    """The document as text, the same for the same code."""
    with TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        return json.dumps(app.openapi(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else PLACE
    place.write_text(write_schema(), encoding="utf-8")
