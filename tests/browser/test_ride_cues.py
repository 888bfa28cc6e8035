"""What the ride page says, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from patience import stop_clock
from scripted_ride import ScriptedRide

from sixhills.ride.frame import Key

if TYPE_CHECKING:
    from playwright.sync_api import Page

HILL_3_STANDS_S = 1800  # six hills: hill 3 is half standing, see the article

SPY_ON_VOICE = """
window.said = [];
speechSynthesis.speak = (words) => window.said.push(words.text);
"""
SPY_ON_SOUNDS = """
window.tones = [];
const Context = AudioContext;
window.AudioContext = class extends Context {
  constructor() {
    super();
    window.audio = this;
  }
};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...given) {
  window.tones.push(this.frequency.value);
  return start.apply(this, given);
};
"""


def show_at(show_ride: Any, ride: ScriptedRide, ridden_s: float, **options: Any) -> Page:
    ride.ride_to(ridden_s)
    page: Page = show_ride(ride, **options)
    page.get_by_test_id("riding").wait_for()
    return page


def posture(page: Page) -> str:
    return " ".join(page.get_by_test_id("posture").inner_text().split())


def test_a_change_of_posture_counts_down_and_comes(show_ride: Any) -> None:
    ride = ScriptedRide()
    page = show_at(show_ride, ride, HILL_3_STANDS_S - 12)
    assert posture(page) == "SIT"
    ride.pass_s(2)
    banner = page.get_by_test_id("posture")
    banner.get_by_text("in 10").wait_for()
    assert posture(page) == "STAND in 10"
    ride.pass_s(7)
    banner.get_by_text("in 3").wait_for()
    ride.pass_s(3)
    banner.get_by_text("in").wait_for(state="detached")
    assert posture(page) == "STAND"


def test_cues_are_told_to_screen_readers(show_ride: Any) -> None:
    ride = ScriptedRide()
    page = show_at(show_ride, ride, HILL_3_STANDS_S - 11)
    cue = page.get_by_test_id("cue")
    assert cue.get_attribute("aria-live") == "assertive"
    ride.pass_s(1)
    page.wait_for_function("document.querySelector('[data-testid=cue]').textContent.length > 0")
    assert "stand up" in cue.inner_text()
    ride.pass_s(10)
    page.wait_for_function(
        "document.querySelector('[data-testid=cue]').textContent.includes('Stand up')"
    )


def test_setting_and_effort_are_told_in_words(show_ride: Any) -> None:
    page = show_at(show_ride, ScriptedRide(), 1000)
    told = page.get_by_test_id("setting").inner_text()
    assert "Level 9" in told
    assert "short phrases" in told
    assert "/10" in told
    assert "W" not in told.split()  # nothing on this bike gives watts


def test_a_bike_without_sensors_shows_no_measured_numbers(show_ride: Any) -> None:
    page = show_at(show_ride, ScriptedRide(), 1000)
    for name in ("power", "cadence", "heart", "reserve", "verdict", "chart"):
        assert page.get_by_test_id(name).count() == 0


def test_power_is_judged_in_a_word(show_ride: Any) -> None:
    ride = ScriptedRide("trainer")
    page = show_at(show_ride, ride, 1000)
    band = ride.frame.segment.power_w
    assert band is not None
    for power_w, word in (
        (band.low - 20, "push"),
        (band.target, "on target"),
        (band.high + 20, "ease"),
    ):
        ride.pass_s(6, power_w=power_w, cadence_rpm=65.0, heart_rate_bpm=120.0)
        page.get_by_test_id("verdict").get_by_text(word).wait_for()
    assert "65" in page.get_by_test_id("cadence").inner_text()
    assert "120" in page.get_by_test_id("heart").inner_text()


def test_the_chart_comes_with_data_only(show_ride: Any) -> None:
    ride = ScriptedRide("trainer")
    page = show_at(show_ride, ride, 60)
    assert page.locator("canvas").count() == 0
    ride.pass_s(5, power_w=100.0)
    page.locator("canvas").wait_for()


def test_a_question_is_answered_by_one_tap(show_ride: Any) -> None:
    ride = ScriptedRide()
    ride.ride_to(20)
    page: Page = show_ride(ride)
    while ride.frame.question is None:
        ride.pass_s(1)
    labels = [answer.label for answer in ride.frame.question.answers]
    answers = page.get_by_test_id("question").get_by_role("button")
    answers.first.wait_for()
    assert answers.count() == len(labels)
    answers.nth(1).click()
    page.get_by_test_id("question").wait_for(state="detached")
    assert ride.keys == ["answer_2"]


def test_the_voice_is_off_until_it_is_wanted_and_then_says_the_servers_words(
    show_ride: Any, open_page: Any, built: Any
) -> None:
    ride = ScriptedRide()
    ride.ride_to(HILL_3_STANDS_S - 2)
    page = open_page()
    stop_clock(page)
    page.add_init_script(SPY_ON_VOICE)
    ride.serve(page, built)
    page.goto("http://127.0.0.1:9/ride")
    page.get_by_test_id("riding").wait_for()
    ride.pass_s(3)
    ride.wait_until_shown(page)
    assert page.evaluate("said") == []
    page.get_by_role("button", name="more").click()
    page.get_by_role("button", name="voice").click()
    page.get_by_role("button", name="Close").click()
    ride.press(Key.SKIP)
    page.wait_for_function("said.length > 0")
    announcement = ride.frame.announcement
    assert announcement is not None
    assert page.evaluate("said.at(-1)") == announcement.text
    page.reload()
    page.get_by_test_id("riding").wait_for()
    page.get_by_role("button", name="more").click()
    assert page.get_by_role("button", name="voice").get_attribute("aria-pressed") == "true"


def test_sounds_count_down_and_rise(show_ride: Any, open_page: Any, built: Any) -> None:
    ride = ScriptedRide()
    ride.ride_to(HILL_3_STANDS_S - 5)
    page = open_page()
    stop_clock(page)
    page.add_init_script(SPY_ON_SOUNDS)
    ride.serve(page, built)
    page.goto("http://127.0.0.1:9/ride")
    page.get_by_test_id("riding").wait_for()
    page.locator("h1").click()  # browsers want a tap first
    page.wait_for_function("window.audio?.state === 'running'")
    for _ in range(5):
        ride.pass_s(1)
        ride.wait_until_shown(page)
    assert page.evaluate("tones") == [660, 660, 660, 587, 880]


def test_what_the_rider_says_of_the_posture_is_sent_and_shown(show_ride: Any) -> None:
    ride = ScriptedRide()
    page = show_at(show_ride, ride, HILL_3_STANDS_S + 3)
    page.get_by_role("button", name="Yes, I stand").click()
    page.get_by_role("img", name="noted").wait_for()
    assert ride.keys == ["confirm"]


def test_what_comes_next_is_told(show_ride: Any) -> None:
    page = show_at(show_ride, ScriptedRide(), 1000)
    assert "Recover, Level 3" in page.get_by_test_id("next").inner_text()


def test_nothing_running_leads_to_today(show_ride: Any, open_page: Any, built: Any) -> None:
    page = open_page()
    ScriptedRide().serve(page, built)
    page.route_web_socket("**/api/live*", lambda wire: wire.send('{"kind": "none"}'))
    page.goto("http://127.0.0.1:9/ride")
    page.get_by_role("link", name="See today").click()
    page.wait_for_url("**/today")


def test_after_the_end_comes_the_report(show_ride: Any) -> None:
    ride = ScriptedRide()
    page = show_at(show_ride, ride, 1000)
    ride.press(Key.END)
    page.get_by_test_id("finished").wait_for()
    ride.finish("7")
    page.wait_for_url("**/after/7")
