// The shapes of the muscles, as the server has them: asked for once.
import { api } from "../api/client";
import type { BodyMap } from "../api/types";

let asked: Promise<BodyMap> | null = null;

export function loadShapes(): Promise<BodyMap> {
  asked ??= api.get<BodyMap>("/api/muscles/shapes").catch((failure: unknown) => {
    asked = null; // the next one may try again
    throw failure;
  });
  return asked;
}
