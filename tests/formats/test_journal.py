from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hand_made import SEATED, STANDING, level, prescription, segment
from ride_strategies import inputs, prescriptions
from sixhills.errors import FormatError
from sixhills.formats.journal import (
    Beginning,
    decode_journal,
    encode_beginning,
    encode_input,
)
from sixhills.live import replay_journal
from sixhills.plain import to_plain
from sixhills.prescribe.prescription import Prescription
from sixhills.ride.frame import Key
from sixhills.ride.recorder import Input, Press, Recorder, Tick
from sixhills.ride.recording import Sample

START = datetime(2026, 5, 1, 9, tzinfo=UTC)
PLAN = prescription(segment(5, SEATED, level(4)), segment(5, STANDING, level(6)))
BEGINNING = Beginning(ride="r1", start=START, prescription=to_plain(PLAN))
FIRST = encode_beginning(BEGINNING)
SHORT: list[Input] = [
    Press(key=Key.START, elapsed_s=0.0),
    *[
        Tick(sample=Sample(elapsed_s=float(s), power_w=100.0 + s, cadence_rpm=80.5))
        for s in range(1, 8)
    ],
    Press(key=Key.CONFIRM, elapsed_s=7.0),
    Tick(sample=Sample(elapsed_s=8.0)),
]


def journal_of(given_inputs: list[Input], first: bytes = FIRST) -> bytes:
    return first + b"".join(encode_input(one) for one in given_inputs)


def line(body: bytes) -> bytes:
    return b"%08x %b\n" % (zlib.crc32(body), body)


# -- the form --------------------------------------------------------------------------------


def test_a_sample_is_a_line_with_its_checksum_and_without_what_is_missing() -> None:
    body = b'{"sample":{"elapsed_s":7.0,"power_w":107.0}}'
    checksum = b"83db5a25 "  # as gzip puts it at the end of a file, byte order reversed
    encoded = encode_input(Tick(sample=Sample(elapsed_s=7.0, power_w=107.0)))
    assert encoded == checksum + body + b"\n"


def test_a_key_is_a_line_too() -> None:
    encoded = encode_input(Press(key=Key.CONFIRM, elapsed_s=7.0))
    assert encoded[9:] == b'{"key":"confirm","elapsed_s":7.0}\n'


