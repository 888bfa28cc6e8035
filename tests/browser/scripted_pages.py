"""The server's side of the pages around the ride, conducted by a test in place of the server.

Values are real ones of the domain; only the wire and the memory are the test's. What a page sends
is kept in `sent`, and a test can have any address refuse.
"""

from __future__ import annotations

import json
import mimetypes
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np
from contract import find_misfits
from scripted_bike import ScriptedBike
from scripted_muscles import answer_muscles
from scripted_ride import POLICY

from hilly_rides import NOISES, make_hilly_ride
from sixhills.care.limits_told import tell_limits
from sixhills.care.screening import QUESTIONS, decide_limits
from sixhills.care.stop_rules import STOP_RULES
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.plain import to_plain
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.recording import Channel, Evidence, PostureEvent, Ride
from sixhills.rider import Estimate, HeartRateBounds, Origin, Rider
from sixhills.usecases import cards, workout_desk
from sixhills.usecases.profile import Overrides
from sixhills.usecases.technique import show_technique
from sixhills.usecases.workout_list import list_workout
from sixhills.verify.analysis import analyse_ride, band_ride
from sixhills.verify.posture_report import choose_postures
from sixhills.verify.power_curve import measure_power_curve
from sixhills.verify.report import make_report
from sixhills.verify.ridden_climbs import find_ridden_climbs
from sixhills.verify.w_prime import thin_band
from sixhills.workout.library import find_workout
from sixhills.workout.text import parse_workout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Page, Request, Route

    from sixhills.prescribe.prescription import Prescription

START = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
RIDER = Rider()
KNOWN_RIDER = replace(
    RIDER,
    fitness=replace(
        RIDER.fitness,
        critical_power_w=Estimate(value=210.0, sd=10.0, origin=Origin.TOLD),
    ),
    heart_rate=HeartRateBounds(rest_bpm=55, max_bpm=188),
)
SEEN, UNSEEN, FREE, HILLY = "seen", "unseen", "free", "hilly"
"""Rides: with sensors, on a plain bike by the clock alone, one without a workout, and one recorded
elsewhere over real hills by a rider whose limits are known."""

_WHY = "Your first hard ride is hills."
_BECAUSE = "It takes less time."

_NO_HOME = Path("no-such-folder")  # so the rider is a typical one


