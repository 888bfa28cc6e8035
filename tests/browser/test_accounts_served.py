"""A server that others in the network reach, with browsers of its owner, another user, a stranger.

It listens on another loopback address than the usual one, which counts as reachable by others.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from served_app import ServedApp

from sixhills.web.guard.accounts import add_account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ADDRESS = "127.0.0.2"
PASSWORD = "six hills and a half"  # noqa: S105 - of the test's own accounts
PUT_RIDER = """(rider) => fetch("/api/rider", {
  method: "PUT",
  headers: {
    "Content-Type": "application/json",
    "X-CSRF-Token": /sixhills-csrf=([^;]+)/.exec(document.cookie)[1],
  },
  body: JSON.stringify(rider),
}).then((answer) => answer.status)"""
RIDER = {"experience": "trained", "mass_kg": 81, "height_m": 1.75, "can_stand": True}
READ = "(path) => fetch(path).then((answer) => answer.status)"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[ServedApp]:
    """A server with the accounts of ada, who owns it, and bob."""
    home = tmp_path_factory.mktemp("accounts")
    for name in ("ada", "bob"):
        add_account(home, name, PASSWORD)
    server = ServedApp(home, "--host", ADDRESS)
    server.start()
    yield server
    server.stop()


def log_in(page: Page, server: ServedApp, name: str, password: str = PASSWORD) -> None:
    page.goto(server.address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_stranger_sees_the_form_and_nothing_else(opened: ServedApp, open_page: Any) -> None:
    page: Page = open_page(width=390, height=844)
    answer = page.goto(f"{opened.address}rides")
    assert answer is not None
    assert answer.status == 401
    page.get_by_role("button", name="Log in").wait_for()
    for path in ("/api/app", "/api/rides", "/api/data/export"):
        assert page.evaluate(READ, path) == 401


def test_a_wrong_password_is_told_and_the_right_one_opens(
    opened: ServedApp, open_page: Any
) -> None:
    page: Page = open_page()
    log_in(page, opened, "ada", "something else")
    page.get_by_role("alert").get_by_text("That is not a name and its password.").wait_for()
    log_in(page, opened, "ada")
    page.get_by_role("button", name="Begin").wait_for()


def test_who_has_another_account_sees_nothing_of_it(opened: ServedApp, open_page: Any) -> None:
    owner, other = open_page(), open_page()
    log_in(owner, opened, "ada")
    owner.get_by_role("button", name="Begin").wait_for()
    assert owner.evaluate(PUT_RIDER, RIDER) == 200
    log_in(other, opened, "bob")
    other.get_by_role("button", name="Begin").wait_for()
    shown = "() => fetch('/api/app').then((answer) => answer.json())"
    assert owner.evaluate(shown)["rider"]["mass_kg"] == 81
    assert other.evaluate(shown)["rider"]["mass_kg"] != 81


def test_who_logs_out_is_out_on_every_page(opened: ServedApp, open_page: Any) -> None:
    page: Page = open_page()
    log_in(page, opened, "bob")
    page.get_by_role("button", name="Begin").wait_for()
    page.goto(f"{opened.address}settings")
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Log in").wait_for()
    page.goto(f"{opened.address}settings")
    page.get_by_role("button", name="Log in").wait_for()


def test_a_login_that_ended_leads_to_the_form(opened: ServedApp, open_page: Any) -> None:
    page: Page = open_page()
    log_in(page, opened, "bob")
    page.get_by_role("button", name="Begin").wait_for()
    page.goto(f"{opened.address}settings")
    page.get_by_role("heading", name="Your data").wait_for()
    opened.stop()
    opened.start()  # which logs everybody out
    page.get_by_role("link", name="Rides", exact=True).click()
    page.get_by_role("button", name="Log in").wait_for()


def test_the_form_speaks_german(opened: ServedApp, open_page: Any) -> None:
    page: Page = open_page(locale="de-DE")
    page.goto(opened.address)
    page.get_by_role("button", name="Anmelden").wait_for()
    assert page.locator("html").get_attribute("lang") == "de"


def test_over_https_cookies_are_for_https_alone(tmp_path: Path, open_page: Any) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the program openssl, for a certificate of its own")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    wanted = ["-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={ADDRESS}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, "req", "-x509", *wanted, *files], check=True, capture_output=True)
    home = tmp_path / "home"
    add_account(home, "ada", PASSWORD)
    options = ("--certificate", str(certificate), "--key", str(key))
    server = ServedApp(home, "--host", ADDRESS, *options)
    server.start()
    try:
        assert server.address.startswith("https://")
        page: Page = open_page(ignore_https_errors=True)
        log_in(page, server, "ada")
        page.get_by_role("button", name="Begin").wait_for()
        cookies = {one["name"]: one["secure"] for one in page.context.cookies()}
        assert cookies == {"sixhills-login": True, "sixhills-csrf": True}
    finally:
        server.stop()
