"""The ride on a terminal: posture largest, hills as a profile, what to set, what comes next."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sixhills.cli.keys import KEY_HELP, find_key, read_keys
from sixhills.cli.output import say_number, say_time
from sixhills.cli.profile_picture import draw_profile
from sixhills.ride.frame import State
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.live import Live
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.frame import Frame, Key

_POSTURES = {
    Posture.SEATED: ("▂▂ S I T ▂▂", "black on bright_cyan"),
    Posture.STANDING: ("▲▲ S T A N D ▲▲", "black on bright_yellow"),
    Posture.FREE: ("as you like", "black on white"),
}
_STATES = {
    State.READY: "Press any key to start",
    State.PAUSED: "Paused: press space to go on",
    State.AUTO_PAUSED: "Paused: pedal to go on",
    State.FINISHED: "Finished",
}
_LEAST_APART_S = 0.1


class Screen:
    """A viewer that draws on the terminal and reads its keys."""

    def __init__(self, prescription: Prescription, console: Console, *, reads_keys: bool):
        from rich.live import Live

        self._prescription = prescription
        self._console = console
        self._reads_keys = reads_keys
        self._drawn_at = 0.0
        self._live: Live = Live(console=console, auto_refresh=False, screen=False)

    def __enter__(self) -> Screen:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, frame: Frame) -> tuple[Key, ...]:
        """Draw a frame, unless the last was drawn just now; return the keys typed."""
        now = time.monotonic()
        if now - self._drawn_at >= _LEAST_APART_S or frame.state is State.FINISHED:
            self._drawn_at = now
            self._live.update(self._draw(frame), refresh=True)
        if not self._reads_keys:
            return ()
        found = (find_key(character, frame.state) for character in read_keys())
        return tuple(key for key in found if key is not None)

    def _draw(self, frame: Frame) -> Group:
        from rich.console import Group

        width = min(100, self._console.width)
        return Group(
            self._head(frame),
            self._posture(frame, width),
            *self._question(frame, width),
            draw_profile(self._prescription.segments, frame.ridden_s, width),
            self._now(frame),
            self._progress(frame, width),
            self._keys(),
        )

    def _head(self, frame: Frame) -> Text:
        from rich.text import Text

        name = name_segment(frame.segment, self._prescription)
        head = Text(f"{self._prescription.title}: {name}", style="bold")
        head.append(f"   {say_time(frame.step_left_s)} left here", style="none")
        return head

    def _posture(self, frame: Frame, width: int) -> Panel:
        from rich.align import Align
        from rich.panel import Panel
        from rich.text import Text

        words, style = _POSTURES[frame.posture]
        said = _STATES.get(frame.state) or (frame.announcement.text if frame.announcement else "")
        text = Text(f"{words}\n", style="bold", justify="center")
        text.append(said or " ", style="none")
        return Panel(Align.center(text), style=style, width=width)

    def _question(self, frame: Frame, width: int) -> list[Panel]:
        from rich.panel import Panel
        from rich.text import Text

        if frame.question is None:
            return []
        text = Text(f"{frame.question.text}\n", style="bold")
        for number, answer in enumerate(frame.question.answers, 1):
            text.append(f" {number} ", style="black on bright_green")
            text.append(f" {answer.label}   ", style="bold")
        return [Panel(text, style="bright_green", width=width)]

    def _now(self, frame: Frame) -> Table:
        from rich.table import Table

        table = Table.grid(padding=(0, 2))
        table.add_column(width=8)
        table.add_column(min_width=24)
        table.add_column()
        segment, sample = frame.segment, frame.sample
        effort = segment.effort
        watts = segment.power_w
        band = segment.cadence_rpm
        table.add_row("[dim]set[/]", f"[bold]{frame.command_words}[/]", *_notches(frame.notches))
        table.add_row(
            "[dim]effort[/]",
            f"[bold]{effort.words}[/], {effort.rpe_low:g}-{effort.rpe_high:g} of 10",
        )
        asked = f"{watts.low:.0f}-{watts.high:.0f} W asked" if watts else ""
        if watts or (sample and sample.power_w is not None):
            measured = say_number(sample.power_w if sample else None, "W")
            table.add_row("[dim]power[/]", f"[bold]{measured}[/]", asked)
        cadence = say_number(sample.cadence_rpm if sample else None, "rpm")
        wanted = f"{band.low:.0f}-{band.high:.0f} rpm asked" if band else "free"
        table.add_row("[dim]cadence[/]", f"[bold]{cadence}[/]", wanted)
        if sample and sample.heart_rate_bpm is not None:
            table.add_row("[dim]heart[/]", f"[bold]{sample.heart_rate_bpm:.0f}[/] bpm")
        table.add_row("[dim]next[/]", self._next(frame))
        return table

    def _next(self, frame: Frame) -> str:
        if frame.next_posture is not None and frame.next_posture_in_s is not None:
            words = {Posture.SEATED: "sit", Posture.STANDING: "stand", Posture.FREE: "free"}
            return f"{words[frame.next_posture]} in {say_time(frame.next_posture_in_s)}"
        if frame.following is None:
            return "the end"
        return name_segment(frame.following, self._prescription)

    def _progress(self, frame: Frame, width: int) -> Text:
        from rich.text import Text

        total = frame.ridden_s + frame.total_left_s
        share = frame.ridden_s / total if total else 1.0
        times = f" {say_time(frame.ridden_s)} / {say_time(total)}"
        cells = max(10, width - len(times) - 2)
        done = round(share * cells)
        return Text(f"[{'━' * done}{' ' * (cells - done)}]{times}")

    def _keys(self) -> Text:
        from rich.text import Text

        if not self._reads_keys:
            return Text("")
        return Text("   ".join(f"{key}: {what}" for key, what in KEY_HELP), style="dim")


def name_segment(segment: Segment, prescription: Prescription) -> str:
    """A segment's name for people: "hill 3 of 6"."""
    hills = len({s.step for s in prescription.segments if s.role is Role.HILL})
    if segment.hill:
        return f"hill {segment.hill} of {hills}"
    return segment.role.replace("_", "-")


def _notches(notches: int) -> list[str]:
    if notches == 0:
        return []
    return [f"{abs(notches)} {'harder' if notches > 0 else 'easier'} than planned"]
