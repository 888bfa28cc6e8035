"""Recordings of trainers (`sixhills trainer record`): every frame of theirs can be read.

Who owns a trainer can add one to tests/recordings; nothing else has to be changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from served_trainer import run, served
from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.codecs import uuids
from sixhills.devices.driver.ears import EARS
from sixhills.errors import StoreError
from sixhills.formats.frame_log import decode_recording
from sixhills.ride.recording import Channel
from sixhills.usecases.recording_devices import SCRIPT, record_device

RECORDINGS = Path(__file__).parents[1] / "recordings"


def replay(path: Path) -> set[Channel]:
    """Hear a recording again; the channels in it."""
    about, frames = decode_recording(path.read_bytes())
    assert about.services
    ears = {characteristic: make() for _, characteristic, make in EARS}
    heard: set[Channel] = set()
    for logged in frames:
        ear = ears.get(logged.characteristic)
        if ear is not None and not logged.written:
            heard |= set(ear.hear(logged.frame, logged.at_s))
        elif logged.characteristic == uuids.MACHINE_CONTROL_POINT and not logged.written:
            ftms.decode_answer(logged.frame)
        elif logged.characteristic == uuids.MACHINE_STATUS:
            ftms.decode_status(logged.frame)
    return heard


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*.frames")), ids=lambda path: path.stem)
def test_a_recorded_trainer_is_understood(path: Path) -> None:
    assert {Channel.POWER_W} <= replay(path)


@pytest.mark.enable_socket
def test_a_trainer_is_recorded_and_understood(tmp_path: Path) -> None:
    path = tmp_path / "simulated.frames"
    told: list[str] = []

    async def main() -> None:
        async with served() as stand:
            count = await record_device(stand.address, path, told.append, each_s=0.6)
            assert count > 50
            with pytest.raises(StoreError, match="exists"):
                await record_device(stand.address, path, told.append)

    run(main)
    assert len(told) == len(SCRIPT)
    assert {Channel.POWER_W, Channel.CADENCE_RPM, Channel.HEART_RATE_BPM} <= replay(path)
    about, frames = decode_recording(path.read_bytes())
    assert (about.maker, about.model) == ("sixhills", "simulated trainer")
    assert any(one.written and one.frame == ftms.set_power(150) for one in frames)
