"""Accounts: a server that others reach lets in by name and password, each to their own data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from sixhills.errors import ConflictError, InputError
from sixhills.web.app import make_app
from sixhills.web.guard import accounts
from sixhills.web.guard.account_gate import COOKIE, CSRF_COOKIE, AccountGate
from sixhills.web.guard.accounts import add_account, check_password, list_accounts, remove_account
from sixhills.web.guard.logins import ABSOLUTE_S, IDLE_S, Logins, RateLimit
from sixhills.web.server import guard_accounts
from stored_home import store_unseen

HOST = "bike.example"
OF_THIS_COMPUTER = ("/api/phone", "/api/devices")  # its doors and radios, which are nobody's data
PASSWORD = "six hills and a half"  # noqa: S105 - of the test's own accounts


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory with a ride, its owner Ada, and Bob who has none."""
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", quick)
    accounts.make_ready.cache_clear()
    home = tmp_path / "home"
    for name in ("ada", "bob"):
        add_account(home, name, PASSWORD)
    return home


@pytest.fixture
def ride(home: Path) -> str:
    """Id of Ada's ride."""
    return store_unseen(home).id


@pytest.fixture
def gate(home: Path) -> AccountGate:
    return guard_accounts(home, frozenset({HOST}), secure=True)


@pytest.fixture
def visit(gate: AccountGate) -> Iterator[Callable[[], TestClient]]:
    """A function that opens another browser."""
    with TestClient(gate, base_url=f"https://{HOST}", follow_redirects=False) as first:

        def open_one() -> TestClient:
            return TestClient(gate, base_url=f"https://{HOST}", follow_redirects=False)

        assert first is not None
        yield open_one


def log_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    answer = client.post("/login", data={"name": name, "password": password})
    csrf = client.cookies.get(CSRF_COOKIE)
    if csrf:
        client.headers["X-CSRF-Token"] = csrf
    return answer.status_code


def list_routes(tmp_path: Path) -> list[tuple[str, str]]:
    paths = make_app(tmp_path / "nowhere").openapi()["paths"]
    return [(verb.upper(), path) for path, verbs in paths.items() for verb in verbs]


def fill(path: str, ride: str) -> str:
    return re.sub(r"\{\w+\}", "x", path.replace("{ride}", ride).replace("{workout}", "six-hills"))


def test_nobody_gets_anything_from_any_route(visit, ride, tmp_path: Path) -> None:
    client = visit()
    for method, path in list_routes(tmp_path):
        assert client.request(method, fill(path, ride)).status_code == 401, (method, path)
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        client.websocket_connect(f"wss://{HOST}/api/live"),
    ):
        pass
    assert closed.value.code == 4401


def test_nobody_is_shown_the_form(visit) -> None:
    answer = visit().get("/today")
    assert answer.status_code == 401
    assert '<form method="post" action="/login">' in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_the_owner_gets_their_ride(visit, ride) -> None:
    client = visit()
    assert log_in(client, "ada") == 303
    assert client.get(f"/api/rides/{ride}").status_code == 200
    assert client.get("/api/app").json()["role"] == "account"


def test_somebody_else_gets_nothing_of_it_from_any_route(visit, ride, tmp_path: Path) -> None:
    owner, other = visit(), visit()
    log_in(owner, "ada")
    log_in(other, "bob")
    before = owner.get(f"/api/rides/{ride}").json()
    for method, path in list_routes(tmp_path):
        if path.startswith(OF_THIS_COMPUTER):
            continue
        answer = other.request(method, fill(path, ride))
        if "{ride}" in path:
            assert answer.status_code in {404, 422}, (method, path)
        else:
            assert ride not in answer.text, (method, path)
    assert other.get("/api/rides").json() == []
    assert owner.get(f"/api/rides/{ride}").json() == before


def test_deleting_everything_takes_only_ones_own(visit, ride) -> None:
    owner, other = visit(), visit()
    log_in(owner, "ada")
    log_in(other, "bob")
    sure = {"sure": "delete everything"}
    assert other.request("DELETE", "/api/data", json=sure).status_code == 204
    assert len(owner.get("/api/rides").json()) == 1
    assert owner.request("DELETE", "/api/data", json=sure).status_code == 204
    assert log_in(other, "bob") == 303  # whose account and data are still there


@pytest.mark.parametrize("told", [None, "wrong", ""])
def test_a_change_without_the_token_of_a_page_is_refused(visit, ride, told: str | None) -> None:
    client = visit()
    log_in(client, "ada")
    del client.headers["X-CSRF-Token"]
    if told is not None:
        client.headers["X-CSRF-Token"] = told
    assert client.delete(f"/api/rides/{ride}").status_code == 403
    assert client.get(f"/api/rides/{ride}").status_code == 200


