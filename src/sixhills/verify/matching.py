"""Matching: where in a recording the steps of a prescription were ridden.

A ride that was not guided by sixhills says nothing of steps. It was ridden earlier or later than
planned, longer or shorter, on a bike that shows more or fewer watts, with traffic lights in it, and
perhaps with a hill less. What is left is the shape of effort over time, and that is aligned: a
semi-Markov path through the steps in order, in which each step takes a stretch of the ride.

Effort is taken by logarithm, so that unevenness counts alike on hills and at rest. A stretch costs
twice the negative logarithm of how likely it is: how uneven its effort is about its own mean, how
far that mean lies from what was asked, and how far its length does. A step may be left out, and
time between steps may belong to none; both cost something. The path of least cost is found by
dynamic programming in bins of some seconds, and its edges are then set to the second. An effort
between steps that belongs to none costs up to as much as a step left out: else leaving out the one
with the other would be cheap, and all that follows be shifted by one. Seconds in which the pedals
stand still count little: a light that turned red says nothing of the step around. Standing still
for longer than a light takes does: downhill nobody pedals, so it belongs to a rest.

How strictly a rider follows, and how unevenly, differs, so it is learnt from the ride: the path is
sought, what its steps show is taken for what is usual, and the path is sought again. Watts are not
comparable between meters, so a **gain** is learnt likewise. Effort is compared after the gain; the
gain itself is told apart, since it says how hard the ride was in all.

Of like steps nobody can know which was left out. So results say "5 of 6 hills", never "hill 3".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sixhills.verify.kept_clock import place_by_clock
from sixhills.verify.mean_max import lay_seconds
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.recording import Ride

LEAST_FIT = 0.45
"""Least fit of a ride that looks like its prescription; most others stay below. Our convention."""

SHORTEST, LONGEST = 0.4, 2.2
"""A step's time over what was asked, at least and at most."""

_ALIKE_S = 6.0  # seconds in a row are alike: so many say as much as one

_LEFT_OUT_WORK, _LEFT_OUT_REST = 9.0, 3.0  # costs
_BETWEEN, _OUTSIDE = 0.06, 0.01  # for a second that belongs to no step: inside, before and after
_EFFORT_UNASKED = 1.0  # cost of a second of an effort that belongs to no step, inside
_EFFORT_MEAN_S = 5  # over which efforts are told from unevenness
_GAIN_SD = 0.5
_GAINS = (1.0, 0.77, 1.3)
_REFINED = 2  # times
_FLOOR = 0.2  # of critical power, added before the logarithm is taken
_STILL = 0.05  # of critical power: less is standing still
_STILL_WEIGHT = 0.003
_LONGEST_LIGHT_S = 60  # standing still for longer is coasting downhill
_COASTED, _MOST_COASTED = 1.0, 120.0  # cost of that where no recovery is: a second, all of it
_LEAST_TURNED = 0.5  # of a stretch, for its effort to say how the rider follows
_COARSE_BINS, _FINE_BINS = 400, 1500  # of a ride
_BINS_OF_SHORTEST = 6
_LENGTHS_TRIED = 40  # for lengths e-fold apart
_LEAST_SECONDS = 60
_FAR_EFFORT, _FAR_LENGTH = 0.3, 0.7  # by logarithm: a step so far off is none of the workout's
_LEAST_RISE = 0.35  # of what was asked above rest, for work to be work


@dataclass(frozen=True, kw_only=True)
class MatchedStep:
    """A step where it was found in a ride.

    Attributes:
        step: index in the workout, from 0.
        start_s: by the clock, since the first record.
        end_s: likewise.
        ratio: mean effort over what was asked, after the gain.
    """

    step: int
    start_s: int
    end_s: int
    ratio: float


@dataclass(frozen=True, kw_only=True)
class Matching:
    """A ride aligned with a prescription.

    Attributes:
        gain: watts of the ride over watts as the prescription means them.
        steps: that were found, in order.
        fit: share of the prescription's time whose steps were found, each less by how far its
            effort (after the gain) and length lie off; 1 for a ride that follows it exactly.
    """

    gain: float
    steps: tuple[MatchedStep, ...]
    fit: float

    @property
    def is_alike(self) -> bool:
        """Whether the ride looks like the prescription at all."""
        return self.fit >= LEAST_FIT


