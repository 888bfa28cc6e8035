"""The one suite over Direct Connect: our driver, and pycycling unchanged."""

from __future__ import annotations

import pytest
from apps import our_app, pycycling_app
from suite import SUITE

from served_trainer import Quirks, run, served

pytestmark = pytest.mark.enable_socket

APPS = {"ours": our_app, "pycycling": pycycling_app}


@pytest.mark.parametrize("check", SUITE)
@pytest.mark.parametrize("app", APPS)
def test_over_direct_connect(app: str, check: str) -> None:
    async def main() -> None:
        # pycycling writes a level in one byte
        quirks = Quirks(one_byte_level=app == "pycycling")
        async with served(quirks) as stand, APPS[app](stand.address) as driver:
            await SUITE[check](driver, stand)

    run(main)
