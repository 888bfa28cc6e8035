// One thing that is saved: whether it is on its way, arrived, or was refused.
import type { Refusal } from "../api/client";
import { asRefusal } from "../shared/app.svelte";

export class Saving {
  busy = $state(false);
  saved = $state(false);
  trouble = $state<Refusal | null>(null);

  /** Do some work; whether it went well. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.saved = false;
    this.trouble = null;
    try {
      await work();
      this.saved = true;
    } catch (failure) {
      this.trouble = asRefusal(failure);
    }
    this.busy = false;
    return this.saved;
  }
}
