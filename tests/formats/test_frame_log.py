"""Raw frames in a file: there and back, cut anywhere, masked."""

from __future__ import annotations

import pytest

from sixhills.errors import FormatError
from sixhills.formats.frame_log import (
    About,
    LoggedFrame,
    decode_frames,
    decode_recording,
    encode_about,
    encode_frame,
    mask_name,
)

HEARD = LoggedFrame(at_s=1.25, characteristic="uuid", frame=b"\x44\x00", written=False)
WRITTEN = LoggedFrame(
    at_s=1.5, characteristic="uuid", frame=b"\x05\xc8\x00", written=True, device="trainer"
)
ABOUT = About(name="KICKR CORE ####", maker="Wahoo", services=("a",), values=(("b", b"\x01"),))


def test_frames_there_and_back() -> None:
    assert decode_frames(encode_frame(HEARD) + encode_frame(WRITTEN)) == (HEARD, WRITTEN)


def test_a_recording_there_and_back() -> None:
    data = encode_about(ABOUT) + encode_frame(HEARD)
    assert decode_recording(data) == (ABOUT, (HEARD,))


def test_a_log_cut_anywhere_is_a_shorter_one() -> None:
    data = encode_frame(HEARD) + encode_frame(WRITTEN)
    for length in range(len(data)):
        frames = decode_frames(data[:length])
        assert frames == (HEARD, WRITTEN)[: len(frames)]


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("KICKR CORE 5A3F", "KICKR CORE ####"),
        ("Tacx Neo 2T 12345", "Tacx Neo 2T #####"),
        ("HRM-Dual:024681", "HRM-Dual:######"),
        ("KICKR", "KICKR"),
        ("sixhills trainer", "sixhills trainer"),
    ],
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked
    assert masked in encode_about(About(name=name)).decode()


def test_what_is_no_recording_is_refused() -> None:
    for data in (b"", b"rubbish", encode_frame(HEARD)):
        with pytest.raises(FormatError):
            decode_recording(data)
    with pytest.raises(FormatError):
        decode_frames(encode_about(ABOUT))
