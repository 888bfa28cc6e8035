"""The screens that every page is tried on."""

from __future__ import annotations

SCREENS = {
    "phone": (390, 844),
    "tablet": (820, 1180),
    "laptop": (1280, 720),
    "television": (1920, 1080),
    "lying phone": (844, 390),
}
"""Width and height of the screens that every page is tried on."""
