"""The server's side of the pages on the bike: the real use cases over a directory of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import TypeAdapter

from sixhills.body.fit_place import Marks
from sixhills.body.what_if import Change
from sixhills.errors import NotFoundError
from sixhills.usecases import bike_check, fit_page, hill_gears
from sixhills.usecases.bike_check import ToldCheck
from sixhills.usecases.fit_memory import Measures
from sixhills.usecases.fit_page import ToldAngle, ToldPicture, ToldPlace


class ScriptedBike:
    """Answers what is asked under /api/bikes/NAME/."""

    def __init__(self, today: date):
        self._today = today
        self._folder: TemporaryDirectory[str] | None = None

    @property
    def _home(self) -> Path:
        self._folder = self._folder or TemporaryDirectory()
        return Path(self._folder.name)

    def close(self) -> None:
        """Remove the data directory."""
        if self._folder is not None:
            self._folder.cleanup()

    def answer(self, method: str, bike: str, what: str, query: dict[str, str], body: Any) -> Any:
        """The answer as plain JSON, None where there is nothing like that."""
        find = getattr(self, f"_{method.lower()}_{what.replace('/', '_').replace('-', '_')}", None)
        if find is None:
            return None
        try:
            value = find(bike, query, body)
        except NotFoundError:
            return None
        return TypeAdapter(type(value)).dump_python(value, mode="json")

    def _get_check(self, bike: str, query: dict[str, str], _: Any) -> Any:
        whole = query.get("whole") == "true"
        return bike_check.show_check(self._home, bike, today=self._today, whole=whole)

    def _post_checks(self, bike: str, _: Any, body: Any) -> Any:
        found = TypeAdapter(ToldCheck).validate_python(body).found
        bike_check.save_check(self._home, bike, found, today=self._today)
        return bike_check.show_check(self._home, bike, today=self._today)

    def _get_gears(self, bike: str, query: dict[str, str], _: Any) -> Any:
        grade, rpm = float(query["grade"]), float(query["cadence_rpm"])
        return hill_gears.show_hill_gears(self._home, bike, grade, cadence_rpm=rpm)

    def _get_tyres(self, bike: str, query: dict[str, str], _: Any) -> Any:
        return hill_gears.find_tyre_start(self._home, float(query["width_mm"]), bike=bike)

    def _get_fit(self, bike: str, *_: Any) -> Any:
        return fit_page.show_fit(self._home, bike)

    def _get_fit_figure(self, bike: str, *_: Any) -> Any:
        return fit_page.draw_fit(self._home, bike)

    def _get_fit_what_if(self, bike: str, query: dict[str, str], _: Any) -> Any:
        change = Change(**{name: float(value) for name, value in query.items()})
        return fit_page.try_change(self._home, bike, change)

    def _put_fit_inseam(self, bike: str, _: Any, body: Any) -> Any:
        measures = TypeAdapter(Measures).validate_python(body)
        return fit_page.start_by_inseam(self._home, bike, measures)

    def _put_fit_marks(self, bike: str, _: Any, body: Any) -> Any:
        return fit_page.tell_marks(self._home, bike, TypeAdapter(Marks).validate_python(body))

    def _post_fit_places(self, bike: str, _: Any, body: Any) -> Any:
        told = TypeAdapter(ToldPlace).validate_python(body)
        return fit_page.tell_place(self._home, bike, told, today=self._today)

    def _post_fit_angles(self, bike: str, _: Any, body: Any) -> Any:
        told = TypeAdapter(ToldAngle).validate_python(body)
        return fit_page.judge_told_angle(self._home, bike, told, today=self._today)

    def _post_fit_pictures(self, bike: str, _: Any, body: Any) -> Any:
        told = TypeAdapter(ToldPicture).validate_python(body)
        return fit_page.judge_picture(self._home, bike, told, today=self._today)
