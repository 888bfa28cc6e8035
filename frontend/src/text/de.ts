import type { Catalogue } from "./catalogue.svelte";

export const de: Catalogue = {
  // app
  "app.today": "Heute",
  "app.history": "Fahrten",
  "app.settings": "Einstellungen",
  "app.main": "Hauptmenü",
  "app.trouble": "Das ging nicht",
  "app.again": "Noch einmal",
  "app.loading": "Einen Moment …",
};
