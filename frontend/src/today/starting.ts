// Rides that begin, go on, or are put away.
import { api, Refusal } from "../api/client";
import type { BegunRide, Finished, RideWish } from "../api/types";
import { router } from "../router.svelte";

export interface Start {
  workout: string;
  bike: string | null;
  hill: string | null;
}

const RUNS_ALREADY = 409;
const SHOW_S = 90; // how long a shown ride takes
export const FASTEST = 10_000;

export const startRide = (start: Start) => begin({ ...start, simulated: false, speed: 1, demo: false });

/** Show a ride in about a minute and a half; nothing of it is kept. */
export function showRide(start: Start, seconds: number): Promise<void> {
  const speed = Math.min(FASTEST, Math.max(1, Math.round(seconds / SHOW_S)));
  return begin({ ...start, simulated: true, speed, demo: true });
}

async function begin(ride: RideWish): Promise<void> {
  try {
    await api.post<BegunRide>("/api/rides", ride);
  } catch (failure) {
    if (!(failure instanceof Refusal && failure.status === RUNS_ALREADY)) throw failure;
  }
  router.go("/ride");
}

export async function resumeRide(ride: string): Promise<void> {
  await api.post<BegunRide>(`/api/rides/${ride}/resume`);
  router.go("/ride");
}

/** Store what was ridden of an unfinished ride; its id, or null where nothing was ridden. */
export async function finishRide(ride: string): Promise<string | null> {
  const finished = await api.post<Finished>(`/api/rides/${ride}/finish`);
  if (finished.trouble !== null) throw new Refusal(0, finished.trouble);
  return finished.ride;
}
