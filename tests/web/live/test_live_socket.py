from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from live_tools import Browser, make_live_app
from starlette.testclient import TestClient

from sixhills.ride.frame import Key
from sixhills.web.live.socket import read_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIMULATED = {"workout": "two-short-hills", "simulated": True, "speed": 1000.0}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(make_live_app(tmp_path, instant=False)) as client:
        yield client


@pytest.fixture
def fast_client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(make_live_app(tmp_path)) as client:
        yield client


def test_nothing_runs(client: TestClient) -> None:
    assert client.get("/api/live").json() is None
    with client.websocket_connect("/api/live") as socket:
        assert socket.receive_json() == {"kind": "none"}


def test_a_ride_begins_on_the_screen_that_is_open(client: TestClient) -> None:
    with client.websocket_connect("/api/live") as socket:
        socket.receive_json()
        ride = client.post("/api/rides", json={"workout": "six-hills"}).json()["ride"]
        message = socket.receive_json()
        assert message["kind"] == "live"
        assert message["live"] == client.get("/api/live").json()
        assert message["live"]["ride"] == ride


def test_a_key_starts_the_ride(client: TestClient) -> None:
    client.post("/api/rides", json={"workout": "six-hills"})
    with client.websocket_connect("/api/live") as socket:
        socket.receive_json()
        socket.send_json({"key": "start"})
        tick = socket.receive_json()
        assert (tick["kind"], tick["frame"]["state"]) == ("tick", "riding")
        assert tick["frame"]["spoken"]


@pytest.mark.parametrize(
    "rubbish", ["", "start", "{}", '{"key": 3}', '{"key": ["start"]}', "[" * 100, '{"key":"over"}']
)
def test_what_is_no_key_is_dropped_and_the_line_stays(client: TestClient, rubbish: str) -> None:
    client.post("/api/rides", json={"workout": "six-hills"})
    with client.websocket_connect("/api/live") as socket:
        socket.receive_json()
        socket.send_text(rubbish)
        socket.send_bytes(b"\x00")
        socket.send_json({"key": "start"})
        assert socket.receive_json()["frame"]["state"] == "riding"


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert read_key(text) is None


@pytest.mark.parametrize("key", Key)
def test_every_key_can_be_pressed(key: Key) -> None:
    assert read_key(f'{{"key": "{key}"}}') is key


def test_a_long_text_is_no_key() -> None:
    assert read_key('{"key": "start"' + " " * 1000 + "}") is None
    assert read_key("[" * 100_000) is None


def test_a_simulated_ride_from_begin_to_report(fast_client: TestClient) -> None:
    page = Browser()
    with fast_client.websocket_connect("/api/live") as socket:
        assert fast_client.post("/api/rides", json=SIMULATED).status_code == 200
        messages = [socket.receive_json()]
        while messages[-1]["kind"] != "finished":
            messages.append(socket.receive_json())
            if len(messages) == 60:
                socket.send_json({"key": "end"})
    assert page.hear(messages) or page.renewals
    finished = messages[-1]["finished"]
    assert finished["report"]["hills_asked"] == 2
    assert finished["ride"]
    assert fast_client.get("/api/live").json() is None


def test_two_screens_see_the_same(client: TestClient) -> None:
    client.post("/api/rides", json={"workout": "six-hills"})
    with (
        client.websocket_connect("/api/live") as one,
        client.websocket_connect("/api/live") as other,
    ):
        assert one.receive_json() == other.receive_json()
        one.send_json({"key": "start"})
        assert one.receive_json() == other.receive_json()


def test_the_server_sets_its_ride_aside_and_goes_on_with_it(tmp_path: Path) -> None:
    with TestClient(make_live_app(tmp_path, instant=False)) as client:
        ride = client.post("/api/rides", json={"workout": "six-hills"}).json()["ride"]
    with TestClient(make_live_app(tmp_path, instant=False)) as client:
        assert client.get("/api/live").json()["ride"] == ride


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"workout": 3},
        {"workout": "six-hills", "speed": 5},
        {"workout": "six-hills", "speed": 0},
    ],
)
def test_a_wish_that_does_not_fit_is_refused(client: TestClient, wish: object) -> None:
    assert client.post("/api/rides", json=wish).status_code == 422
