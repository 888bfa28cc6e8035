// Plays the card. The clock is that of the device, so that a phone that slept goes on at the right
// place; where the ride stands is kept, so that a reload goes on with it.
"use strict";
(() => {
  const ride = JSON.parse(document.getElementById("ride").textContent);
  const { parts, lines, heights } = ride;
  const total_s = parts.at(-1).to_s;
  // What the player says; a card in another language brings its own.
  const ENGLISH = {
    seated: "SIT",
    standing: "STAND",
    free: "AS YOU LIKE",
    held: "PAUSED",
    in: "in",
    of_ten: "of 10",
    over: "then it is done",
    to_go: "min to go",
    pause: "pause",
    go_on: "go on",
    voice_on: "voice on",
    voice_off: "voice off",
    voice_said: "Voice on.",
    again: "Done. Once more",
  };
  const WORDS = ride.words ?? ENGLISH;
  const GO_ON_WITH = WORDS.go_on[0].toUpperCase() + WORDS.go_on.slice(1);
  const [PAUSE, GO_ON] = ["M7 4h4v16H7zM13 4h4v16h-4z", "M7 4v16l13-8z"];
  const AHEAD_S = 10;
  const SAID_S = 8;
  const KEPT = `sixhills.card.${ride.title}`;
  const sheet = document.querySelector(".sheet");
  const player = document.querySelector(".player");
  const start = document.querySelector(".start");
  const picture = document.querySelector("svg.hills");
  const home = picture.parentElement;
  const { width: WIDTH, height: HEIGHT } = picture.viewBox.baseVal;
  const marker = picture.querySelector(".rider");
  const part = Object.fromEntries(
    [...player.querySelectorAll("[data-part]")].map((one) => [one.dataset.part, one]),
  );
  const banner = part.posture.parentElement;
  const key = Object.fromEntries(
    [...player.querySelectorAll("[data-key]")].map((one) => [one.dataset.key, one]),
  );

  let at_s = 0; // of the ride, when `since` was taken
  let since = null; // moment of the device's clock, null while it stands still
  let heard_s = -1; // sentences up to here were said
  let shown_posture = null;
  let voice = false;
  let timer = null;
  let wake = null;
  let sound = null;

  const now_s = () => Math.min(total_s, since === null ? at_s : at_s + (Date.now() - since) / 1000);
  const find = (moment_s) => parts.findIndex((one) => moment_s < one.to_s);
  const clock = (seconds) => {
    const whole = Math.max(0, Math.ceil(seconds - 0.05));
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };

  function keep() {
    try {
      const over = now_s() >= total_s;
      if (over) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, JSON.stringify({ at_s, since, voice }));
    } catch {
      // a browser that keeps nothing begins anew after a reload
    }
  }

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(KEPT));
    } catch {
      return null;
    }
  }

  // -- what is seen -----------------------------------------------------------------------------

  function set(name, text) {
    if (part[name].textContent !== text) part[name].textContent = text;
  }

  function show() {
    const moment_s = now_s();
    const index = find(moment_s);
    if (index < 0) return finish();
    const here = parts[index];
    const step = parts.filter((one) => one.step === here.step);
    const change = parts.slice(index + 1).find((one) => one.posture !== here.posture);
    const in_s = change ? change.from_s - moment_s : Infinity;
    const ahead = change && change.posture !== "free" && in_s <= AHEAD_S;
    const posture = ahead ? change.posture : here.posture;
    const held = since === null;
    set("name", here.name);
    set("left", clock(step.at(-1).to_s - moment_s));
    set("posture", held ? WORDS.held : WORDS[posture] + (ahead ? ` ${WORDS.in} ${Math.ceil(in_s - 0.05)}` : ""));
    banner.className = `posture ${posture}${ahead ? " ahead" : ""}${held ? " held" : ""}`;
    set("setting", here.setting || here.feels);
    part.setting.style.setProperty("--letters", Math.max(8, part.setting.textContent.length));
    const feels = here.setting ? [here.feels] : [];
    set("effort", [...feels, `${here.rating} ${WORDS.of_ten}`, here.cadence].filter(Boolean).join(" · "));
    const differs = (one) => one.step !== here.step || one.posture !== here.posture || one.setting !== here.setting;
    const next = parts.slice(index + 1).find(differs);
    const setting = next && next.setting !== here.setting && next.setting ? `, ${next.setting}` : "";
    const name = next && next.step === here.step ? WORDS[next.posture].toLowerCase() : next?.name;
    set("next", `→ ${next ? name + setting : WORDS.over} · ${Math.ceil((total_s - moment_s) / 60)} ${WORDS.to_go}`);
    mark(moment_s);
    if (since !== null) speak(moment_s, here);
  }

  /** The rider in the picture, and as much of it around them as fills its place. */
  function mark(moment_s) {
    const x = (WIDTH * moment_s) / total_s;
    const place = (moment_s / total_s) * (heights.length - 1);
    const left = Math.floor(place);
    const right = Math.min(heights.length - 1, left + 1);
    const y = heights[left] + (heights[right] - heights[left]) * (place - left);
    const { clientWidth, clientHeight } = part.view;
    const seen = Math.min(WIDTH, (HEIGHT * clientWidth) / Math.max(1, clientHeight));
    const left_edge = Math.max(0, Math.min(WIDTH - seen, x - 0.3 * seen));
    picture.setAttribute("viewBox", `${left_edge.toFixed(1)} 0 ${seen.toFixed(1)} ${HEIGHT}`);
    marker.removeAttribute("hidden");
    marker.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    marker.querySelector("circle").setAttribute("cy", "-12");
    marker.querySelector("line").setAttribute("y2", String(HEIGHT - y));
  }

  // -- what is heard ----------------------------------------------------------------------------

  function speak(moment_s, here) {
    const due = lines.filter(([at]) => at > heard_s && at <= moment_s);
    heard_s = moment_s;
    const last = due.filter(([at]) => moment_s - at < 2);
    if (last.length > 0) {
      const text = last.map(([, , sentence]) => sentence).join(" ");
      set("said", text);
      part.said.dataset.until = String(moment_s + SAID_S);
      if (last.some(([, kind]) => kind === "posture")) set("cue", text);
      if (voice) say(text);
    } else if (moment_s > Number(part.said.dataset.until)) {
      set("said", "");
    }
    if (here.posture !== shown_posture) {
      if (shown_posture !== null) beep(here.posture === "standing" ? [587, 880] : [880, 587]);
      shown_posture = here.posture;
    }
  }

  function say(text) {
    if (!("speechSynthesis" in window)) return;
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = document.documentElement.lang;
    speechSynthesis.speak(words);
  }

  function beep(pitches_hz) {
    if (sound?.state !== "running") return;
    pitches_hz.forEach((frequency, number) => {
      const begin = sound.currentTime + 0.16 * number;
      const tone = new OscillatorNode(sound, { type: "triangle", frequency });
      const gain = new GainNode(sound, { gain: 0.3 });
      tone.connect(gain).connect(sound.destination);
      tone.start(begin);
      tone.stop(begin + 0.2);
    });
  }

  // -- what the rider does ----------------------------------------------------------------------

  function go(moment_s) {
    at_s = moment_s;
    since = since === null ? null : Date.now();
    heard_s = moment_s - 0.001;
    shown_posture = null;
    keep();
    show();
  }

  function play() {
    at_s = now_s();
    since = Date.now();
    key.pause.querySelector("span").textContent = WORDS.pause;
    key.pause.querySelector("path").setAttribute("d", PAUSE);
    void stayAwake();
    keep();
    show();
  }

  function hold() {
    at_s = now_s();
    since = null;
    key.pause.querySelector("span").textContent = WORDS.go_on;
    key.pause.querySelector("path").setAttribute("d", GO_ON);
    keep();
    show();
  }

  const act = {
    pause: () => (since === null ? play() : hold()),
    skip: () => {
      const here = parts[find(now_s())];
      const next = parts.find((one) => one.step > here.step);
      if (next) go(next.from_s);
      else go(total_s);
    },
    back: () => {
      const here = parts[find(now_s())];
      const first = parts.find((one) => one.step === here.step);
      if (now_s() - first.from_s > 5 || first.step === parts[0].step) go(first.from_s);
      else go(parts.find((one) => one.step === parts[parts.indexOf(first) - 1].step).from_s);
    },
    voice: () => {
      voice = !voice;
      key.voice.setAttribute("aria-pressed", String(voice));
      key.voice.querySelector("span").textContent = voice ? WORDS.voice_on : WORDS.voice_off;
      if (voice) say(WORDS.voice_said);
      else if ("speechSynthesis" in window) speechSynthesis.cancel();
      keep();
    },
    sheet: () => {
      if (since !== null) hold();
      open(false);
      start.textContent = GO_ON_WITH;
    },
  };
  const KEYS = { " ": "pause", n: "skip", ArrowRight: "skip", b: "back", ArrowLeft: "back", v: "voice", Escape: "sheet" };

  function open(playing) {
    player.hidden = !playing;
    sheet.hidden = playing;
    (playing ? part.view : home).prepend(picture);
    if (playing) key.pause.focus({ preventScroll: true });
    else reset();
  }

  /** The whole picture, with nobody in it. */
  function reset() {
    picture.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    marker.setAttribute("hidden", "");
  }

  function begin() {
    open(true);
    play();
    if ("AudioContext" in window) sound ??= new AudioContext();
    void sound?.resume();
    timer ??= setInterval(show, 200);
  }

  function finish() {
    clearInterval(timer);
    timer = null;
    since = null;
    at_s = 0;
    heard_s = -1;
    keep();
    void wake?.release().catch(() => undefined);
    wake = null;
    open(false);
    start.textContent = WORDS.again;
    start.focus();
  }

  async function stayAwake() {
    try {
      wake = await navigator.wakeLock.request("screen");
    } catch {
      // where a browser does not allow it, the clock still goes on while the screen sleeps
    }
  }

  for (const [name, button] of Object.entries(key)) button.addEventListener("click", act[name]);
  start.addEventListener("click", begin);
  start.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (player.hidden || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const onButton = event.target instanceof HTMLButtonElement && (event.key === " " || event.key === "Enter");
    const name = onButton ? undefined : KEYS[event.key];
    if (name === undefined) return;
    event.preventDefault();
    act[name]();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || since === null) return;
    void stayAwake();
    show();
  });
  addEventListener("beforeprint", () => (home.prepend(picture), reset()));
  addEventListener("afterprint", () => player.hidden || part.view.prepend(picture));

  const kept = recall();
  if (kept !== null && typeof kept.at_s === "number") {
    ({ at_s, since } = kept);
    heard_s = now_s();
    if (now_s() >= total_s) [at_s, since] = [0, null];
    else if (now_s() > 0) start.textContent = GO_ON_WITH;
    at_s = now_s();
    since = null;
  }
})();