class ScriptedPages:
    """A server that holds three rides of somebody who answered all questions.

    Args:
        bike: name of the built-in bike that is ridden.
        changes: to `GET /api/app`, by name.
    """

    def __init__(self, bike: str = "exercise", **changes: Any):
        self.bike = bike
        self.app: dict[str, Any] = {
            "version": "0",
            "role": "owner",
            "needs": None,
            "health_because": None,
            "rider": to_plain(RIDER),
            "bikes": [_show_bike(name, default=name == bike) for name in BUILT_IN_BIKES],
            "live": None,
            "unfinished": [],
            "settings": {"units": "metric", "language": "en", "voice": False, "sounds": True},
            **changes,
        }
        self.now = START + timedelta(days=3)
        self.rest_day = False
        self.refusing: set[str] = set()  # addresses, as "PUT /api/settings"
        self.sent: list[tuple[str, str, Any]] = []
        self.errors: list[str] = []
        self.misfits: list[str] = []  # what the API does not describe so
        self.own_workouts: dict[str, str] = {}
        self._aside: str | None = None  # a workout that was deleted and can come back
        self._gone: set[str] = set()
        self._rated: dict[str, dict[str, Any]] = {}
        self._imported = 0
        self._looked_through = False  # older rides, for hills: some at a time
        self.bike_pages = ScriptedBike(self.now.date())

    # -- what a test does --------------------------------------------------------------------

    def serve(self, page: Page, built: Path) -> None:
        """Answer all requests of a page, and note what it complains about."""

        def answer(route: Route) -> None:
            address = urlsplit(route.request.url)
            if address.path.startswith("/api/"):
                self._answer(route, address.path[4:], parse_qs(address.query))
            else:
                _send_file(route, built, address.path.lstrip("/"))

        page.route("**/*", answer)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self._listen(line.type, line.text))

    def bodies(self, method: str, path: str) -> list[Any]:
        """What was sent to an address, in order."""
        return [body for sent, to, body in self.sent if (sent, to) == (method, path)]

    # -- the server's side ---------------------------------------------------------------------

    def _listen(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and "Failed to load resource" not in text:
            self.errors.append(text)

    def _answer(self, route: Route, path: str, query: dict[str, list[str]]) -> None:
        method = route.request.method
        body = _read_body(route.request)
        if method != "GET":
            self.sent.append((method, f"/api{path}", body))
        if f"{method} /api{path}" in self.refusing:
            refusal = {"problem": "the disk is full", "place": None, "remedy": "make room"}
            route.fulfill(status=503, json=refusal)
            return
        name, *rest = path.strip("/").split("/")
        if name == "bikes" and len(rest) > 1:
            self._answer_bike(route, method, [unquote(part) for part in rest], query, body)
            return
        find = getattr(self, f"_{method.lower()}_{name.replace('-', '_')}", None)
        if find is None:
            route.fulfill(status=404, json={"problem": f"no {method} {path}"})
            return
        answer = find([unquote(part) for part in rest], query, body)
        if name == "card":
            route.fulfill(body=answer, content_type="text/html; charset=utf-8")
            return
        self.misfits += find_misfits(method, f"/api{path}", body, answer)
        if answer is None:
            route.fulfill(status=204)
        else:
            route.fulfill(body=json.dumps(answer, default=str), content_type="application/json")

    def _answer_bike(
        self, route: Route, method: str, rest: list[str], query: dict[str, list[str]], body: Any
    ) -> None:
        told = {name: values[0] for name, values in query.items()}
        answer = self.bike_pages.answer(method, rest[0], "/".join(rest[1:]), told, body)
        if answer is None:
            route.fulfill(status=404, json={"problem": f"no bike {rest}"})
            return
        self.misfits += find_misfits(method, f"/api/bikes/{'/'.join(rest)}", body, answer)
        route.fulfill(body=json.dumps(answer, default=str), content_type="application/json")

    def _get_technique(self, *_: Any) -> Any:
        return to_plain(show_technique())

    def _get_app(self, *_: Any) -> Any:
        return self.app

    def _put_settings(self, _: Any, __: Any, body: Any) -> Any:
        self.app["settings"] = body
        return body

    def _put_rider(self, _: Any, __: Any, body: Any) -> Any:
        told = {name: body[name] for name in ("experience", "mass_kg", "height_m", "can_stand")}
        self.app["rider"] = {**self.app["rider"], **told}
        return self.app["rider"]

    def _put_bikes(self, rest: list[str], query: dict[str, list[str]], body: Any) -> Any:
        built_in = to_plain(BUILT_IN_BIKES[_KINDS[body["kind"]]])
        assert isinstance(built_in, dict)
        default = query.get("default") == ["true"]
        shown = {"bike": {**built_in, **body}, "words": body["kind"], "built_in": False}
        others = [bike for bike in self.app["bikes"] if bike["bike"]["name"] != rest[0]]
        self.app["needs"] = "health" if self.app["needs"] == "setup" else self.app["needs"]
        self.app["bikes"] = [{**shown, "is_default": default}, *others]
        return self.app["bikes"][0]

    def _delete_bikes(self, rest: list[str], *_: Any) -> None:
        self.app["bikes"] = [bike for bike in self.app["bikes"] if bike["bike"]["name"] != rest[0]]

    def _put_default_bike(self, _: Any, __: Any, body: Any) -> None:
        for bike in self.app["bikes"]:
            bike["is_default"] = bike["bike"]["name"] == body["name"]

    def _get_screening(self, *_: Any) -> Any:
        names = ("key", "text", "why", "medical")
        questions = [{name: getattr(one, name) for name in names} for one in QUESTIONS]
        return {"questions": questions, "answers": None, "due": None, "stop_rules": STOP_RULES}

    def _put_screening(self, _: Any, __: Any, body: Any) -> Any:
        screened = decide_limits(body["yes"], cleared=body["cleared"])
        self.app["needs"] = None
        told = tell_limits(screened.limits)
        return {"advice": screened.advice, "locked": screened.locked, "limits_told": told}

    def _get_workouts(self, rest: list[str], *_: Any) -> Any:
        if rest and rest[0] in self.own_workouts:
            return asdict(workout_desk.draw_draft(_NO_HOME, self.own_workouts[rest[0]]))
        if rest:
            return asdict(workout_desk.show_workout(_NO_HOME, rest[0]))
        own = [parse_workout(text) for key, text in self.own_workouts.items() if key != self._aside]
        keys = ("six-hills", "three-hills", "intervals", "recovery-20")
        return [
            *(asdict(list_workout(workout, is_own=True)) for workout in own),
            *(asdict(list_workout(find_workout(key))) for key in keys),
        ]

    def _post_workouts(self, rest: list[str], _: Any, body: Any) -> Any:
        if not rest:
            key = str(body["replaces"] or "mine")
            text = body["text"].replace(parse_workout(body["text"]).key, key, 1)
            self.own_workouts[key] = text
            return {"workout": key, "text": text}
        if rest[1:] == ["undelete"]:
            self._aside = None
            return None
        if rest == ["draft"]:
            return asdict(workout_desk.draw_draft(_NO_HOME, body["text"]))
        return asdict(workout_desk.send_out(_NO_HOME, body["text"], body["suffix"]))

    def _delete_workouts(self, rest: list[str], *_: Any) -> None:
        self._aside = rest[0]

    def _get_today(self, _: Any, query: dict[str, list[str]], __: Any) -> Any:
        bike = query.get("bike", [self.bike])[0]
        return {
            "offer": None if self.rest_day else _offer("six-hills", bike),
            "why": [_WHY, "You start where a beginner starts."],
            "rejected": [{**_brief("intervals"), "because": "They come next time."}],
            "hard_due": "2026-11-25" if self.rest_day else None,
            "strength": None,
            "others": {"shorter": _brief("three-hills"), "easier": None, "harder": None},
        }

    def _get_card(self, _: Any, query: dict[str, list[str]], __: Any) -> Any:
        overrides = Overrides(bike=query["bike"][0])
        return cards.make_card(_NO_HOME, query["workout"][0], overrides).html

    def _get_offers(self, rest: list[str], query: dict[str, list[str]], _: Any) -> Any:
        key = "six-hills" if rest[0] in self.own_workouts else rest[0]
        return _offer(key, query.get("bike", [self.bike])[0])

    def _get_rides(self, rest: list[str], *_: Any) -> Any:
        if rest[1:] == ["hills"]:
            found, self._looked_through = self._looked_through, True
            return {"hills": _hills() if found else [], "to_look_through": 0 if found else 20}
        if rest[1:] == ["route"]:
            return None  # it rode no kept route
        if rest:
            return _show_ride(rest[0], self._rated.get(rest[0]))
        return [_row(ride) for ride in (SEEN, UNSEEN, FREE) if ride not in self._gone]

    def _get_muscles(self, rest: list[str], query: dict[str, list[str]], _: Any) -> Any:
        return answer_muscles(rest, query)

    def _post_rides(self, rest: list[str], *_: Any) -> Any:
        if rest[1:] == ["undelete"]:
            self._gone.discard(rest[0])
            return None
        if rest[1:] == ["finish"]:
            return {"ride": SEEN, "learnt": [], "report": None, "because": None, "trouble": None}
        return {"ride": "one"}

    def _delete_rides(self, rest: list[str], *_: Any) -> None:
        self._gone.add(rest[0])

    def _put_rides(self, rest: list[str], _: Any, body: Any) -> Any:
        self._rated[rest[0]] = {**self._rated.get(rest[0], {}), **body}
        hurts = body.get("pain", 0) >= 3
        advice = "Rest until it is gone in daily life." if hurts else None
        return {"advice": advice, "hills_done": 6, "hills_asked": 6, "next": None, "watched": False}

    def _post_imports(self, _: Any, query: dict[str, list[str]], __: Any) -> Any:
        name = query["name"][0]
        bad = name.startswith("bad")
        error = "this is not a FIT file" if bad else None
        ride = None if bad else SEEN
        known = {"skipped": None, "notes": [], "learnt": []}
        return [{"name": name, "ride": ride, "new": not bad, "error": error, **known}]

    def _get_data(self, *_: Any) -> Any:
        return {
            "home": "~/.local/share/sixhills",
            "rides": 3,
            "megabytes": 1.8,
            "facts": [],
            "problems": [],
        }

    def _delete_data(self, *_: Any) -> None:
        self.app["needs"] = "setup"

    def _post_data(self, *_: Any) -> Any:
        return {"rides": 3, "added": 2, "aside": None}

    def _get_sources(self, *_: Any) -> Any:
        source = {"name": "LaiUhlrich2022", "licence": "Apache-2.0", "what": "Muscle geometry."}
        return {"version": "0", "licence": "Apache-2.0", "sources": [source]}

    def _get_phone(self, *_: Any) -> Any:
        return {"open": False, "phones": 0, "url": None}

    def _post_phone(self, *_: Any) -> Any:
        square = '<svg viewBox="0 0 9 9"><path d="M0 0h4v4H0z" fill="#000"/></svg>'
        return {"url": "http://192.0.2.7:8421/p/abc", "qr_svg": square, "expires_s": 300}


_KINDS = {"exercise": "exercise", "trainer": "trainer", "road": "road"}


def _send_file(route: Route, built: Path, path: str) -> None:
    file = built / path
    file = file if path and file.is_file() else built / "index.html"
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"Content-Type": kind, "Content-Security-Policy": POLICY}
    route.fulfill(body=file.read_bytes(), headers=headers)


