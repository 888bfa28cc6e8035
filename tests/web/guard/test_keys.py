from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sixhills.usecases.app_state import Role
from sixhills.web.guard.keys import FILE_NAME, PHONE_TOKEN_S, Keys


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(home=tmp_path / "home", clock=Clock())


def test_the_launch_token_gives_a_cookie_and_nothing_else_does(keys: Keys) -> None:
    cookie = keys.enter(keys.launch_token)
    assert keys.role_of(cookie) is Role.OWNER
    assert keys.enter(keys.launch_token[:-1]) is None
    assert keys.enter("") is None
    assert keys.role_of("made up") is None
    assert keys.role_of(None) is None


def test_a_browser_stays_in_when_the_server_is_started_again(keys: Keys) -> None:
    cookie = keys.enter(keys.launch_token)
    again = Keys(home=keys.home)
    assert again.role_of(cookie) is Role.OWNER
    assert again.launch_token != keys.launch_token
    assert again.enter(keys.launch_token) is None


def test_cookies_are_kept_as_hashes_for_the_owner_alone(keys: Keys) -> None:
    cookie = keys.enter(keys.launch_token)
    file = keys.home / FILE_NAME
    assert str(cookie) not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_file_lets_nobody_in_and_is_mended_by_the_next(keys: Keys) -> None:
    keys.enter(keys.launch_token)
    (keys.home / FILE_NAME).write_text("{not json")
    assert keys.role_of("anything") is None
    assert keys.role_of(keys.enter(keys.launch_token)) is Role.OWNER


def test_a_phones_token_is_good_once(keys: Keys) -> None:
    token = keys.invite_phone()
    assert keys.role_of(keys.enter_phone(token)) is Role.PHONE
    assert keys.enter_phone(token) is None
    assert keys.enter(token) is None  # and opens no door of the owner's


def test_a_phones_token_grows_old(keys: Keys) -> None:
    token = keys.invite_phone()
    keys.clock.now = PHONE_TOKEN_S + 1  # type: ignore[attr-defined]
    assert keys.enter_phone(token) is None


def test_the_last_invitation_counts(keys: Keys) -> None:
    first, second = keys.invite_phone(), keys.invite_phone()
    assert keys.enter_phone(first) is None
    assert keys.enter_phone(second) is not None


def test_a_closed_door_drops_its_phones_and_no_owner(keys: Keys) -> None:
    owner, phone = keys.enter(keys.launch_token), keys.enter_phone(keys.invite_phone())
    keys.drop_phones()
    assert keys.role_of(phone) is None
    assert keys.role_of(owner) is Role.OWNER
