"""Riders on unknown exercise bikes who answer how it feels, for the tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sixhills.equipment import ExerciseBike, LevelCurve, Levels
from sixhills.prescribe.effort import LASTING_EFFORT_S, find_rpe
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.frame import ANSWER_KEYS, Key, State
from sixhills.ride.recorder import Press, Recorder, Tick
from sixhills.ride.recording import Sample
from sixhills.rider import DEFAULT_RIDER, Rider
from sixhills.workout.library import find_workout
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from sixhills.ride.frame import Frame, Question

STEP_S = 5.0


def true_curve(levels: int, lowest_w: float, highest_w: float, exponent: float) -> LevelCurve:
    """A bike as it really is, exponential over its levels."""
    growth = (highest_w / lowest_w) ** (1 / (levels - 1))
    return LevelCurve(
        settings=tuple(float(level) for level in range(1, levels + 1)),
        power_at_80_w=tuple(lowest_w * growth**n for n in range(levels)),
        exponent=exponent,
        measured=True,
    )


@dataclass
class Felt:
    """One moment of a ride: how hard it was, how hard it was meant, on what."""

    role: Role
    hill: int | None
    rpe: float
    meant: float
    share: float
    setting: float
    searching: bool


@dataclass
class FeltRide:
    """A rider who does exactly what is told and answers truly, or not at all."""

    workout: str = "six-hills"
    curve: LevelCurve = field(default_factory=lambda: true_curve(16, 60.0, 380.0, 1.5))
    critical_power_w: float = 140.0
    rider: Rider = DEFAULT_RIDER
    answers: bool = True
    bike: ExerciseBike | None = None
    feels_as: Rider | None = None  # whose ratings, unless those of the rider that was told

    def __post_init__(self) -> None:
        bike = self.bike or ExerciseBike(resistance=Levels(highest=len(self.curve.settings)))
        prescription = prescribe_workout(find_workout(self.workout), self.rider, bike)
        self.recorder = Recorder(prescription, datetime(2026, 3, 1, tzinfo=UTC))
        self.questions: list[Question] = []
        self.moments: list[Felt] = []
        self._last_work_rpe = 0.0

    @property
    def player_frame(self) -> Frame:
        """What the screen shows now."""
        return self.recorder.player.frame()

    def ride(self, seconds: float = 9000.0) -> FeltRide:
        """Ride for a time, or to the end."""
        elapsed_s = self.recorder.player.elapsed_s
        if self.recorder.player.state is State.READY:
            self.recorder.take(Press(key=Key.START, elapsed_s=0.0))
        until_s = elapsed_s + seconds
        while self.recorder.player.state is not State.FINISHED and elapsed_s < until_s:
            self._feel()
            elapsed_s += STEP_S
            self.recorder.take(Tick(sample=Sample(elapsed_s=elapsed_s)))
        return self

    def hills(self) -> dict[int, list[Felt]]:
        """The moments of each hill's second half."""
        found: dict[int, list[Felt]] = {}
        for moment in self.moments:
            if moment.hill is not None:
                found.setdefault(moment.hill, []).append(moment)
        return {hill: moments[len(moments) // 2 :] for hill, moments in found.items()}

    def _feel(self) -> None:
        frame = self.player_frame
        segment, band = frame.segment, frame.segment.cadence_rpm
        rpm = 0.5 * (band.low + band.high) if band else 75.0
        setting = frame.command.setting or 0.0
        share = self.curve.power_w(setting, rpm) / self.critical_power_w
        burst = segment.role is Role.INTERVAL
        lasting_s = segment.duration_s if burst else LASTING_EFFORT_S
        rpe = find_rpe(share, lasting_s, self.feels_as or self.rider)
        if segment.role.is_work:
            self._last_work_rpe = rpe
        if frame.question is not None and (not self.questions or self._is_new(frame.question)):
            self.questions.append(frame.question)
            if self.answers:
                self._answer(frame.question, rpe)
        effort = segment.effort
        self.moments.append(
            Felt(
                role=segment.role,
                hill=segment.hill,
                rpe=rpe,
                meant=0.5 * (effort.rpe_low + effort.rpe_high),
                share=share,
                setting=setting,
                searching=frame.question is not None,
            )
        )

    def _is_new(self, question: Question) -> bool:
        return question is not self.questions[-1]

    def _answer(self, question: Question, rpe: float) -> None:
        felt = self._last_work_rpe if question.over else rpe
        fits = (n for n, answer in enumerate(question.answers) if felt <= answer.rpe_high)
        key = ANSWER_KEYS[next(fits, len(question.answers) - 1)]
        self.recorder.take(Press(key=key, elapsed_s=self.recorder.player.elapsed_s))
