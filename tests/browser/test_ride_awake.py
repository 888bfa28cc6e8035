"""The screen stays awake while riding."""

from __future__ import annotations

from typing import Any

from scripted_ride import ScriptedRide

FILM = "document.querySelector('video.awake')"


def test_by_wake_lock_where_the_page_is_secure(open_page: Any, built: Any) -> None:
    page = open_page()
    page.add_init_script(
        """
        window.locks = 0;
        const request = navigator.wakeLock.request.bind(navigator.wakeLock);
        navigator.wakeLock.request = (kind) => { window.locks += 1; return request(kind); };
        """
    )
    ScriptedRide().serve(page, built)
    page.goto("http://127.0.0.1:9/ride")
    page.wait_for_function("window.locks > 0")


def test_by_a_muted_film_over_plain_http(show_ride: Any) -> None:
    page = show_ride(ScriptedRide(), origin="http://bike.example")
    assert page.evaluate("[isSecureContext, 'wakeLock' in navigator]") == [False, False]
    page.get_by_role("button", name="Start").click()
    page.wait_for_function(f"{FILM} && !{FILM}.paused && {FILM}.currentTime > 0")
    assert page.evaluate(f"[{FILM}.muted, {FILM}.loop, {FILM}.playsInline]") == [True] * 3


def test_the_film_goes_with_the_page(show_ride: Any) -> None:
    ride = ScriptedRide()
    page = show_ride(ride, origin="http://bike.example")
    page.get_by_role("button", name="Start").click()
    page.wait_for_function(FILM)
    ride.finish("7")
    page.wait_for_url("**/after/7")
    page.wait_for_function(f"{FILM} === null")
