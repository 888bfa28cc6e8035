// The answers of the first run on their way to the server.
import { api } from "../api/client";
import type { Rider, Screened, ShownBike, ToldRider } from "../api/types";
import { makeBike, type Draft } from "./draft.svelte";

export const MY_BIKE = "my-bike"; // as `sixhills start` calls it

/** Store bike and rider; said again, the answers replace what was stored before. */
export async function storeAnswers(draft: Draft, known: Rider): Promise<void> {
  const bike = makeBike(draft);
  if (bike === null || draft.experience === null || draft.mass_kg === null) return;
  const rider: ToldRider = {
    experience: draft.experience,
    mass_kg: draft.mass_kg,
    height_m: known.height_m,
    can_stand: draft.stands !== "rider",
    critical_power_w: null,
    heart_rate: known.heart_rate,
  };
  await api.put<ShownBike>(`/api/bikes/${MY_BIKE}?default=true`, { ...bike, name: MY_BIKE });
  await api.put<Rider>("/api/rider", rider);
}

export function storeHealth(draft: Draft): Promise<Screened> {
  return api.put<Screened>("/api/screening", { yes: draft.yes, cleared: draft.cleared ?? false });
}
