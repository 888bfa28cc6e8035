"""Who may ask for what: every route as stranger, phone and owner, from here and from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from sixhills.web.app import make_app
from sixhills.web.guard.allowed import phone_may
from sixhills.web.guard.answering import MEGABYTE
from sixhills.web.guard.gate import COOKIE
from sixhills.web.guard.keys import Keys
from sixhills.web.server import guard_app

HERE = "http://127.0.0.1:8420"
LIVE = "ws://127.0.0.1:8420/api/live"

# What a phone may do; a route that is missing here belongs to the owner alone.
PHONE = {
    ("GET", "/api/app"),
    ("GET", "/api/live"),
    ("WEBSOCKET", "/api/live"),
    ("GET", "/api/today"),
    ("GET", "/api/offers/{workout}"),
    ("POST", "/api/rides"),
    ("POST", "/api/rides/{ride}/resume"),
    ("GET", "/api/rides/{ride}"),
    ("PUT", "/api/rides/{ride}/rating"),
}


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(home=tmp_path / "home")


@pytest.fixture
def client(keys: Keys) -> Iterator[TestClient]:
    app = guard_app(keys.home, keys, phone_address="127.0.0.2")
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def owner(client: TestClient, keys: Keys) -> TestClient:
    client.cookies.set(COOKIE, keys.enter(keys.launch_token) or "")
    return client


@pytest.fixture
def phone(client: TestClient, keys: Keys) -> TestClient:
    client.cookies.set(COOKIE, keys.enter_phone(keys.invite_phone()) or "")
    return client


def list_routes(tmp_path: Path) -> list[tuple[str, str]]:
    paths = make_app(tmp_path).openapi()["paths"]
    told = [(verb.upper(), path) for path, verbs in paths.items() for verb in verbs]
    return [*told, ("WEBSOCKET", "/api/live")]


def fill(path: str) -> str:
    return path.replace("{workout}", "six-hills").replace("{ride}", "0" * 36).replace(
        "{name}", "mine"
    )  # fmt: skip


def test_no_route_of_the_table_is_missing_in_the_app(tmp_path: Path) -> None:
    assert {(method, path) for method, path in PHONE} <= set(list_routes(tmp_path)) | PHONE
    assert len(list_routes(tmp_path)) >= 5


def test_every_route_is_the_owners_unless_the_table_says_otherwise(tmp_path: Path) -> None:
    for method, path in list_routes(tmp_path):
        assert phone_may(method, fill(path)) == ((method, path) in PHONE), (method, path)


def test_a_stranger_gets_nothing_from_any_route(client: TestClient, tmp_path: Path) -> None:
    for method, path in list_routes(tmp_path):
        if method != "WEBSOCKET":
            answer = client.request(method, fill(path))
            assert answer.status_code == 401, (method, path)
            assert set(answer.json()) == {"problem", "place", "remedy"}


def test_a_stranger_gets_no_live_ride(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as closed, client.websocket_connect(LIVE):
        pass
    assert closed.value.code == 4401


def test_a_phone_is_refused_what_is_the_owners(phone: TestClient, tmp_path: Path) -> None:
    for method, path in list_routes(tmp_path):
        if method != "WEBSOCKET" and (method, path) not in PHONE:
            assert phone.request(method, fill(path)).status_code == 403, (method, path)


def test_the_launch_token_is_given_back_for_a_cookie(client: TestClient, keys: Keys) -> None:
    answer = client.get(f"/today?token={keys.launch_token}&from=terminal")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/today?from=terminal"
    held = answer.headers["set-cookie"]
    assert "HttpOnly" in held
    assert "SameSite=Lax" in held
    assert client.get("/api/live").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example"])
def test_a_token_never_sends_a_browser_to_another_site(
    client: TestClient, keys: Keys, path: str
) -> None:
    answer = client.get(f"{HERE}{path}?token={keys.launch_token}")
    location = answer.headers.get("location", "/")
    assert not location.startswith("//")
    assert not location.startswith("/\\")


def test_a_wrong_token_shows_the_way_in(client: TestClient) -> None:
    answer = client.get("/?token=wrong")
    assert answer.status_code == 401
    assert "Open the address" in answer.text
    assert "set-cookie" not in answer.headers


def test_the_way_in_is_shown_in_the_browsers_language(client: TestClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "fr, de-AT;q=0.8, en;q=0.5"})
    assert '<html lang="de">' in answer.text
    assert "kennt diesen Browser nicht" in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.7:8420", ""])
def test_another_name_for_this_server_is_refused(owner: TestClient, host: str) -> None:
    assert owner.get("/api/live", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://localhost:8420"]
)
def test_another_site_is_refused(owner: TestClient, origin: str) -> None:
    assert owner.post("/api/phone", headers={"origin": origin}).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        owner.websocket_connect(LIVE, headers={"origin": origin}),
    ):
        pass
    assert closed.value.code == 4403


def test_our_own_pages_are_let_through(owner: TestClient) -> None:
    assert owner.get("/api/phone", headers={"origin": HERE}).status_code == 200


def test_a_form_of_another_site_without_origin_is_refused(owner: TestClient) -> None:
    answer = owner.post("/api/phone", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_what_is_too_large_is_refused_before_it_is_read(owner: TestClient) -> None:
    answer = owner.put("/api/settings", content=b"x" * (MEGABYTE + 1))
    assert answer.status_code == 413
    assert answer.json()["problem"]


def test_every_answer_carries_the_policy(client: TestClient, owner: TestClient) -> None:
    for path in ("/api/live", "/", "/nowhere", "/api/nowhere"):
        policy = owner.get(path).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe-eval" not in policy
        assert owner.get(path).headers["x-content-type-options"] == "nosniff"