def _read_body(request: Request) -> Any:
    if "json" in request.headers.get("content-type", ""):
        return request.post_data_json
    return request.post_data_buffer


# -- values ----------------------------------------------------------------------------------


def _show_bike(name: str, *, default: bool) -> dict[str, Any]:
    bike = to_plain(BUILT_IN_BIKES[name])
    return {"bike": bike, "words": f"a {name} bike", "built_in": True, "is_default": default}


def _brief(key: str) -> dict[str, Any]:
    workout = find_workout(key)
    told = {"workout": key, "title": workout.title, "difficulty": workout.difficulty}
    return {**told, "kind": workout.kind, "minutes": 40.0, "because": _BECAUSE}


def _prescribe(key: str, bike: str) -> Prescription:
    return prescribe_workout(
        find_workout(key), RIDER, BUILT_IN_BIKES.get(bike, BUILT_IN_BIKES["exercise"])
    )


@cache
def _offer(key: str, bike: str) -> dict[str, Any]:
    prescription = to_plain(_prescribe(key, bike))
    about = {"about": find_workout(key).about, "notes": [], "stop_rules": STOP_RULES}
    return {**_brief(key), **about, "prescription": prescription}


def _row(ride: str) -> dict[str, Any]:
    days = {SEEN: 0, UNSEEN: 1, FREE: 8, HILLY: 9}[ride]
    known = ride != UNSEEN
    return {
        "ride": ride,
        "start": (START - timedelta(days=days)).isoformat(),
        "workout": None if ride in {FREE, HILLY} else "six-hills",
        "bike": None if ride in {FREE, HILLY} else "exercise",
        "source": "sixhills",
        "recorded_s": 5340.0,
        "distance_m": 21_000.0 if known else None,
        "mean_power_w": 120.0 if known else None,
        "mean_heart_rate_bpm": 131.0 if known else None,
    }


