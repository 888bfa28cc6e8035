"""Machine, body, mind and sensors joined: a device that is read and a viewer that presses keys."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.devices.simulation.body import Body
from sixhills.devices.simulation.chance import open_stream
from sixhills.devices.simulation.exercise_bike import SimulatedExerciseBike
from sixhills.devices.simulation.hidden import draw_hidden_rider
from sixhills.devices.simulation.legs import Legs
from sixhills.devices.simulation.mind import Mind
from sixhills.devices.simulation.road import SimulatedRoad
from sixhills.devices.simulation.sensors import Faults, Moment, Sensors, fit_sensors
from sixhills.devices.simulation.trainer import SimulatedTrainer
from sixhills.equipment import ExerciseBike, SmartTrainer
from sixhills.errors import DeviceError
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from random import Random

    from sixhills.devices.simulation.drive import Machine
    from sixhills.devices.simulation.hidden import HiddenRider
    from sixhills.equipment import Equipment, Gear, LevelCurve
    from sixhills.prescribe.prescription import Command
    from sixhills.ride.frame import Frame, Key
    from sixhills.ride.recording import Sample
    from sixhills.rider import Rider

_PIECE_S = 1.0  # what is felt and logged at once
_DECISIONS = 10  # in a piece: mind and body
_TRAINER_STEP_S = 0.01
_PLAIN_STEP_S = 0.05  # a bike or road without a control loop is stable at this
_START_ALTITUDE_M = 100.0
_RADPS_PER_RPM = math.tau / 60.0


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What really was at the end of one second. For tests and benchmarks: no product knows it.

    Attributes:
        elapsed_s: seconds since the start of the ride.
        power_w: mean of the second, at the crank.
        cadence_rpm: of the crank.
        posture: SEATED or STANDING.
        rpe: how hard it felt, 0 to 10.
        w_prime_left_j: W′ left.
        heart_rate_bpm: heart rate.
        setting: of an exercise bike, as the hand left it, else None.
        gear: that the rider is in, else None.
    """

    elapsed_s: float
    power_w: float
    cadence_rpm: float
    posture: Posture
    rpe: float
    w_prime_left_j: float
    heart_rate_bpm: float
    setting: float | None
    gear: Gear | None


