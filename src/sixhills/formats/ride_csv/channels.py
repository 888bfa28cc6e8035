"""What the columns of a table measured, in our units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.formats.ride_csv.columns import POSITION, Column
from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sixhills.formats.ride_csv.table import Table

    Numbers = NDArray[np.float64]

_NEAR_S = 30.0  # steps between rows over which a speed lasts
_FASTEST_MPS, _KMH = 12.0, 1 / 3.6
_LONGEST_KM = 700.0
_BALANCED = (0.05, 0.95)
_SEMICIRCLES = 180 / 2**31
_NEVER_ZERO = {Channel.HEART_RATE_BPM}
_MAY_BE_ZERO = {Channel.GRADE, Channel.TEMPERATURE_C}
_COLDEST_C = -90.0  # -255 and the like stand for none


def read_channels(
    table: Table, columns: Sequence[Column | None], kept: NDArray[np.intp], elapsed_s: Numbers
) -> tuple[dict[Channel, Numbers], list[str]]:
    """The channels of some rows, NaN where missing, and what was assumed of their units.

    Args:
        table: the table.
        columns: what each of its columns is.
        kept: index of the rows wanted, shape (n,).
        elapsed_s: their times, shape (n,).

    Raises:
        FormatError: many cells of a column are no numbers; tells the line of the first.
    """
    found: dict[Channel, Numbers] = {}
    open_units: list[Channel] = []
    for at, column in enumerate(columns):
        if column is None or column.what == POSITION:
            found |= _read_positions(table, at, kept) if column else {}
        elif isinstance(column.what, Channel):
            values = _clean(column, table.numbers(at)[kept])
            if column.what not in found and not np.isnan(values).all():
                found[column.what] = values
                open_units += [column.what] * (column.factor is None)
    notes = list(_settle_units(found, open_units, elapsed_s))
    _drop_empty_positions(found)
    return found, notes


def _clean(column: Column, numbers: Numbers) -> Numbers:
    """Values in our unit; missing where nothing was measured."""
    what = column.what
    if column.is_fahrenheit:
        return (numbers - 32.0) / 1.8
    values = numbers * (column.factor or 1.0)
    if (
        what in {Channel.LATITUDE_DEG, Channel.LONGITUDE_DEG}
        and np.nanmax(np.abs(values), initial=0.0) > 180.0
    ):
        values = values * _SEMICIRCLES
    if what is Channel.TEMPERATURE_C:
        return np.where(values > _COLDEST_C, values, np.nan)
    if what is Channel.LEFT_SHARE:
        low, high = _BALANCED
        return np.where((values > low) & (values < high), values, np.nan)
    if what in _NEVER_ZERO:
        return np.where(values > 0, values, np.nan)
    if what not in _MAY_BE_ZERO and not np.nan_to_num(values).any():
        return np.full(len(values), np.nan)  # nobody measures nothing for a whole ride
    return values


def _read_positions(table: Table, at: int, kept: NDArray[np.intp]) -> dict[Channel, Numbers]:
    """Latitude and longitude that share a cell, such as "47.1:8.2"."""
    pairs = np.full((len(kept), 2), np.nan)
    cells = table.cells(at)
    for place, row in enumerate(kept.tolist()):
        parts = cells[row].strip("[]() ").replace(":", " ").replace(",", " ").split()
        if len(parts) == 2:
            try:
                pairs[place] = [float(part) for part in parts]
            except ValueError:
                continue
    if np.isnan(pairs).all():
        return {}
    return {Channel.LATITUDE_DEG: pairs[:, 0], Channel.LONGITUDE_DEG: pairs[:, 1]}


def _drop_empty_positions(found: dict[Channel, Numbers]) -> None:
    """Positions of which one half is missing are none; nor is the one in the Gulf of Guinea."""
    both = (Channel.LATITUDE_DEG, Channel.LONGITUDE_DEG)
    if not all(name in found for name in both):
        for name in both:
            found.pop(name, None)
        return
    nowhere = (found[both[0]] == 0) & (found[both[1]] == 0)
    for name in both:
        found[name] = np.where(nowhere, np.nan, found[name])


def _settle_units(
    found: dict[Channel, Numbers], open_units: Sequence[Channel], elapsed_s: Numbers
) -> Iterator[str]:
    """Find the units of speed and distance where none is told, and say which were taken.

    The way that the speed adds up to tells the one from the other; by themselves they are told by
    how far and how fast anybody rides.
    """
    speed, distance = Channel.SPEED_MPS, Channel.DISTANCE_M
    if distance in open_units:
        is_told = speed in found and speed not in open_units
        by_speed_m = _add_up_m(found[speed], elapsed_s) if is_told else None
        is_km = _is_thousandth(found[distance], by_speed_m)
        found[distance] = found[distance] * (1000.0 if is_km else 1.0)
        unit = "kilometres" if is_km else "metres"
        yield f"The column of distances names no unit: taken as {unit}."
    if speed in open_units:
        is_kmh = _is_kmh(found[speed], found.get(distance), elapsed_s)
        found[speed] = found[speed] * (_KMH if is_kmh else 1.0)
        unit = "km/h" if is_kmh else "m/s"
        yield f"The column of speeds names no unit: taken as {unit}."


def _is_thousandth(distance: Numbers, by_speed_m: float | None) -> bool:
    """Whether a distance is in kilometres."""
    whole = _span(distance)
    if by_speed_m and whole:
        return bool(abs(np.log(by_speed_m / 1000 / whole)) < abs(np.log(by_speed_m / whole)))
    return bool(np.nanmax(distance) <= _LONGEST_KM)


def _is_kmh(speed: Numbers, distance: Numbers | None, elapsed_s: Numbers) -> bool:
    """Whether a speed is in km/h."""
    summed = _add_up_m(speed, elapsed_s)
    whole = 0.0 if distance is None else _span(distance)
    if summed and whole:
        return bool(abs(np.log(summed * _KMH / whole)) < abs(np.log(summed / whole)))
    moving = speed[speed > 0]
    return len(moving) > 0 and float(np.median(moving)) > _FASTEST_MPS


def _span(distance: Numbers) -> float:
    return float(np.nanmax(distance) - np.nanmin(distance))


def _add_up_m(speed: Numbers, elapsed_s: Numbers) -> float:
    """The way [m] that a speed [m/s] adds up to, holes left out."""
    steps = np.diff(elapsed_s, append=elapsed_s[-1])
    return float(np.nansum(np.where(steps <= _NEAR_S, speed * steps, 0.0)))