def _show_ride(name: str, rated: dict[str, Any] | None) -> dict[str, Any]:
    nothing_said = dict.fromkeys(("rpe", "pain", "enjoyed", "numb", "where", "note"))
    rating = {**nothing_said, **rated, "postures": {}} if rated else None
    return {**_report(name), "rating": rating}


@cache
def _report(name: str) -> dict[str, Any]:
    bike = "trainer" if name == SEEN else "exercise"
    prescription = None if name in {FREE, HILLY} else _prescribe("six-hills", bike)
    ride = ride_hills() if name == HILLY else record_ride(prescription, measured=name != UNSEEN)
    rider = KNOWN_RIDER if name == HILLY else RIDER
    band = band_ride(ride, rider)
    curve = measure_power_curve(ride)
    return {
        "row": _row(name),
        "title": prescription.title if prescription else "Free ride",
        "report": asdict(make_report(ride, prescription, rider=rider)),
        "prescription": to_plain(prescription) if prescription else None,
        "tracks": _tracks(ride),
        "postures": [asdict(span) for span in choose_postures(ride)] if name == HILLY else [],
        "analysis": asdict(analyse_ride(ride, rider)),
        "power_curve": asdict(curve) if curve else None,
        "w_prime": asdict(thin_band(band)) if band else None,
        "file_name": "2026-11-20-1730-six-hills.fit",
        "feelings": [],
        "notes": [],
        "learnt": ["Level 9 of this bike takes about 150 W at 70 rpm."],
        "next": {**_brief("intervals"), "because": _WHY},
    }


