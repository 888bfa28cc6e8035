"""The devices of a bike over the API: list, pair, let go; searching and trying while none rides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

KICKR = {"address": "dircon:127.0.0.1:36866", "name": "KICKR", "kind": "trainer"}


def test_pair_list_and_let_go(client: TestClient) -> None:
    path = "/api/bikes/trainer/devices"
    assert client.get(path).json() == []
    (paired,) = client.put(path, json=KICKR).json()
    assert paired["name"] == "KICKR"
    assert client.get(path).json() == [paired]
    answer = client.request("DELETE", path, json={"address": KICKR["address"]})
    assert answer.json() == []


@pytest.mark.parametrize("address", ["sim", "usb:1", "dircon:"])
def test_what_is_no_address_is_refused(client: TestClient, address: str) -> None:
    answer = client.put("/api/bikes/trainer/devices", json={**KICKR, "address": address})
    assert answer.status_code in {400, 422}
    assert "address" in answer.text or "device" in answer.text


def test_nothing_spins_down_at_first(client: TestClient) -> None:
    assert client.get("/api/devices/spin-down").json() is None
