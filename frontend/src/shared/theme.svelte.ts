// Light or dark: of this screen alone, so it is kept in the browser and not with the rider.

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
const KEY = "sixhills.theme";

class Look {
  theme = $state<Theme>(read());

  constructor() {
    show(this.theme);
  }

  use(theme: Theme): void {
    this.theme = theme;
    show(theme);
    try {
      if (theme === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // a browser that keeps nothing shows the theme until it is closed
    }
  }
}

function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? "system";
  } catch {
    return "system";
  }
}

function show(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

export const look = new Look();
