"""Every field of every message of the recorded rides equals what fitdecode reads.

In the normal run the first messages of each file, under `-m soak` all 12 million values. Exceptions
are named, with who is right.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from fit_oracle import Compared, compare

from sixhills.formats.fit.contents import FitContents

RIDES = Path(__file__).parents[2].parent / "shared" / "data" / "rides"
FILES = sorted([*RIDES.glob("*.fit"), *RIDES.glob("evil/*.fit")])
FIRST_MESSAGES = 250

pytestmark = pytest.mark.skipif(not FILES, reason="needs the recorded rides in ../shared")

DIFFERENCES = {
    # a heart rate of one layout beside eight of another: fitdecode gives a number, we give a row
    # that is padded: the same values
    # fitdecode stops at local message 11, which the file never defines, and has by then taken one
    # record of damaged bytes (in the year 2085); we skip the place and go on
    "strava-android-app-201.10-b1218918.fit": {"record"},
}


def _check(path: Path, found: Compared, contents: FitContents) -> None:
    expected = DIFFERENCES.get(path.name, set())
    unexpected = {key: pair for key, pair in found.differences.items() if key[0] not in expected}
    assert not unexpected
    assert found.values > 0
    for number, count in found.messages.items():
        assert len(contents.table(number)) >= count


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_first_messages_equal_those_of_fitdecode(path: Path) -> None:
    _check(path, *compare(path.read_bytes(), most=FIRST_MESSAGES))


@pytest.mark.soak
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_all_messages_equal_those_of_fitdecode(path: Path) -> None:
    found, contents = compare(path.read_bytes())
    _check(path, found, contents)
    if not found.stopped_by:
        for file in contents.files:
            for number, table in file.tables.items():
                assert len(table) == found.messages[number] or len(contents.files) > 1