def test_the_first_line_tells_version_ride_start_and_prescription() -> None:
    entry = json.loads(FIRST[9:])
    assert (entry["version"], entry["ride"]) == (1, "r1")
    assert entry["start"] == "2026-05-01T09:00:00+00:00"
    assert entry["prescription"]["workout"] == "by-hand"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_journal_takes_no_value_that_is_no_number(value: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        encode_input(Tick(sample=Sample(elapsed_s=1.0, power_w=value)))


@given(inputs())
def test_what_is_written_is_read_back(given_inputs: list[Input]) -> None:
    journal = decode_journal(journal_of(given_inputs))
    assert journal.beginning == BEGINNING
    assert list(journal.inputs) == given_inputs
    assert not journal.torn


# -- damage ----------------------------------------------------------------------------------


def test_every_cut_of_a_short_journal_is_a_shorter_ride() -> None:
    data = journal_of(SHORT)
    ends = [i + 1 for i, byte in enumerate(data) if byte == ord("\n")]
    for cut in range(len(data) + 1):
        whole = [end for end in ends if end <= cut]
        if not whole:
            with pytest.raises(FormatError, match="no whole first line"):
                decode_journal(data[:cut])
            continue
        journal = decode_journal(data[:cut])
        assert list(journal.inputs) == SHORT[: len(whole) - 1]
        assert (journal.intact_bytes, journal.torn) == (whole[-1], cut > whole[-1])


LONG: list[Input] = [Tick(sample=Sample(elapsed_s=float(s), power_w=9.5)) for s in range(1000)]
LONG_DATA = FIRST + b"".join(map(encode_input, LONG))


@given(st.integers(len(FIRST), len(LONG_DATA)))
def test_a_cut_of_a_long_journal_is_a_shorter_ride(cut: int) -> None:
    journal = decode_journal(LONG_DATA[:cut])
    assert list(journal.inputs) == LONG[: LONG_DATA[:cut].count(b"\n") - 1]


def test_a_flipped_bit_never_makes_a_wrong_line() -> None:
    data = journal_of(SHORT)
    for at in range(len(FIRST), len(data)):
        for bit in range(8):
            damaged = bytearray(data)
            damaged[at] ^= 1 << bit
            read = list(decode_journal(bytes(damaged)).inputs)
            assert read == SHORT[: data[:at].count(b"\n") - 1]


def test_a_flipped_bit_in_the_first_line_leaves_no_journal() -> None:
    for at in range(0, len(FIRST), 7):
        damaged = bytearray(journal_of(SHORT))
        damaged[at] ^= 1
        with pytest.raises(FormatError, match="no whole first line"):
            decode_journal(bytes(damaged))


@given(st.binary(max_size=200))
def test_rubbish_at_the_end_is_left_out(rubbish: bytes) -> None:
    journal = decode_journal(journal_of(SHORT) + b"x" + rubbish)
    assert list(journal.inputs) == SHORT
    assert journal.torn


@given(st.binary(max_size=300))
def test_rubbish_alone_is_no_journal(rubbish: bytes) -> None:
    with pytest.raises(FormatError):
        decode_journal(rubbish)


def test_zeros_that_a_power_cut_leaves_are_left_out() -> None:
    journal = decode_journal(journal_of(SHORT) + bytes(4096))
    assert (list(journal.inputs), journal.torn) == (SHORT, True)


def test_a_whole_line_without_content_is_left_out() -> None:
    journal = decode_journal(journal_of(SHORT) + b"00000000 \n")  # CRC-32 of nothing is 0
    assert (list(journal.inputs), journal.torn) == (SHORT, True)


# -- lines that are whole but strange --------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b'{"key":"fly","elapsed_s":1.0}',
        b'{"key":"end"}',
        b'{"sample":{"power_w":100.0}}',
        b'{"sample":{"elapsed_s":1.0,"glucose":5.0}}',
        b'{"sample":{"elapsed_s":1.0,"power_w":"a lot"}}',
        b'{"note":"hello"}',
        b"[1, 2]",
        b"{",
    ],
)
def test_a_whole_line_of_an_unknown_kind_is_an_error(body: bytes) -> None:
    with pytest.raises(FormatError, match="journal"):
        decode_journal(FIRST + line(body))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 2}, "version 2, not 1"),
        ({"start": "yesterday"}, "no time"),
        ({"start": "2026-05-01T09:00:00"}, "no time zone"),
        ({"ride": None}, "does not begin with"),
        ({"prescription": []}, "does not begin with"),
    ],
)
def test_a_beginning_that_is_not_known_is_an_error(change: dict[str, object], message: str) -> None:
    entry = {**json.loads(FIRST[9:]), **change}
    with pytest.raises(FormatError, match=message):
        decode_journal(line(json.dumps(entry).encode()))


# -- a journal is the ride -------------------------------------------------------------------


@given(prescriptions(), inputs())
def test_replaying_a_journal_gives_the_same_ride(
    plan: Prescription, given_inputs: list[Input]
) -> None:
    recorder = Recorder(plan, START)
    for one in given_inputs:
        recorder.take(one)
    first = encode_beginning(Beginning(ride="r", start=START, prescription=to_plain(plan)))
    replayed, _ = replay_journal(journal_of(given_inputs, first))
    assert replayed.player.frame() == recorder.player.frame()
    assert replayed.player.laps == recorder.player.laps
    assert replayed.player.postures == recorder.player.postures
    one, other = replayed.recording(), recorder.recording()
    assert (one is None) == (other is None)
    if one and other:
        assert one.pauses == other.pauses
        assert one.elapsed_s.tobytes() == other.elapsed_s.tobytes()
        assert one.channels.keys() == other.channels.keys()
        assert all(one.channels[k].tobytes() == v.tobytes() for k, v in other.channels.items())
