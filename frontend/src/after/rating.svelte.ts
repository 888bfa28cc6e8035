// What the rider says of a ride: shown at once, sent one thing after the other, taken back and told
// where it could not be saved.
import { api, type Refusal } from "../api/client";
import type { Posture, Rated, Rating, ToldPosture, ToldRating } from "../api/types";
import { asRefusal } from "../shared/app.svelte";

export const NOTHING_SAID: Rating = {
  rpe: null,
  pain: null,
  enjoyed: null,
  numb: null,
  where: null,
  note: null,
  postures: {},
};

export const POSTURES: Readonly<Record<ToldPosture, readonly Posture[]>> = {
  seated: ["seated"],
  standing: ["standing"],
  "seated-then-standing": ["seated", "standing"],
};

/** What was told of a hill, as the answer that says so; null where nothing was told. */
export function toldPosture(told: readonly Posture[] | undefined): ToldPosture | null {
  const key = told?.join("-then-");
  return key !== undefined && key in POSTURES ? (key as ToldPosture) : null;
}

/** A rating with something said on top. */
export function merge(rating: Rating, { postures, ...said }: ToldRating): Rating {
  const told = Object.entries(postures ?? {}).map(([hill, posture]) => [hill, [...POSTURES[posture]]]);
  return { ...rating, ...said, postures: { ...rating.postures, ...Object.fromEntries(told) } };
}

export class Telling {
  rating = $state<Rating>(NOTHING_SAID);
  rated = $state<Rated | null>(null);
  advice = $state<string | null>(null); // on pain and numbness, until more is said of these
  waiting = $state(0); // how many things are on their way
  saved = $state(false); // whether the last one arrived
  trouble = $state<Refusal | null>(null);
  private known: Rating; // by the server
  private unsaid: ToldRating = {}; // what could not be saved
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly ride: string,
    rating: Rating | null,
    private readonly onsaved: (said: ToldRating) => void,
  ) {
    this.known = rating ?? NOTHING_SAID;
    this.rating = this.known;
  }

  /** Say something; it holds on the screen at once. */
  say(said: ToldRating): void {
    this.rating = merge(this.rating, said);
    this.waiting += 1;
    this.last = this.last.then(() => this.send(said));
  }

  /** Send again what could not be saved. */
  again(): void {
    const said = this.unsaid;
    this.unsaid = {};
    this.trouble = null;
    this.say(said);
  }

  private async send(said: ToldRating): Promise<void> {
    try {
      this.rated = await api.put<Rated>(`/api/rides/${this.ride}/rating`, said);
      if (said.pain !== undefined || said.numb !== undefined) this.advice = this.rated.advice;
      this.known = merge(this.known, said);
      this.trouble = null;
      this.saved = true;
      this.onsaved(said);
    } catch (failure) {
      this.unsaid = { ...this.unsaid, ...said };
      this.trouble = asRefusal(failure);
      this.saved = false;
    }
    this.waiting -= 1;
    if (this.waiting === 0) this.rating = this.known;
  }
}
