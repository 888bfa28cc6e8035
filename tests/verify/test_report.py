import numpy as np
import pytest
from make_rides import make_prescription, make_ride, make_segment

from sixhills.errors import InvalidValueError
from sixhills.power import training_load
from sixhills.prescribe.prescription import Prescription
from sixhills.ride.recording import Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.verify.load import LoadOrigin
from sixhills.verify.report import make_report
from sixhills.workout.model import Role

CP_W = DEFAULT_RIDER.fitness.critical_power_w.value


def two_hills() -> Prescription:
    return make_prescription(
        make_segment(Role.WARM_UP, duration_s=300, watts=80, rpe=2.5),
        make_segment(duration_s=240, step=1, hill=1, rpe=5),
        make_segment(Role.RECOVERY, duration_s=150, watts=None, step=2, rpe=1.5),
        make_segment(duration_s=240, step=3, hill=2, rpe=6),
    )


def ride_until(seconds: int, **channels: object) -> Ride:
    segments = np.repeat([0, 1, 2, 3], [300, 240, 150, 240])[:seconds].tolist()
    return make_ride(seconds, segments=segments, **channels)  # type: ignore[arg-type]


def test_hills_are_counted_as_they_were_ridden() -> None:
    report = make_report(ride_until(930, power_w=100), two_hills())
    assert (report.hills_done, report.hills_asked, report.finished) == (2, 2, 1.0)


def test_a_ride_cut_short_has_fewer_hills() -> None:
    report = make_report(ride_until(750, power_w=100), two_hills())
    assert (report.hills_done, report.hills_asked) == (1, 2)
    assert report.finished == pytest.approx((240 + 60) / 480)


def test_without_a_prescription_hills_are_unknown() -> None:
    report = make_report(make_ride(60))
    assert (report.steps, report.hills_done, report.hills_asked) == ((), None, None)
    assert (report.finished, report.rpe_asked) == (None, None)


def test_a_ride_that_does_not_say_its_segments_has_no_hills_done() -> None:
    report = make_report(make_ride(930, power_w=100), two_hills())
    assert (report.hills_done, report.hills_asked, report.finished) == (None, 2, None)


def test_hills_that_only_the_clock_saw_are_unknown() -> None:
    report = make_report(ride_until(930), two_hills())
    assert (report.hills_done, report.hills_asked, report.finished) == (None, 2, None)


def test_a_ride_without_work_is_finished_by_all_its_steps() -> None:
    easy = make_prescription(make_segment(Role.STEADY, duration_s=100, watts=None))
    assert make_report(make_ride(50, segments=[0] * 50), easy).finished == pytest.approx(0.5)


def test_load_from_power_and_the_prescriptions_rider() -> None:
    report = make_report(ride_until(930, power_w=100), two_hills())
    expected = training_load(100, report.summary.recorded_s, critical_power_w=CP_W)
    assert report.training_load == pytest.approx(expected)
    assert report.load_origin is LoadOrigin.POWER


def test_an_hour_at_threshold_is_a_hundred() -> None:
    ride = make_ride(3601, power_w=0.96 * CP_W)
    assert make_report(ride, rider=DEFAULT_RIDER).training_load == pytest.approx(100)


def test_power_without_a_known_rider_gives_no_load() -> None:
    report = make_report(make_ride(3600, power_w=150))
    assert (report.training_load, report.load_origin) == (None, None)


def test_without_power_or_rating_there_is_no_load() -> None:
    report = make_report(ride_until(930), two_hills())
    assert (report.training_load, report.load_origin) == (None, None)


def test_a_power_meter_that_died_does_not_give_the_load() -> None:
    power = [100.0] * 100 + [np.nan] * 830
    assert make_report(ride_until(930, power_w=power), two_hills()).training_load is None


def test_load_of_a_free_ride_from_its_rating() -> None:
    report = make_report(make_ride(3601), rpe_felt=7)
    assert report.training_load == pytest.approx(100)
    assert report.load_origin is LoadOrigin.RATING


def test_load_of_a_prescribed_ride_weighs_each_step() -> None:
    report = make_report(ride_until(930), two_hills(), rpe_felt=5.5)  # as asked
    minutes = 5 * 2.5 + 4 * 5 + 2.5 * 1.5 + 4 * 6
    assert report.training_load == pytest.approx(minutes / 4.2)


def test_a_ride_that_felt_harder_cost_more() -> None:
    felt = [make_report(ride_until(930), two_hills(), rpe_felt=r).training_load for r in (5, 6, 8)]
    assert felt == sorted(felt, key=lambda load: load or 0)
    assert len(set(felt)) == 3


def test_a_rating_out_of_range_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="rpe_felt"):
        make_report(make_ride(60), rpe_felt=11)