@cache
def ride_hills() -> Ride:
    """Four times up hills, harder and standing in bouts, with rests between."""
    ride = make_hilly_ride(3, NOISES["barometer"]).ride
    seconds = ride.elapsed_s
    standing = (seconds % 150) > 120
    wave = np.sin(seconds / 7.0)
    power = np.where(standing, 290.0, 170.0 + 60.0 * np.sin(seconds / 400.0)) + 8.0 * wave
    cadence = np.where(standing, 61.0, 84.0) + 2.0 * wave
    measured = {
        Channel.POWER_W: power,
        Channel.CADENCE_RPM: cadence,
        Channel.HEART_RATE_BPM: 110.0 + power / 5.0,
        Channel.LATITUDE_DEG: np.full(len(seconds), 47.0),
        Channel.LONGITUDE_DEG: ride.channels[Channel.DISTANCE_M] / 76_000.0,
    }
    return replace(ride, channels={**ride.channels, **measured})


def _hills() -> list[dict[str, Any]]:
    """Its hills, each ridden once before, by a rider who was slower then."""
    climbs = find_ridden_climbs(ride_hills())
    return [
        {
            "climbs": [number],
            "times": [
                {
                    "ride": ride,
                    "start": (START - timedelta(days=days)).isoformat(),
                    "climb": number,
                    "duration_s": climb.duration_s * slower,
                    "mean_power_w": 240.0 / slower,
                }
                for ride, days, slower in ((FREE, 40, 1.1), (HILLY, 9, 1.0))
            ],
            "best": 1,
        }
        for number, climb in enumerate(climbs, start=1)
    ]


def record_ride(
    prescription: Prescription | None, *, measured: bool, start: datetime = START
) -> Ride:
    """The prescription ridden as asked, or half an hour of a free ride."""
    segments = prescription.segments if prescription else ()
    seconds = np.arange(prescription.duration_s if prescription else 1800.0)
    ends = [segment.end_s for segment in segments]
    evidence = Evidence.DEVICE if measured else Evidence.INSTRUCTED
    ride = Ride(
        start=start,
        elapsed_s=seconds,
        postures=tuple(
            PostureEvent(elapsed_s=one.start_s, posture=one.posture, evidence=evidence)
            for one in segments
        ),
        segments=np.searchsorted(ends, seconds, side="right").astype(np.int32) if ends else None,
    )
    return replace(ride, channels=_channels(segments, seconds)) if measured else ride


def _channels(segments: Iterable[Any], seconds: Any) -> dict[Channel, Any]:
    power = np.full(len(seconds), 110.0)
    for one in segments:
        inside = (seconds >= one.start_s) & (seconds < one.end_s)
        power[inside] = one.power_w.target if one.power_w else 110.0
    wave = np.sin(seconds / 7.0)
    return {
        Channel.POWER_W: power + 6.0 * wave,
        Channel.CADENCE_RPM: 78.0 + 3.0 * wave,
        Channel.HEART_RATE_BPM: 120.0 + power / 8.0,
    }


def _tracks(ride: Ride) -> dict[str, Any]:
    every = slice(None, None, 5)
    names = ("power_w", "cadence_rpm", "heart_rate_bpm", "altitude_m", "speed_mps")
    recorded = {channel.value: values[every].tolist() for channel, values in ride.channels.items()}
    tracks = {name: recorded.get(name) for name in names}
    return {"t_s": ride.elapsed_s[every].tolist(), **tracks}
