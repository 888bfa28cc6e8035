// What every page knows of the server: who rides, on what, what waits, and the settings.
import { api, Refusal } from "../api/client";
import type { AppState, Settings, ShownBike } from "../api/types";
import { speech } from "../text/catalogue.svelte";

class App {
  state = $state<AppState | null>(null);
  trouble = $state<Refusal | null>(null);
  private coming: Promise<void> | null = null;

  /** Ask the server once; pages that wait for the same answer share it. */
  load(): Promise<void> {
    this.coming ??= this.ask().finally(() => (this.coming = null));
    return this.coming;
  }

  /** Store settings; they hold at once and are taken back where the server refuses them. */
  async change(settings: Partial<Settings>): Promise<void> {
    if (this.state === null) return;
    const before = this.state.settings;
    this.take({ ...before, ...settings });
    try {
      this.take(await api.put<Settings>("/api/settings", this.state.settings));
    } catch (refusal) {
      this.take(before);
      throw refusal;
    }
  }

  get units() {
    return this.state?.settings.units ?? "metric";
  }

  get defaultBike(): ShownBike | null {
    return this.state?.bikes.find((bike) => bike.is_default) ?? null;
  }

  private async ask(): Promise<void> {
    try {
      const state = await api.get<AppState>("/api/app");
      this.trouble = null;
      this.renew(state);
      this.take(state.settings);
    } catch (refusal) {
      this.trouble = asRefusal(refusal);
    }
  }

  /** Take over what has changed; what is the same stays the same, and forms keep what is typed. */
  private renew(state: AppState): void {
    if (this.state === null) {
      this.state = state;
      return;
    }
    const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
    for (const [key, value] of Object.entries(state) as [keyof AppState, never][]) {
      if (!same(this.state[key], value)) this.state[key] = value;
    }
  }

  private take(settings: Settings): void {
    if (this.state !== null) this.state.settings = settings;
    speech.use(settings.language);
    speech.units = settings.units;
  }
}

/** A failure as words for a person, whatever it was. */
export function asRefusal(failure: unknown): Refusal {
  if (failure instanceof Refusal) return failure;
  return new Refusal(0, failure instanceof Error ? failure.message : String(failure));
}

export const app = new App();
