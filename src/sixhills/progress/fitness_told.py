"""The sentences that tell what a ride changed of what is known of its rider, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.progress.fitness_shown import MOST_RAISED, Limit, estimate_of
from sixhills.progress.fitness_tests import EVEN, RampResult, StepsResult, TrialsResult
from sixhills.rider import Origin

if TYPE_CHECKING:
    from sixhills.power import Trial
    from sixhills.progress.fitness_shown import Excess, Raise
    from sixhills.rider import Estimate, Fitness

NAMES = {
    Limit.CRITICAL_POWER: "critical power",
    Limit.W_PRIME: "reserve (W′)",
    Limit.MAX_POWER: "maximal power",
}


def tell_raise(before: Fitness, raised: Raise) -> tuple[str, ...]:
    """What a ride raised, a sentence for each limit, and one more where it was capped."""
    told = []
    for limit, excess in raised.reasons.items():
        change = _say_change(limit, estimate_of(before, limit), estimate_of(raised.fitness, limit))
        told.append(f"{change}: {_say_excess(excess)}.")
        if limit in raised.capped:
            most = round(100 * (MOST_RAISED[limit] - 1))
            told.append(
                f"More than that was shown, but one ride raises your {NAMES[limit]} by at most "
                f"{most} %, since a meter can be wrong. Another ride, or a test, brings the rest."
            )
    return tuple(told)


def tell_test(
    result: TrialsResult | RampResult | StepsResult, before: Fitness, after: Fitness
) -> tuple[str, ...]:
    """What a test says by itself, and what it changes of what was known."""
    told = [f"{_say_result(result)}."]
    if isinstance(result, TrialsResult) and result.fade > EVEN:
        told.append(
            "An effort was begun too fast: ridden evenly, the same legs hold more. So the test is "
            "trusted a little less."
        )
    for limit in Limit:
        old, new = estimate_of(before, limit), estimate_of(after, limit)
        if old == new:
            continue
        follows = new.origin is Origin.GUESSED
        end = ": still a guess, it follows critical power" if follows else ""
        told.append(f"{_say_change(limit, old, new)}{end}.")
    return tuple(told)


def tell_too_low(result: TrialsResult | RampResult, known: Estimate) -> str:
    """That a test lies too far below what is known to be believed."""
    return (
        f"{_say_result(result)}. That is far below the {_say(Limit.CRITICAL_POWER, known)}, that "
        "is known of you, so nothing is lowered. If it was all that you had, tell your critical "
        "power with `sixhills rider`."
    )


def tell_too_easy(result: TrialsResult | RampResult, reserve: float) -> str:
    """That the heart was not at its limit, so that the test was not to it either."""
    return (
        f"{_say_result(result)}. Your heart rate ended at {100 * reserve:.0f} % of its range, so "
        "you may have had more to give: it counts as a ride and not as a test."
    )


def _say_change(limit: Limit, old: Estimate, new: Estimate) -> str:
    name, before, after = NAMES[limit], _say(limit, old), _say(limit, new)
    if _say_value(limit, old.value) == _say_value(limit, new.value):
        sd = _say_number(limit, new.sd)
        return f"Your {name} stays at {before}; it is now known to give or take {sd}"
    return f"Your {name} goes from {before}, to {after}"


def _say_excess(excess: Excess) -> str:
    if excess.duration_s is None:
        return "your efforts and the rests between them took more than it was thought to allow"
    return (
        f"you held {excess.power_w:.0f} W for {_say_time(excess.duration_s)}, where at most "
        f"{excess.allowed_w:.0f} W was expected"
    )


def _say_result(result: TrialsResult | RampResult | StepsResult) -> str:
    if isinstance(result, TrialsResult):
        fit = result.fit
        critical = _say_alone(Limit.CRITICAL_POWER, fit.critical_power_w, fit.critical_power_sd_w)
        w_prime = _say_alone(Limit.W_PRIME, fit.w_prime_j, fit.w_prime_sd_j)
        held = " and ".join(_say_trial(trial) for trial in result.trials)
        return f"You held {held}. By that alone your {critical}, and your {w_prime}"
    alone = _say_alone(Limit.CRITICAL_POWER, result.critical_power_w, result.sd_w)
    if isinstance(result, RampResult):
        return f"Your best minute was {result.best_minute_w:.0f} W. By that alone your {alone}"
    return f"By the rise of your heart rate over the steps alone your {alone}"


def _say_trial(trial: Trial) -> str:
    return f"{trial.power_w:.0f} W for {_say_time(round(trial.duration_s))}"


def _say_alone(limit: Limit, value: float, sd: float) -> str:
    number = _say_number(limit, sd)
    return f"{NAMES[limit]} would be {_say_value(limit, value)}, give or take {number}"


def _say(limit: Limit, estimate: Estimate) -> str:
    number = _say_number(limit, estimate.sd)
    return f"{_say_value(limit, estimate.value)}, give or take {number}"


def _say_value(limit: Limit, value: float) -> str:
    return f"{_say_number(limit, value)} {'kJ' if limit is Limit.W_PRIME else 'W'}"


def _say_number(limit: Limit, value: float) -> str:
    return f"{value / 1000:.1f}" if limit is Limit.W_PRIME else f"{value:.0f}"


def _say_time(seconds: int) -> str:
    if seconds % 60:
        return f"{seconds} seconds"
    return "1 minute" if seconds == 60 else f"{seconds // 60} minutes"
