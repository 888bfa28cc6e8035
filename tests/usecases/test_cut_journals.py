"""A journal cut anywhere gives a valid FIT file of what was ridden until then."""

from __future__ import annotations

import asyncio
import random
import warnings
from datetime import UTC, datetime

import fitdecode
import pytest
from garmin_fit_sdk import Decoder, Stream

from sixhills.devices.simulation import SimulatedRide
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.errors import FormatError
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.journal import decode_journal
from sixhills.live import LiveRide, replay_journal
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.text import parse_workout

WORKOUT = """workout short
title Short
about A hill of half a minute.
kind hills
difficulty 1

warm-up 10s at warm-up
hill 1 climb 20s at hill-3, seated then standing from 50%, 55-75 rpm
cool-down 10s at slow
"""


class Instant:
    async def wait(self, seconds: float) -> None:
        """Return at once."""


@pytest.fixture(scope="module", params=["trainer", "exercise"])
def journal(request, tmp_path_factory) -> bytes:
    """The journal of a short simulated ride."""
    path = tmp_path_factory.mktemp("ride") / "events.log"
    prescription = prescribe_workout(
        parse_workout(WORKOUT), DEFAULT_RIDER, BUILT_IN_BIKES[request.param]
    )
    live = LiveRide.begin(path, "id", prescription, datetime(2026, 1, 1, tzinfo=UTC))
    simulated = SimulatedRide(prescription.equipment, prescription.rider, seed=1)
    asyncio.run(live.run(simulated, [simulated], Instant()))
    return path.read_bytes()


def count_records(fit: bytes) -> int:
    """Records by fitdecode and by Garmin's decoder, which must agree and not complain."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with fitdecode.FitReader(fit) as reader:
            frames = [f for f in reader if isinstance(f, fitdecode.FitDataMessage)]
    stream = Stream.from_byte_array(bytearray(fit))
    messages, errors = Decoder(stream).read()
    assert errors == []
    ours = sum(frame.name == "record" for frame in frames)
    assert len(messages["record_mesgs"]) == ours
    return ours


def check_cut(journal: bytes, cut: int) -> None:
    try:
        recorder, intact_bytes = replay_journal(journal[:cut])
    except FormatError:
        assert b"\n" not in journal[:cut]
        return
    assert intact_bytes <= cut
    recording = recorder.recording()
    if recording is None:
        assert not any("sample" in str(given) for given in decode_journal(journal[:cut]).inputs[2:])
        return
    fit = write_activity(recording, prescription=recorder.player.prescription)
    assert count_records(fit) == len(recording.elapsed_s)


def test_sampled_cuts(journal):
    rng = random.Random(1)
    for cut in sorted(rng.sample(range(len(journal)), 60)):
        check_cut(journal, cut)


@pytest.mark.soak
def test_every_cut(journal):
    for cut in range(len(journal)):
        check_cut(journal, cut)