def test_every_change_wants_that_token(visit, ride, tmp_path: Path) -> None:
    client = visit()
    log_in(client, "ada")
    del client.headers["X-CSRF-Token"]
    for method, path in list_routes(tmp_path):
        if method != "GET":
            assert client.request(method, fill(path, ride)).status_code == 403, (method, path)


@pytest.mark.parametrize("header", [{"origin": "https://evil.example"}, {"host": "evil.example"}])
def test_another_site_is_refused(visit, header: dict[str, str]) -> None:
    client = visit()
    log_in(client, "ada")
    assert client.get("/api/app", headers=header).status_code == 403
    data = {"name": "ada", "password": PASSWORD}
    assert client.post("/login", data=data, headers=header).status_code == 403


def test_cookies_are_kept_from_scripts_and_from_the_open_wire(visit) -> None:
    held = visit().post("/login", data={"name": "ada", "password": PASSWORD}).headers
    cookies = held.get_list("set-cookie")
    assert all("Secure" in one and "SameSite=Lax" in one for one in cookies)
    assert ["HttpOnly" in one for one in cookies] == [True, False]  # a page reads the second


def test_logging_in_gives_a_new_cookie_and_logging_out_ends_it(visit) -> None:
    client = visit()
    log_in(client, "ada")
    first = client.cookies[COOKIE]
    log_in(client, "ada")
    assert client.cookies[COOKIE] != first
    kept = client.cookies[COOKIE]
    assert client.post("/logout").status_code == 303
    client.cookies.set(COOKIE, kept)
    assert client.get("/api/app").status_code == 401


@pytest.mark.parametrize("name", ["ada", "nobody-of-this-name"])
def test_guessing_is_slowed_down(visit, name: str) -> None:
    client = visit()
    assert [log_in(client, name, "wrong" * 3) for _ in range(5)] == [401] * 5
    answer = client.post("/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 600


def test_many_names_from_one_address_are_slowed_down_too(visit) -> None:
    client = visit()
    codes = [log_in(client, f"name{n}", "wrong" * 3) for n in range(31)]
    assert codes[-1] == 429


def test_many_exports_are_slowed_down(visit, gate: AccountGate) -> None:
    client = visit()
    log_in(client, "ada")
    gate.heavy.most = 2
    codes = [client.get("/api/data/export").status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_a_login_ends_when_idle_and_at_last(home: Path) -> None:
    now = [0.0]
    logins = Logins(clock=lambda: now[0])
    cookie, _ = logins.log_in(list_accounts(home)[0])
    while now[0] < ABSOLUTE_S - IDLE_S:
        now[0] += IDLE_S - 1
        assert logins.find(cookie) is not None
    now[0] = ABSOLUTE_S + 1
    assert logins.find(cookie) is None
    cookie, _ = logins.log_in(list_accounts(home)[0])
    now[0] += IDLE_S + 1
    assert logins.find(cookie) is None


def test_a_limit_lets_in_again_after_its_time() -> None:
    now = [0.0]
    limit = RateLimit(most=2, within_s=60, clock=lambda: now[0])
    assert [limit.wait_s("a"), limit.wait_s("a"), limit.wait_s("a")] == [0, 0, 60]
    assert limit.wait_s("b") == 0
    now[0] = 60
    assert limit.wait_s("a") == 0


def test_a_server_without_accounts_does_not_open(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no account"):
        guard_accounts(tmp_path, frozenset({HOST}), secure=True)


def test_only_hashes_are_kept_for_the_owner_alone(home: Path) -> None:
    file = home / accounts.FILE_NAME
    assert PASSWORD not in file.read_text("utf-8")
    assert "$argon2id$" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0


def test_a_password_is_checked(home: Path) -> None:
    ada = list_accounts(home)[0]
    assert check_password(ada, PASSWORD)
    assert not check_password(ada, PASSWORD + "!")
    assert not check_password(None, "nobody")


@pytest.mark.parametrize(
    ("name", "password"), [("Ada", PASSWORD), ("", PASSWORD), ("../x", PASSWORD), ("eve", "short")]
)
def test_what_will_not_do_is_refused(home: Path, name: str, password: str) -> None:
    with pytest.raises(InputError):
        add_account(home, name, password)


def test_a_name_is_given_once_and_can_be_taken_away(home: Path) -> None:
    with pytest.raises(ConflictError):
        add_account(home, "ada", PASSWORD)
    remove_account(home, "ada")
    assert [one.name for one in list_accounts(home)] == ["bob"]
    added = add_account(home, "eve", PASSWORD)
    assert added.folder  # nobody inherits the first one's data by being added later
