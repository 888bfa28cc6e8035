"""Finds the settings of an exercise bike for its rider, while they ride.

What the rider answers (ride/questions.py) narrows the belief about the bike
(equipment/level_belief.py), and the rest of the workout is set anew with it: same steps,
same times, same effort, settings that fit better. An unknown bike is searched in its first warm-up
(ride/level_search.py); hills are corrected in their course and after each one, less and less often
as the belief gets surer. A bike that shows watts is left alone: there the watts count.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sixhills.equipment import ExerciseBike
from sixhills.equipment.level_curve import KNOWN_SD
from sixhills.prescribe.adjust import adjust_command
from sixhills.prescribe.effort import LASTING_EFFORT_S
from sixhills.prescribe.exercise_bike import command_setting
from sixhills.prescribe.prescription import Band
from sixhills.prescribe.targeting import set_targets
from sixhills.prescribe.timeline import set_anew
from sixhills.prescribe.wording import describe_command
from sixhills.ride.felt_levels import read_feeling
from sixhills.ride.level_search import SEARCH_RPM, SETTLE_S, HillTrial, LevelSearch
from sixhills.ride.questions import (
    ask_how_it_feels,
    ask_whether_as_meant,
    middle_rpe,
    take_complaint,
)
from sixhills.ride.recording import Feeling
from sixhills.workout.model import Role, WordEffort
from sixhills.workout.text import parse_workout

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.frame import Answer, Question
    from sixhills.ride.position import Position
    from sixhills.workout.model import Step, Word

ANSWER_S = 30.0
"""How long an answer is waited for."""

_SURE_SD = 0.03  # of ln power: below it nobody is asked any more
_AGAIN_S = 60.0  # after a change of setting, until it is asked about
_LEAVE_S = 90.0  # the last part of the warm-up is ridden as prescribed
_INTO_HILL_S = 45.0  # at first a hill feels easier than it is: it is asked about after that,
_INTO_HILL = 0.45  # and after this share of it,
_READY_S = 110.0  # or when it has been ridden for so long
_INTO_STEADY_S = 150.0
_LEFT_OF_WARM_UP_S = 130.0  # at its end a warm-up tells how today is, before the first hill
_LEAST_LEFT_S = 40.0  # of a step, for an answer to be of use in it
_FELT_AFTER_S = 20.0  # before, nobody can tell how hard a setting is
_LEAST_READ_S = 120.0
_LEAST_RIDDEN_S = {Role.HILL: 60.0, Role.INTERVAL: 8.0}  # to be asked about afterwards
_SURE_OF_BURSTS_SD = 0.12
_GUESSED_RPM = 75.0  # where nothing measures cadence and none is asked for
_SEARCH_TOP_SHARE = 0.70
_ANY_DAY = date(2000, 1, 1)
_CADENCE_LAG_S = 10.0  # time constant of the running mean of cadence


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """A question that waits for its answer.

    Attributes:
        question: what is asked.
        segment: index of the segment that it is about.
        setting: that is asked about.
        cadence_rpm: pedalled on it.
        felt_s: for how long the effort has been ridden: at first it feels easier.
        until_s: when it is taken back, seconds since the start.
    """

    question: Question
    segment: int
    setting: float
    cadence_rpm: float
    felt_s: float
    until_s: float


def needs_finder(prescription: Prescription) -> bool:
    """Whether feeling steers the settings of this ride: an exercise bike without watts."""
    bike = prescription.equipment
    return isinstance(bike, ExerciseBike) and not bike.shows_watts and bool(prescription.plan)


class LevelFinder:
    """The settings of one ride on one exercise bike.

    Args:
        prescription: one for which `needs_finder` holds.

    Attributes:
        segments: those of the prescription, with settings as they are believed to fit now.
        feelings: what the rider said so far.
        steps_eased: for each step, by how many settings the rider asked for more (+) or less.
    """

    def __init__(self, prescription: Prescription):
        bike = prescription.equipment
        if not isinstance(bike, ExerciseBike):
            raise TypeError("only an exercise bike has settings to be found")
        critical_power = prescription.rider.fitness.critical_power_w
        self._rider = prescription.rider
        self._bike = bike
        workout = parse_workout(prescription.plan)
        self._steps = workout.steps()
        self._targets = set_targets(workout, self._rider, bike)
        learnt = bike.believe(critical_power.value, critical_power.sd)
        self._day = prescription.day or (learnt.day or _ANY_DAY) + timedelta(days=1)
        self._belief = learnt.age(self._day)
        self._prescribed = prescription.segments
        self._search: LevelSearch | HillTrial | None = self._begin_search()
        self._asked: _Asked | None = None
        self._settled_steps: set[int] = set()  # steps that were found to be right
        self._ask_from_s = 0.0  # not before this moment of the ride
        self._cadence_rpm: float | None = None
        self._ridden: dict[Word, float] = {}
        self.steps_eased: dict[int, int] = {}
        self.feelings: list[Feeling] = []
        self.segments = self._apply()

    @property
    def question(self) -> Question | None:
        """What the rider is asked now."""
        return self._asked.question if self._asked else None

    @property
    def searching(self) -> bool:
        """Whether the warm-up is a search."""
        return self._search is not None

    # -- what happens ----------------------------------------------------------------------

    def ride_on(
        self, position: Position, passed_s: float, now_s: float, cadence_rpm: float | None
    ) -> bool:
        """Let time pass; True where the settings have changed by it.

        Args:
            position: where the rider is after that time.
            passed_s: how long they rode.
            now_s: seconds since the start of the ride.
            cadence_rpm: measured, or None.
        """
        self._feel_cadence(cadence_rpm, passed_s)
        before = self.segments
        self._take_back_question(now_s)
        self._lead_search(position, passed_s, now_s)
        if self._asked is None and self._search is None:
            self._ask_in_step(position, now_s)
        return self.segments is not before

    def leave_step(self, left: Segment, into_s: float, now_s: float) -> bool:
        """A step was left; ask how its hill was. True where the settings have changed.

        Args:
            left: its last segment.
            into_s: how much of the step was ridden.
            now_s: seconds since the start of the ride.
        """
        before = self.segments
        self._asked = None
        if left.role is Role.WARM_UP:
            self._end_search()
        if into_s >= _LEAST_RIDDEN_S.get(left.role, math.inf):
            setting = self._setting(left.index)
            word = self._hill_word(left.step)
            if word is not None:
                self._ridden[word] = setting
            self._ask(left, setting, into_s, now_s, over=True)
        return self.segments is not before

    def answer(self, number: int, now_s: float) -> bool:
        """Take the answer of a number (from 0) to what is asked; True where anything changed."""
        asked = self._asked
        if asked is None or number >= len(asked.question.answers):
            return False
        self._asked = None
        answer = asked.question.answers[number]
        self._learn(answer, asked, now_s)
        meant_rpe = middle_rpe(self.segments[asked.segment].effort)
        if isinstance(self._search, LevelSearch):
            self._search.take(answer, self._belief)
        elif isinstance(self._search, HillTrial):
            self._search.take(answer, meant_rpe)
        else:
            self._judge_step(asked.segment, answer, now_s)
        self._follow_search()
        self._prescribe_anew()
        return True

    def complain(self, position: Position, now_s: float, *, too_hard: bool) -> bool:
        """The rider wants it easier (or harder); True where the setting could be changed."""
        segment, before = position.segment, self._setting(position.segment.index)
        if self._search is not None:
            self._asked = self._asked or self._ask_in_search(segment, now_s)
            return self.answer(2 if too_hard else 0, now_s)
        into_s = position.into_step_s
        if segment.role in _FELT_ROLES and into_s >= _FELT_AFTER_S:
            answer = take_complaint(segment.effort, too_hard=too_hard)
            self._learn(answer, self._about(segment, before, into_s, now_s, over=False), now_s)
            self._asked = None
            if too_hard:
                self._forget_hill(segment.index)
            self._prescribe_anew()
        return self._move(segment, before, -1 if too_hard else 1)

    # -- the search ------------------------------------------------------------------------

    def _begin_search(self) -> LevelSearch | None:
        first = self._prescribed[0]
        lasting = [s.share_of_cp for s in self._prescribed if s.role is not Role.INTERVAL]
        top_share = max(lasting)
        known = self._belief.sd_near(top_share) <= KNOWN_SD
        if known or first.role is not Role.WARM_UP:
            return None
        most_rpe = self._rider.limits.max_rpe
        if most_rpe is not None:
            return LevelSearch(self._belief, top_share, most_rpe)
        return LevelSearch(self._belief, max(_SEARCH_TOP_SHARE, top_share))

    def _lead_search(self, position: Position, passed_s: float, now_s: float) -> None:
        search, segment = self._search, position.segment
        if search is None:
            return
        if segment.role is not Role.WARM_UP or position.left_s_in_step() < _LEAVE_S:
            self._asked = None
            self._end_search()
            return
        search.settled_s += passed_s
        if self._asked is None and search.settled_s >= SETTLE_S:
            self._asked = self._ask_in_search(segment, now_s)

    def _ask_in_search(self, segment: Segment, now_s: float) -> _Asked:
        shown = self.segments[segment.index]
        if isinstance(self._search, HillTrial):
            what = "This is what hill 1 will be like. It"
            question = ask_whether_as_meant(what, shown.effort, over=False)
        else:
            question = ask_how_it_feels(describe_command(shown.command))
        return _Asked(
            question=question,
            segment=segment.index,
            setting=self._setting(segment.index),
            cadence_rpm=self._cadence_rpm or self._told_cadence(shown),
            felt_s=LASTING_EFFORT_S,
            until_s=now_s + ANSWER_S,
        )

    def _follow_search(self) -> None:
        """Where a search is over, try the first hill; where that is over, ride as prescribed."""
        search = self._search
        if search is None or not search.over:
            return
        tries = isinstance(search, LevelSearch) and not search.ignored and self._first_hill()
        self._search = HillTrial() if tries else None
        self.segments = self._apply()

    def _end_search(self) -> None:
        if self._search is not None:
            self._search = None
            self.segments = self._apply()

    def _first_hill(self) -> Segment | None:
        return next((s for s in self._prescribed if s.role is Role.HILL), None)

    # -- questions -------------------------------------------------------------------------

    def _take_back_question(self, now_s: float) -> None:
        if self._asked is None or now_s < self._asked.until_s:
            return
        self._asked = None
        if self._search is not None:
            self._search.miss()
            self._follow_search()

    def _ask_in_step(self, position: Position, now_s: float) -> None:
        segment = self.segments[position.segment.index]
        left_s = position.left_s_in_step()
        if left_s < _LEAST_LEFT_S or now_s < self._ask_from_s:
            return
        into_s = position.into_step_s
        if segment.role is Role.WARM_UP:
            due = left_s <= _LEFT_OF_WARM_UP_S
        elif segment.role is Role.HILL:
            share = into_s / (into_s + left_s)
            due = into_s >= _INTO_HILL_S and (share >= _INTO_HILL or into_s >= _READY_S)
        else:
            due = segment.role is Role.STEADY and into_s >= _INTO_STEADY_S
        if due:
            self._ask(segment, self._setting(segment.index), into_s, now_s, over=False)

    def _ask(
        self, segment: Segment, setting: float, into_s: float, now_s: float, *, over: bool
    ) -> None:
        """Ask about a step, unless the belief is sure or the rider said that it is right."""
        asked = self._about(segment, setting, into_s, now_s, over=over)
        enough_sd = _SURE_OF_BURSTS_SD if segment.role is Role.INTERVAL else _SURE_SD
        sure = self._belief.share(setting, asked.cadence_rpm)[1] <= enough_sd
        if not sure and segment.step not in self._settled_steps:
            self._ask_from_s = asked.until_s + _AGAIN_S
            self._asked = asked

    def _about(
        self, segment: Segment, setting: float, into_s: float, now_s: float, *, over: bool
    ) -> _Asked:
        """The question whether a step is as it was meant."""
        what = f"Hill {segment.hill}" if segment.hill else _NAMES.get(segment.role, "This")
        return _Asked(
            question=ask_whether_as_meant(what, segment.effort, over=over),
            segment=segment.index,
            setting=setting,
            cadence_rpm=self._cadence_rpm or self._told_cadence(segment),
            felt_s=self._felt_s(segment, into_s),
            until_s=now_s + ANSWER_S,
        )

    # -- learning --------------------------------------------------------------------------

    def _learn(self, answer: Answer, asked: _Asked, now_s: float) -> None:
        feeling = Feeling(
            elapsed_s=now_s,
            segment=asked.segment,
            setting=asked.setting,
            cadence_rpm=asked.cadence_rpm,
            rpe_low=answer.rpe_low,
            rpe_high=answer.rpe_high,
            lasting_s=asked.felt_s,
        )
        self.feelings.append(feeling)
        self._belief = self._belief.learn(read_feeling(feeling, self._rider, self._day))

    def _felt_s(self, segment: Segment, into_s: float) -> float:
        """For how long an effort has been felt; a warm-up or a steady part as if for long.

        How hard an effort of a minute feels says little of its power, so none is read as shorter
        than two.
        """
        if segment.role is Role.INTERVAL:
            return into_s
        if segment.role is not Role.HILL:
            return LASTING_EFFORT_S
        return max(_LEAST_READ_S, into_s)

    def _judge_step(self, segment: int, answer: Answer, now_s: float) -> None:
        """Leave a step alone that is right; a hill that is too hard is no floor for the others."""
        meant_rpe = middle_rpe(self.segments[segment].effort)
        if answer.rpe_low <= meant_rpe <= answer.rpe_high:
            self._settled_steps.add(self._prescribed[segment].step)
        elif answer.rpe_low > meant_rpe:
            self._forget_hill(segment)
        self._ask_from_s = now_s + _AGAIN_S

    def _prescribe_anew(self) -> None:
        bike = replace(self._bike, curve=self._belief.curve(self._critical_w), evidence=())
        self._prescribed = set_anew(
            self._prescribed, self._targets, self._rider, bike, ridden=self._ridden
        )
        self.segments = self._apply()

    def _forget_hill(self, segment: int) -> None:
        """A hill that was too hard is no floor for those that follow."""
        word = self._hill_word(self._prescribed[segment].step)
        if word is not None:
            self._ridden.pop(word, None)

    def _hill_word(self, step: int) -> Word | None:
        effort = self._step(step).effort
        if isinstance(effort, WordEffort) and effort.word.startswith("hill-"):
            return effort.word
        return None

    def _step(self, index: int) -> Step:
        return self._steps[index]

    # -- settings --------------------------------------------------------------------------

    @property
    def _critical_w(self) -> float:
        return self._rider.fitness.critical_power_w.value

    def _setting(self, segment: int) -> float:
        setting = self.segments[segment].command.setting
        return self._belief.settings[0] if setting is None else setting

    def _move(self, segment: Segment, before: float, direction: int) -> bool:
        """Make the present step differ by at least one setting in the direction asked for."""
        now = self._setting(segment.index)
        if (now - before) * direction <= 0:
            eased = self.steps_eased.get(segment.step, 0)
            self.steps_eased[segment.step] = eased + direction
            self.segments = self._apply()
        return self._setting(segment.index) != before

    def _apply(self) -> tuple[Segment, ...]:
        """The prescribed segments with the search and the rider's wishes on top."""
        return tuple(self._with_wish(self._with_search(segment)) for segment in self._prescribed)

    def _with_search(self, segment: Segment) -> Segment:
        if self._search is None or segment.role is not Role.WARM_UP or segment.step != 0:
            return segment
        hill = self._first_hill()
        if isinstance(self._search, HillTrial) and hill is not None:
            return replace(
                segment, command=hill.command, cadence_rpm=hill.cadence_rpm, effort=hill.effort
            )
        setting = self._search.setting if isinstance(self._search, LevelSearch) else 0.0
        low, high = SEARCH_RPM
        return replace(
            segment,
            command=command_setting(self._bike, setting),
            cadence_rpm=Band(low=low, high=high),
        )

    def _with_wish(self, segment: Segment) -> Segment:
        eased = self.steps_eased.get(segment.step, 0)
        if not eased:
            return segment
        return replace(segment, command=adjust_command(segment.command, eased, self._bike))

    def _feel_cadence(self, cadence_rpm: float | None, passed_s: float) -> None:
        """Keep a running mean of cadence, whatever time lies between samples."""
        if cadence_rpm is None or cadence_rpm < 30:
            return
        before = self._cadence_rpm or cadence_rpm
        self._cadence_rpm = before - math.expm1(-passed_s / _CADENCE_LAG_S) * (cadence_rpm - before)

    def _told_cadence(self, segment: Segment) -> float:
        band = segment.cadence_rpm
        return 0.5 * (band.low + band.high) if band else _GUESSED_RPM


_NAMES = {Role.INTERVAL: "This hard effort"}

_FELT_ROLES = frozenset({Role.WARM_UP, Role.HILL, Role.STEADY, Role.TEST})
"""Efforts that last long enough for a rating to speak of the setting."""
