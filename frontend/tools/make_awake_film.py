"""Make the two films that keep a phone's screen awake (src/ride/wake.ts): public/awake.webm, .mp4.

Chromium draws and records them, so no other tool is needed. The bytes differ from run to run; what
is committed is what one run made. Run from the root of the repository:

    .venv/bin/python frontend/tools/make_awake_film.py
"""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import sync_playwright

_PUBLIC = Path(__file__).parent.parent / "public"
_FORMATS = {"awake.webm": "video/webm;codecs=vp8", "awake.mp4": "video/mp4;codecs=avc1.42E01E"}
_RECORD = """
async (type) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  document.body.append(canvas);
  const pen = canvas.getContext("2d");
  let number = 0;
  const paint = () => {
    pen.fillStyle = number++ % 2 ? "#0f1712" : "#101813";
    pen.fillRect(0, 0, 64, 64);
  };
  paint();
  const timer = setInterval(paint, 250);
  const recorder = new MediaRecorder(canvas.captureStream(4), {
    mimeType: type,
    videoBitsPerSecond: 20000,
  });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, 4000));
  recorder.stop();
  await stopped;
  clearInterval(timer);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}
"""


def main() -> None:
    """Record both films."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for name, kind in _FORMATS.items():
            (_PUBLIC / name).write_bytes(base64.b64decode(page.evaluate(_RECORD, kind)))
        browser.close()


if __name__ == "__main__":
    main()
