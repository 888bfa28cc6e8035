"""A picture of a rider whose geometry is known: drawn in the browser, marked as a person would."""

from __future__ import annotations

import base64
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.figure import draw_rider
from sixhills.body.leg import BikeGeometry, size_leg

if TYPE_CHECKING:
    from playwright.sync_api import Page

JOINTS = ("shoulder", "hip", "knee", "ankle", "pedal", "toe")

_DRAW = """({size, points, far, saddle, arm, head, frame, roll}) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = size;
  const c = canvas.getContext("2d");
  c.fillStyle = "#cfd6dc"; c.fillRect(0, 0, ...size);
  const line = (path, width, colour) => {
    c.strokeStyle = colour; c.lineWidth = width; c.lineCap = c.lineJoin = "round";
    c.beginPath(); path.forEach(([x, y], i) => i ? c.lineTo(x, y) : c.moveTo(x, y)); c.stroke();
  };
  const w = size[1] / 100;
  line(frame, 1.2 * w, "#5b4636");
  line(far, 6 * w, "#53606b");
  line([points.bb, saddle], 1.5 * w, "#111");
  line([points.bb, points.pedal], 1.5 * w, "#111");
  c.beginPath(); c.arc(...points.bb, 3 * w, 0, 7); c.fillStyle = "#111"; c.fill();
  line([[saddle[0] - 5 * w, saddle[1]], [saddle[0] + 5 * w, saddle[1]]], 2 * w, "#111");
  line([points.hip, points.shoulder], 11 * w, "#2a6f97");
  line(arm, 4.5 * w, "#c68863");
  c.beginPath(); c.arc(...head, 6 * w, 0, 7); c.fillStyle = "#c68863"; c.fill();
  line([points.hip, points.knee], 8 * w, "#1d2733");
  line([points.knee, points.ankle], 5.5 * w, "#c68863");
  line([points.ankle, points.toe], 3.5 * w, "#eee");
  for (const name of ["shoulder", "hip", "knee", "ankle", "pedal"]) {
    c.beginPath(); c.arc(...points[name], 0.8 * w, 0, 7);
    c.fillStyle = "#fff200"; c.fill(); c.lineWidth = 1; c.strokeStyle = "#000"; c.stroke();
  }
  return canvas.toDataURL("image/png").split(",")[1];
}"""


@dataclass(frozen=True, kw_only=True)
class DrawnRider:
    """A picture and what is true of it.

    Attributes:
        png: the file.
        size: width and height in pixels.
        points: where the joints are, and `top` and `bottom` of a door frame.
        flexion_deg: of the knee.
        roll_deg: of the camera.
    """

    png: bytes
    size: tuple[int, int]
    points: dict[str, tuple[float, float]]
    flexion_deg: float
    roll_deg: float

    def as_file(self) -> dict[str, object]:
        """For a file input."""
        return {"name": "rider.png", "mimeType": "image/png", "buffer": self.png}


def draw_picture(
    page: Page,
    *,
    saddle_height_m: float = 0.64,
    size: tuple[int, int] = (1200, 1600),
    roll_deg: float = 4.0,
) -> DrawnRider:
    """A rider of 1.75 m with a straight leg as the saddle gives it, in a room with a door frame."""
    figure = draw_rider(size_leg(1.75), BikeGeometry(saddle_height_m=saddle_height_m), 1.75)
    scale, roll = size[1] / 1.9, math.radians(roll_deg)
    turned = np.array([[math.cos(roll), -math.sin(roll)], [math.sin(roll), math.cos(roll)]])

    def see(point: tuple[float, float]) -> tuple[float, float]:
        x, y = (np.array([point[0] + 0.08, 0.52 - point[1]]) * scale) @ turned
        return float(x) + size[0] / 2, float(y) + size[1] / 2

    at, half = figure.straightest, len(figure.crank_deg) // 2
    far = (at + half) % len(figure.crank_deg)
    points = {
        "shoulder": see(figure.shoulder), "hip": see(figure.hip), "knee": see(figure.knee[at]),
        "ankle": see(figure.ankle[at]), "pedal": see(figure.pedal[at]), "toe": see(figure.toe[at]),
        "bb": see((0.0, 0.0)), "top": see((-0.55, 1.3)), "bottom": see((-0.55, -0.3)),
    }  # fmt: skip
    told = {
        "size": size, "points": points, "roll": roll_deg, "saddle": see(figure.saddle),
        "far": [see(figure.hip), see(figure.knee[far]), see(figure.ankle[far])],
        "arm": [see(figure.shoulder), see(figure.elbow), see(figure.hand)],
        "head": see(figure.head), "frame": [points["top"], points["bottom"]],
    }  # fmt: skip
    png = base64.b64decode(page.evaluate(_DRAW, json.loads(json.dumps(told))))
    flexion_deg = figure.knee_flexion_deg[at]
    return DrawnRider(png=png, size=size, points=points, flexion_deg=flexion_deg, roll_deg=roll_deg)