@dataclass(frozen=True, kw_only=True)
class _Part:
    """What a step asks.

    Attributes:
        step: its index.
        role: what it is for.
        duration_s: asked.
        share: of critical power, mean.
        level: the share by logarithm.
        slope: by how much the level rises from the beginning to the end.
    """

    step: int
    role: Role
    duration_s: float
    share: float
    level: float
    slope: float

    @property
    def left_out(self) -> float:
        """What it costs to leave it out."""
        return _LEFT_OUT_WORK if self.role.is_work else _LEFT_OUT_REST


def match_ride(ride: Ride, prescription: Prescription) -> Matching | None:
    """Find the steps of a prescription in a ride; None without power or for a ride of no length.

    Args:
        ride: what was recorded; what it knows of segments and laps is not looked at.
        prescription: what was to be ridden.
    """
    seconds = lay_seconds(ride, through_pauses=False)
    if seconds is None or len(seconds.work_j) <= _LEAST_SECONDS:
        return None
    parts = [_make_part(step) for step in prescription.steps()]
    critical_w = prescription.rider.fitness.critical_power_w.value
    shares = _fill(seconds.power_w()) / critical_w
    gain, manner = _learn(shares, parts)
    sums = _Sums.of(shares / gain, 1)
    stretches = _sharpen(sums, _align(shares / gain, parts, manner, _FINE_BINS).stretches)
    found = _judge(sums, parts, _put_on_clock(sums, parts, stretches))
    return Matching(gain=gain, steps=found, fit=_measure_fit(parts, found))


def _make_part(step: Sequence[Segment]) -> _Part:
    lengths = np.array([segment.duration_s for segment in step])
    shares = np.array([segment.share_of_cp for segment in step])
    levels = np.log(shares + _FLOOR)
    level = float(levels @ lengths / lengths.sum())
    middles = (np.cumsum(lengths) - 0.5 * lengths) / lengths.sum() - 0.5
    spread = float(middles**2 @ lengths)
    return _Part(
        step=step[0].step,
        role=step[0].role,
        duration_s=float(lengths.sum()),
        share=float(shares @ lengths / lengths.sum()),
        level=level,
        slope=float(middles * (levels - level) @ lengths) / spread if spread else 0.0,
    )


