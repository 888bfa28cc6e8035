"""What a result was measured on, for the first line of every result."""

from __future__ import annotations

import os
import platform


def describe_machine() -> str:
    """Python, processors and the load average at the moment."""
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    raised = f", at raised priority (nice {os.nice(0)})" if os.nice(0) < 0 else ""
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} processors, "
        f"load average {load}{raised}"
    )
