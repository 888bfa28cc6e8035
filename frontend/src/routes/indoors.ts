// A route on the trainer: its workout is kept among the rider's own, and shown ready to be ridden.
import { api } from "../api/client";
import type { KeptWorkout } from "../api/types";
import { router } from "../router.svelte";

export async function rideIndoors(text: string): Promise<void> {
  const kept = await api.post<KeptWorkout>("/api/workouts", { text, replaces: null });
  router.go(`/today/${kept.workout}`);
}