def _fill(power_w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Power with what is unknown taken from the neighbours."""
    known = np.flatnonzero(~np.isnan(power_w))
    return np.interp(np.arange(len(power_w)), known, power_w[known])


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sums:
    """Running sums over bins, each of shape (bins + 1,), from 0.

    Attributes:
        weight: seconds, those that stand still counting little.
        level: weighted logarithm of effort.
        square: its weighted square.
        moment: its weighted product with the moment [s].
        work: effort over time [s of critical power].
        still: seconds that stand still.
        coasted: those of them that do so for longer than at a light.
        bin_s: length of a bin.
    """

    weight: NDArray[np.float64]
    level: NDArray[np.float64]
    square: NDArray[np.float64]
    moment: NDArray[np.float64]
    work: NDArray[np.float64]
    still: NDArray[np.float64]
    coasted: NDArray[np.float64]
    bin_s: int

    @classmethod
    def of(cls, shares: NDArray[np.float64], bin_s: int) -> _Sums:
        """The sums of a ride's effort in shares of critical power, one a second."""
        levels = np.log(np.maximum(shares, 0.0) + _FLOOR)
        stands = shares < _STILL
        weights = np.where(stands, _STILL_WEIGHT, 1.0)
        ends = slice(0, len(shares) + 1, bin_s)

        def run_up(values: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.concatenate(([0.0], np.cumsum(values)))[ends]

        return cls(
            weight=run_up(weights),
            level=run_up(weights * levels),
            square=run_up(weights * levels**2),
            moment=run_up(weights * levels * (np.arange(len(shares)) + 0.5)),
            work=run_up(shares),
            still=run_up(stands.astype(np.float64)),
            coasted=run_up(_find_long(stands).astype(np.float64)),
            bin_s=bin_s,
        )

    def cost(self, bins: int, part: _Part, manner: _Manner) -> NDArray[np.float64]:
        """What all stretches of a number of bins cost as a part, but for their length."""
        weight = self.weight[bins:] - self.weight[:-bins]
        total = self.level[bins:] - self.level[:-bins]
        level = total / weight
        uneven = self.square[bins:] - self.square[:-bins] - weight * level**2
        if part.slope:
            uneven -= self._follow_slope(bins, weight, total, part.slope)
        spread = manner.effort_sd**2 + manner.unevenness / weight
        cost: NDArray[np.float64] = (
            np.maximum(uneven, 0.0) / manner.unevenness + (level - part.level) ** 2 / spread
        )
        if part.role is not Role.RECOVERY:
            coasted = self.coasted[bins:] - self.coasted[:-bins]
            cost += np.minimum(_COASTED * coasted, _MOST_COASTED)
        return cost

    def _follow_slope(
        self,
        bins: int,
        weight: NDArray[np.float64],
        total: NDArray[np.float64],
        slope: float,
    ) -> NDArray[np.float64]:
        """How much less uneven stretches are about a slope than about their mean."""
        seconds = bins * self.bin_s
        middle = self.bin_s * (np.arange(len(weight)) + 0.5 * bins)
        along = (self.moment[bins:] - self.moment[:-bins] - middle * total) / seconds
        less: NDArray[np.float64] = slope * (2.0 * along - slope * weight / 12.0)
        return less

    def uneven(self, start: NDArray[np.intp], end: NDArray[np.intp]) -> NDArray[np.float64]:
        """Weighted squares of stretches about their own mean."""
        weight = np.maximum(self.weight[end] - self.weight[start], 1e-9)
        level = self.level[end] - self.level[start]
        squares: NDArray[np.float64] = self.square[end] - self.square[start] - level**2 / weight
        return squares

    def mean_level(self, stretch: _Stretch) -> float:
        """Mean logarithm of effort of a stretch."""
        start, end = stretch
        weight = self.weight[end] - self.weight[start]
        return float((self.level[end] - self.level[start]) / weight)

    def spread(self, stretch: _Stretch) -> float:
        """Standard deviation of the logarithm of effort within a stretch."""
        start, end = stretch
        weight = self.weight[end] - self.weight[start]
        square = (self.square[end] - self.square[start]) / weight
        return math.sqrt(max(0.0, float(square) - self.mean_level(stretch) ** 2))

    def turned(self, stretch: _Stretch) -> bool:
        """Whether the pedals turned for most of a stretch."""
        start, end = stretch
        return float(self.still[end] - self.still[start]) < (1.0 - _LEAST_TURNED) * (end - start)

    def mean_share(self, stretch: _Stretch) -> float:
        """Mean effort of a stretch, standing still included."""
        return float(self.work[stretch[1]] - self.work[stretch[0]]) / (stretch[1] - stretch[0])


def _find_long(stands: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which seconds stand still in a row longer than a light is red."""
    found = np.zeros(len(stands), dtype=np.bool_)
    for first, after in _list_runs(stands):
        found[first:after] = after - first > _LONGEST_LIGHT_S
    return found


def _list_runs(flags: NDArray[np.bool_]) -> list[_Stretch]:
    """First second and the one after the last of each run of what holds."""
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False)).reshape(-1, 2)
    return [(first, after) for first, after in edges.tolist()]


# -- gain and manner -------------------------------------------------------------------------


_LENGTH_SD, _EFFORT_SD = 0.3, 0.15  # of riders who follow by feel; our convention


@dataclass(frozen=True, kw_only=True)
class _Manner:
    """How a workout is followed, as standard deviations of logarithms.

    Attributes:
        length_sd: of a step's time.
        effort_sd: of a step's mean effort.
        noise_sd: of a second's effort about that.
    """

    length_sd: float = _LENGTH_SD
    effort_sd: float = _EFFORT_SD
    noise_sd: float = 0.15

    @property
    def rarity(self) -> float:
        """What a step costs for being placed: the more, the less strictly the rider follows."""
        strict = self.length_sd * self.effort_sd / (_LENGTH_SD * _EFFORT_SD)
        return 2.0 * math.log(strict)

    @property
    def unevenness(self) -> float:
        """By which the squares of a second's effort are divided."""
        return self.noise_sd**2 * _ALIKE_S


_FREE = _Manner()
_STRICTEST = _Manner(length_sd=0.05, effort_sd=0.04)  # noise is never taken for less than usual
_OWN_STEPS = 4.0  # so many steps of the ride weigh as much as the manner taken at first


def _learn(shares: NDArray[np.float64], parts: Sequence[_Part]) -> tuple[float, _Manner]:
    """The gain and manner by which the prescription is found at the least cost.

    From a rider who follows by feel on a meter of any gain, and from a trainer that holds watts.
    """
    noise_sd = max(_FREE.noise_sd, _measure_noise_sd(shares))
    free, strict = (replace(manner, noise_sd=noise_sd) for manner in (_FREE, _STRICTEST))
    tried = [_refine(shares, parts, gain, free) for gain in _GAINS]
    tried.append(_refine(shares, parts, 1.0, strict))
    best = min(tried, key=lambda one: one.cost)
    return best.gain, best.manner


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """A gain and a manner, and what the path by them costs."""

    cost: float
    gain: float
    manner: _Manner


def _refine(
    shares: NDArray[np.float64], parts: Sequence[_Part], gain: float, manner: _Manner
) -> _Tried:
    """What the steps show, taken for what is usual; a strict manner stays as strict."""
    path = _align(shares / gain, parts, manner, _COARSE_BINS)
    for _ in range(_REFINED):
        matched = [(part, s) for part, s in zip(parts, path.stretches, strict=True) if s]
        if not matched:
            break
        gain *= _show_gain(_Sums.of(shares / gain, 1), matched)
        if manner.length_sd > _STRICTEST.length_sd:
            manner = _show_manner(_Sums.of(shares / gain, 1), matched, manner.noise_sd)
        path = _align(shares / gain, parts, manner, _COARSE_BINS)
    return _Tried(cost=path.cost + (math.log(gain) / _GAIN_SD) ** 2, gain=gain, manner=manner)


def _measure_noise_sd(shares: NDArray[np.float64]) -> float:
    """How uneven effort is within most half minutes in which the pedals turned, by logarithm.

    Rather too much than too little: what is more uneven than thought seems to belong to no step.
    """
    levels = np.log(shares[shares >= _STILL] + _FLOOR)
    if len(levels) < 30:
        return 0.0
    blocks = levels[: len(levels) // 30 * 30].reshape(-1, 30)
    return 1.1 * float(np.percentile(blocks.std(axis=1), 75))


def _show_gain(sums: _Sums, matched: Sequence[tuple[_Part, _Stretch]]) -> float:
    """By how much effort is off in the middle of the matched steps."""
    off = [
        math.log(_share_at(sums.mean_level(s)) / _share_at(part.level))
        for part, s in matched
        if sums.turned(s)
    ]
    if not off:
        return 1.0
    return math.exp(min(0.3, max(-0.3, float(np.median(off)))))


def _share_at(level: float) -> float:
    """The share of critical power of a level."""
    return max(_STILL, math.exp(level) - _FLOOR)


def _show_manner(
    sums: _Sums, matched: Sequence[tuple[_Part, _Stretch]], least_noise_sd: float
) -> _Manner:
    """How far lengths, efforts and seconds lie off in the matched steps."""
    lengths = [math.log((s[1] - s[0]) / part.duration_s) for part, s in matched]
    turned = [(part, s) for part, s in matched if sums.turned(s)]
    efforts = [sums.mean_level(s) - part.level for part, s in turned]
    noises = [sums.spread(s) for _, s in turned] or [least_noise_sd]
    return _Manner(
        length_sd=_weigh(lengths, _FREE.length_sd, _STRICTEST.length_sd),
        effort_sd=_weigh(efforts, _FREE.effort_sd, _STRICTEST.effort_sd),
        noise_sd=max(least_noise_sd, float(np.percentile(noises, 80))),
    )


def _weigh(off: Sequence[float], usual_sd: float, least_sd: float) -> float:
    """Root mean square of what is off, drawn towards what is usual where there is little."""
    total = math.fsum(x * x for x in off) + _OWN_STEPS * usual_sd**2
    return max(least_sd, math.sqrt(total / (len(off) + _OWN_STEPS)))


# -- path ------------------------------------------------------------------------------------

_Stretch = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class _Path:
    """Where each part lies, in seconds, None where it is left out; and what that costs."""

    stretches: tuple[_Stretch | None, ...]
    cost: float


@dataclass(frozen=True, kw_only=True, eq=False)
class _Stage:
    """Least cost until each bin once a part is over, and how that came about.

    Attributes:
        cost: shape (bins + 1,).
        length: bins that the part took, 0 where it was left out.
        begin: where what came before ended, for a part that begins at each bin: time that belongs
            to no step lies between.
    """

    cost: NDArray[np.float64]
    length: NDArray[np.intp]
    begin: NDArray[np.intp]


def _align(
    shares: NDArray[np.float64], parts: Sequence[_Part], manner: _Manner, most_bins: int
) -> _Path:
    shortest_s = min(part.duration_s for part in parts)
    fine_s = max(1, int(shortest_s / _BINS_OF_SHORTEST))
    bin_s = max(1, min(fine_s, math.ceil(len(shares) / most_bins)))
    sums = _Sums.of(shares, bin_s)
    places = bin_s * np.arange(len(sums.weight), dtype=np.float64)
    alone = 1.0 / _ALIKE_S  # what a second of steady effort costs in a step
    cost = before = (alone + _OUTSIDE) * places
    between = (alone + _BETWEEN) * places + _charge_efforts(shares, parts)[::bin_s]
    stages: list[_Stage] = []
    for number, part in enumerate(parts):
        stages.append(_pass_part(cost, sums, part, manner, between if number else before))
        cost = stages[-1].cost
    last = cost + (alone + _OUTSIDE) * (places[-1] - places)
    end = int(last.argmin())
    return _Path(stretches=tuple(_trace(stages, end, bin_s)), cost=float(last[end]))


def _charge_efforts(shares: NDArray[np.float64], parts: Sequence[_Part]) -> NDArray[np.float64]:
    """What the efforts until each second cost if they belong to no step, from 0."""
    rest = _rest_share(parts)
    work = float(np.median([part.share for part in parts if part.role.is_work] or [rest]))
    smooth = np.convolve(shares, np.ones(_EFFORT_MEAN_S) / _EFFORT_MEAN_S, "same")
    hard = (smooth > 0.5 * (rest + work)) & (work > rest)
    charged = np.zeros(len(shares) + 1)
    for first, after in _list_runs(hard):
        charged[first + 1 : after + 1] = min(_EFFORT_UNASKED, _LEFT_OUT_WORK / (after - first))
    return np.cumsum(charged)


def _pass_part(
    before: NDArray[np.float64],
    sums: _Sums,
    part: _Part,
    manner: _Manner,
    waiting: NDArray[np.float64],
) -> _Stage:
    """Let one part follow what came before, after some time that belongs to nothing."""
    count = len(before)
    least = np.minimum.accumulate(before - waiting)
    begin = np.maximum.accumulate(np.where(before - waiting <= least, np.arange(count), 0))
    lead = least + waiting
    cost, length = before + part.left_out - 2.0 * manner.rarity, np.zeros(count, dtype=np.intp)
    wanted = part.duration_s / sums.bin_s
    for bins in _list_lengths(wanted, count - 1):
        off = (math.log(bins / wanted) / manner.length_sd) ** 2 + manner.rarity
        via = lead[:-bins] + sums.cost(bins, part, manner) + off
        better = via < cost[bins:]
        cost[bins:][better] = via[better]
        length[bins:][better] = bins
    return _Stage(cost=cost, length=length, begin=begin)


def _list_lengths(wanted: float, most: int) -> list[int]:
    """Lengths in bins to try: all of the short ones, evenly by logarithm of the long ones."""
    low, high = math.log(SHORTEST * wanted), math.log(LONGEST * wanted)
    tries = math.ceil(_LENGTHS_TRIED * (high - low))
    lengths = {round(math.exp(low + (high - low) * n / tries)) for n in range(tries + 1)}
    return sorted(bins for bins in lengths if 1 <= bins <= most)


def _trace(stages: Sequence[_Stage], end: int, bin_s: int) -> list[_Stretch | None]:
    stretches: list[_Stretch | None] = []
    for stage in reversed(stages):
        length = int(stage.length[end])
        if not length:
            stretches.append(None)
            continue
        start = end - length
        stretches.append((start * bin_s, end * bin_s))
        end = int(stage.begin[start])
    return stretches[::-1]


# -- edges and judgement -----------------------------------------------------------------------


def _sharpen(sums: _Sums, stretches: Sequence[_Stretch | None]) -> list[_Stretch | None]:
    """The stretches with each edge, to the second, where effort changes most.

    What lies on the other side of an edge is the neighbour, or time that belongs to no step.
    """
    placed = [number for number, stretch in enumerate(stretches) if stretch is not None]
    edges = sorted({edge for stretch in stretches if stretch is not None for edge in stretch})
    bounds = [0, *edges, len(sums.weight) - 1]
    moved = {
        edge: _move_edge(sums, before, edge, after)
        for before, edge, after in zip(bounds, edges, bounds[2:], strict=False)
    }
    sharp = list(stretches)
    for number in placed:
        stretch = stretches[number]
        if stretch is not None:
            sharp[number] = (moved[stretch[0]], moved[stretch[1]])
    return sharp


def _move_edge(sums: _Sums, before: int, edge: int, after: int) -> int:
    """The moment near an edge that parts both sides best."""
    left, right = edge - before, after - edge
    if min(left, right) < 3:
        return edge
    reach = max(3, min(30, left // 2, right // 2))
    near = np.arange(max(before + 1, edge - reach), min(after, edge + reach + 1))
    low = np.full(len(near), max(before, edge - 4 * reach))
    high = np.full(len(near), min(after, edge + 4 * reach))
    return int(near[(sums.uneven(low, near) + sums.uneven(near, high)).argmin()])


def _put_on_clock(
    sums: _Sums, parts: Sequence[_Part], stretches: Sequence[_Stretch | None]
) -> list[_Stretch | None]:
    """The stretches where their steps were told, in a ride that keeps the workout's clock."""
    ends = np.cumsum([part.duration_s for part in parts])
    rest, ride_s = _rest_share(parts), len(sums.weight) - 1

    def is_there(number: int, span: tuple[float, float]) -> bool:
        start, end = (min(ride_s, max(0, round(edge))) for edge in span)
        return start < end and _is_made(parts[number], sums.mean_share((start, end)), rest)

    told = place_by_clock(
        [(float(end - part.duration_s), float(end)) for part, end in zip(parts, ends, strict=True)],
        stretches,
        [part.role.is_work for part in parts],
        is_there,
    )
    return [span and (max(0, round(span[0])), min(ride_s, round(span[1]))) for span in told]


def _judge(
    sums: _Sums, parts: Sequence[_Part], stretches: Sequence[_Stretch | None]
) -> tuple[MatchedStep, ...]:
    """The parts that were really found: work must rise out of what lies around it."""
    rest = _rest_share(parts)
    found = []
    for part, stretch in zip(parts, stretches, strict=True):
        if stretch is None or stretch[0] >= stretch[1]:
            continue
        mean = sums.mean_share(stretch)
        if not _is_made(part, mean, rest):
            continue
        found.append(
            MatchedStep(
                step=part.step, start_s=stretch[0], end_s=stretch[1], ratio=mean / part.share
            )
        )
    return tuple(found)


def _is_made(part: _Part, share: float, rest: float) -> bool:
    """Whether a mean effort is that of a part: work rises out of what lies around it."""
    return not part.role.is_work or share >= rest + _LEAST_RISE * (part.share - rest)


def _rest_share(parts: Sequence[_Part]) -> float:
    """Effort between the work, 0 where all is work."""
    rests = [part.share for part in parts if not part.role.is_work]
    work = [part.share for part in parts if part.role.is_work]
    return min(float(np.median(rests)), *work) if rests and work else 0.0


def _measure_fit(parts: Sequence[_Part], found: Sequence[MatchedStep]) -> float:
    """Share of the prescription that was found, each step less by how far it lies off."""
    asked_s = {part.step: part.duration_s for part in parts}
    near = 0.0
    for step in found:
        effort = math.log(max(step.ratio, 1e-3)) / _FAR_EFFORT
        length = math.log((step.end_s - step.start_s) / asked_s[step.step]) / _FAR_LENGTH
        near += asked_s[step.step] * max(0.0, 1.0 - effort**2 - length**2)
    return near / sum(asked_s.values())


# -- what follows ------------------------------------------------------------------------------


def follow_matching(ride: Ride, prescription: Prescription, matching: Matching) -> Ride:
    """The ride as if it had said which segment each record belongs to.

    A step's segments share its stretch as they share its time. What lies between belongs to none.
    """
    segments = np.full(len(ride.elapsed_s), -1, dtype=np.int32)
    clock_s = ride.elapsed_s - ride.elapsed_s[0]
    by_step = {step[0].step: step for step in prescription.steps()}
    for matched in matching.steps:
        step = by_step[matched.step]
        lengths = np.cumsum([segment.duration_s for segment in step])
        ends = matched.start_s + lengths / lengths[-1] * (matched.end_s - matched.start_s)
        inside = (clock_s >= matched.start_s) & (clock_s < matched.end_s)
        which = np.searchsorted(ends, clock_s[inside], side="right").clip(max=len(step) - 1)
        segments[inside] = step[0].index + which
    return replace(ride, segments=segments)
