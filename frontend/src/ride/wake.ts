// Keeps the screen awake while riding. The Wake Lock needs a secure context (https, or this very
// computer); a phone that reached us by plain http gets a silent film instead, which browsers do
// not let a screen sleep on. The film lies behind the page over its whole size: browsers ignore
// films that are small or hidden.

export type Means = "lock" | "film" | null;

export class AwakeScreen {
  means: Means = null;
  private lock: WakeLockSentinel | null = null;
  private film: HTMLVideoElement | null = null;
  private wanted = false;
  private readonly again = () => {
    if (this.wanted && document.visibilityState === "visible") void this.hold();
  };

  /** Call in the handler of a tap or a key where possible: some browsers start films only then. */
  async keep(): Promise<void> {
    if (!this.wanted) document.addEventListener("visibilitychange", this.again);
    this.wanted = true;
    await this.hold();
  }

  release(): void {
    this.wanted = false;
    document.removeEventListener("visibilitychange", this.again);
    void this.lock?.release();
    this.film?.remove();
    this.lock = this.film = null;
    this.means = null;
  }

  private async hold(): Promise<void> {
    if (this.lock?.released === false || (await this.takeLock())) return;
    await this.playFilm();
  }

  private async takeLock(): Promise<boolean> {
    if (!("wakeLock" in navigator)) return false;
    try {
      this.lock = await navigator.wakeLock.request("screen");
    } catch {
      return false; // battery low, or not allowed
    }
    if (!this.wanted) void this.lock.release();
    this.means = "lock";
    return true;
  }

  private async playFilm(): Promise<void> {
    this.film ??= makeFilm();
    try {
      await this.film.play();
      this.means = "film";
    } catch {
      this.means = null; // tried again with the next tap
    }
  }
}

function makeFilm(): HTMLVideoElement {
  const film = document.createElement("video");
  film.className = "awake";
  film.muted = true;
  film.loop = true;
  film.playsInline = true;
  film.disableRemotePlayback = true;
  film.setAttribute("aria-hidden", "true");
  film.tabIndex = -1;
  for (const [src, type] of [
    ["/awake.webm", "video/webm"],
    ["/awake.mp4", "video/mp4"],
  ] as const) {
    film.append(Object.assign(document.createElement("source"), { src, type }));
  }
  document.body.append(film);
  return film;
}
