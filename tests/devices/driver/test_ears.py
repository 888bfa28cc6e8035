"""What is heard on a characteristic: frames that say nothing yet, and frames that never change."""

from __future__ import annotations

from sixhills.devices.codecs import fec, uuids
from sixhills.devices.driver.channels import STALE_S, Channels, Source
from sixhills.devices.driver.ears import FecEar, IndoorBikeEar, Rank, rank_of
from sixhills.ride.recording import Channel

STEADY = bytes.fromhex("4400b80ba000c800")  # 30 km/h, 80 rpm, 200 W


def test_hazard_the_first_frame_of_zeros_is_no_measurement() -> None:
    """One app sends 29 zeros on connecting, before anything is measured; 0 W later on is 0 W."""
    ear = IndoorBikeEar()
    assert ear.hear(bytes(29), 0.0) == {}
    assert ear.hear(STEADY, 0.25)[Channel.POWER_W] == 200
    standing = bytes.fromhex("4400000000000000")
    assert ear.hear(standing, 0.5)[Channel.POWER_W] == 0


def test_hazard_steady_power_is_heard_anew_and_is_no_stall() -> None:
    """pyftms tells only what changes: with it a stalled trainer looks like a steady rider."""
    ear, channels = IndoorBikeEar(), Channels()
    source = Source(rank=Rank.TRAINER, name="trainer")
    for quarter in range(80):
        now_s = 0.25 * quarter
        channels.take(source, ear.hear(STEADY, now_s), now_s)
        assert channels.value(Channel.POWER_W, now_s) == 200
    assert channels.value(Channel.POWER_W, now_s + STALE_S + 0.1) is None


def test_a_crank_sensor_counts_more_than_a_meter_and_that_more_than_a_trainer() -> None:
    channels = Channels()
    for rank, rpm in ((Rank.TRAINER, 80.0), (Rank.CRANK_SENSOR, 85.0), (Rank.POWER_METER, 84.0)):
        channels.take(Source(rank=rank, name=rank.name), {Channel.CADENCE_RPM: rpm}, 0.0)
    assert channels.value(Channel.CADENCE_RPM, 1.0) == 85.0
    channels.forget(Rank.CRANK_SENSOR.name)
    assert channels.value(Channel.CADENCE_RPM, 1.0) == 84.0


def test_who_falls_silent_is_followed_by_the_next_within_three_seconds() -> None:
    channels = Channels()
    meter = Source(rank=Rank.POWER_METER, name="meter")
    trainer = Source(rank=Rank.TRAINER, name="trainer")
    channels.take(meter, {Channel.POWER_W: 210.0}, 0.0)
    for second in range(4):
        channels.take(trainer, {Channel.POWER_W: 200.0}, float(second))
    assert channels.value(Channel.POWER_W, 2.0) == 210.0
    assert channels.value(Channel.POWER_W, 3.1) == 200.0


def test_what_a_page_has_not_is_left_out() -> None:
    page = fec.TrainerPage(
        events=1, cadence_rpm=None, work_counter=0, power_w=None, needs_calibration=False
    )
    assert FecEar(wrapped=False).hear(fec.encode_trainer_page(page), 0.0) == {}


def test_the_same_service_ranks_by_whether_the_device_brakes() -> None:
    power = uuids.POWER_MEASUREMENT
    assert rank_of(power, controls=True) is Rank.TRAINER_POWER
    assert rank_of(power, controls=False) is Rank.POWER_METER