class SimulatedRide:
    """A rider on a bike, as a device (what sensors say) and as a viewer (what is pressed).

    Without frames the rider rests. Where the first read is later than zero (a ride goes on after a
    crash), the ride is taken to begin then, rested.

    Args:
        equipment: the bike as declared.
        rider: the rider as declared; who really rides is drawn around that.
        seed: of all dice.
        hidden: who really rides, unless drawn.
        faults: how often sensors fail.
        heart_rate_strap: whether one is worn; None: on all bikes but an exercise bike.
    """

    def __init__(
        self,
        equipment: Equipment,
        rider: Rider,
        *,
        seed: int,
        hidden: HiddenRider | None = None,
        faults: Faults | None = None,
        heart_rate_strap: bool | None = None,
    ):
        self._hidden = hidden or draw_hidden_rider(rider, open_stream(seed, "rider"))
        self._machine = _build_machine(equipment, rider, open_stream(seed, "machine"))
        true_rider = self._hidden.as_rider(rider)
        self._body = Body(true_rider)
        self._legs = Legs(self._hidden.fitness.max_power_w.value, self._machine.drive.inertia_kgm2)
        self._mind = Mind(
            hidden=self._hidden,
            rider=true_rider,
            equipment=equipment,
            body=self._body,
            gear=self._machine.gear,
            chance=open_stream(seed, "mind"),
        )
        self._sensors = Sensors(
            fit_sensors(equipment, heart_rate_strap=heart_rate_strap),
            faults or Faults(),
            open_stream(seed, "sensors"),
        )
        self._step_s = _TRAINER_STEP_S if isinstance(equipment, SmartTrainer) else _PLAIN_STEP_S
        self._grade = 0.0
        self._distance_m = 0.0
        self._altitude_m = _START_ALTITUDE_M
        self._now_s: float | None = None
        self._moment_now = self._moment(0.0)
        self._unread_s = 0.0  # how long the sensors have measured since they were last asked
        self._last: Sample | None = None
        self._connected = False
        self._truth: list[Truth] = []

    # -- what only tests and benchmarks may look at ----------------------------------------

    @property
    def truth(self) -> tuple[Truth, ...]:
        """What really was, second by second. Not for the product."""
        return tuple(self._truth)

    @property
    def hidden(self) -> HiddenRider:
        """Who really rides. Not for the product."""
        return self._hidden

    @property
    def hidden_curve(self) -> LevelCurve | None:
        """What the settings of an exercise bike really take, else None. Not for the product."""
        return self._machine.curve if isinstance(self._machine, SimulatedExerciseBike) else None

    # -- the device ------------------------------------------------------------------------

    @property
    def trouble(self) -> str | None:
        """Nothing but what a read raises."""
        return None

    async def connect(self) -> None:
        """Be ready to give samples."""
        self._connected = True

    async def read(self, elapsed_s: float) -> Sample:
        """Let the ride go on to a moment; what the sensors say then.

        A moment that is not later than the last one gives the last sample again; where the device
        was silent then, the sensors are asked once more, and nobody rides on meanwhile.

        Raises:
            DeviceError: it is not connected, or has fallen silent for this read.
        """
        self._require_connection()
        if self._now_s is None or elapsed_s > self._now_s:
            first_s = max(0.0, elapsed_s - _PIECE_S)
            before_s = first_s if self._now_s is None else self._now_s
            self._moment_now = self._ride_on(before_s, elapsed_s)
            self._unread_s = elapsed_s - before_s
            self._now_s = elapsed_s
            self._last = None
        if self._last is None:
            unread_s, self._unread_s = self._unread_s, 0.0
            self._last = self._sensors.read(self._now_s, self._moment_now, unread_s)
        return self._last

    async def set(self, command: Command) -> None:
        """Give the machine a command; one that is meant for the rider is ignored.

        Raises:
            DeviceError: it is not connected.
        """
        self._require_connection()
        self._machine.obey(command)

    async def close(self) -> None:
        """Leave the machine at its lowest resistance."""
        self._machine.release()
        self._connected = False

    # -- the viewer ------------------------------------------------------------------------

    def show(self, frame: Frame) -> tuple[Key, ...]:
        """Show the rider a frame; return the keys pressed."""
        self._machine.meet_grade(frame.segment.grade or 0.0)
        self._grade = frame.segment.grade or 0.0
        return self._mind.see(frame)

    # -- riding ----------------------------------------------------------------------------

    def _require_connection(self) -> None:
        if not self._connected:
            raise DeviceError("the simulated device is not connected", remedy="connect it first")

    def _ride_on(self, from_s: float, to_s: float) -> Moment:
        """Ride in pieces of about a second; what there is to measure at the end of the last."""
        pieces = max(1, math.ceil((to_s - from_s) / _PIECE_S - 1e-9))
        piece_s = (to_s - from_s) / pieces
        moment = self._moment(0.0)
        for piece in range(1, pieces + 1):
            work_j = self._ride_piece(from_s + (piece - 1) * piece_s, piece_s)
            power_w = work_j / piece_s if piece_s > 0 else 0.0
            self._body.feel(power_w, piece_s, standing=self._legs.standing)
            moment = self._moment(power_w)
            self._log(from_s + piece * piece_s, moment)
        return moment

    def _ride_piece(self, from_s: float, piece_s: float) -> float:
        """Ride for about a second; the work done at the crank [J]."""
        decision_s = piece_s / _DECISIONS
        work_j = 0.0
        for decision in range(_DECISIONS):
            self._decide(from_s + decision * decision_s, decision_s)
            done_j = self._pedal(decision_s)
            self._body.spend(done_j / decision_s if decision_s > 0 else 0.0, decision_s)
            moved_m = self._machine.drive.speed_mps * decision_s
            self._distance_m += moved_m
            self._altitude_m += moved_m * self._grade / math.hypot(1.0, self._grade)
            work_j += done_j
        return work_j

    def _decide(self, now_s: float, step_s: float) -> None:
        mind, legs, machine = self._mind, self._legs, self._machine
        mind.act(now_s, step_s, machine.drive.crank_radps / _RADPS_PER_RPM)
        machine.handle(mind.setting, mind.gear)
        legs.aim_radps = None if mind.aim_rpm is None else mind.aim_rpm * _RADPS_PER_RPM
        legs.aim_w = mind.aim_w
        legs.standing = mind.posture is Posture.STANDING
        legs.limit_w = self._body.limit_w
        legs.inertia_kgm2 = machine.drive.inertia_kgm2

    def _pedal(self, duration_s: float) -> float:
        """Turn the crank for a tenth of a second; the work done [J]."""
        legs, machine, drive = self._legs, self._machine, self._machine.drive
        steps = max(1, round(duration_s / self._step_s))
        step_s = duration_s / steps
        turned = 0.0
        for _ in range(steps):
            crank_radps = drive.crank_radps
            push_nm = legs.push_nm(crank_radps, step_s)
            drive.turn(push_nm, machine.resist_nm(crank_radps, step_s), step_s)
            turned += push_nm * (crank_radps + drive.crank_radps)
        return 0.5 * turned * step_s

    def _moment(self, power_w: float) -> Moment:
        drive = self._machine.drive
        return Moment(
            power_w=power_w,
            cadence_rpm=0.0 if self._legs.rest else drive.crank_radps / _RADPS_PER_RPM,
            speed_mps=drive.speed_mps,
            distance_m=self._distance_m,
            altitude_m=self._altitude_m,
            heart_rate_bpm=self._body.heart_rate_bpm,
        )

    def _log(self, elapsed_s: float, moment: Moment) -> None:
        truth = Truth(
            elapsed_s=elapsed_s,
            power_w=moment.power_w,
            cadence_rpm=moment.cadence_rpm,
            posture=self._mind.posture,
            rpe=self._body.rpe,
            w_prime_left_j=self._body.left_j,
            heart_rate_bpm=moment.heart_rate_bpm,
            setting=self._mind.setting,
            gear=self._mind.gear,
        )
        self._truth.append(truth)


def _build_machine(equipment: Equipment, rider: Rider, chance: Random) -> Machine:
    if isinstance(equipment, ExerciseBike):
        return SimulatedExerciseBike(equipment, chance)
    if isinstance(equipment, SmartTrainer):
        return SimulatedTrainer(equipment, rider, chance)
    return SimulatedRoad(equipment, rider)
