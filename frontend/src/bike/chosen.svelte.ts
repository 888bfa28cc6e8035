// The bike that the pages of a bike are about: the one that was chosen there, else the default one.
import { app } from "../shared/app.svelte";

class Chosen {
  private named = $state<string | null>(null);

  /** The bike, or null before it is known which there are. */
  get bike() {
    const bikes = app.state?.bikes ?? [];
    return bikes.find(({ bike }) => bike.name === this.named)?.bike ?? app.defaultBike?.bike ?? null;
  }

  choose(name: string): void {
    this.named = name;
  }
}

export const chosen = new Chosen();

/** The address of something of a bike. */
export const bikePath = (name: string, what: string) => `/api/bikes/${encodeURIComponent(name)}/${what}`;
