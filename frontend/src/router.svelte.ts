// The page that the address names. Pages are few, so a table of patterns is all the router there is.

export interface Place {
  readonly page: string;
  readonly id: string | null;
}

const PATTERN = /^\/([a-z-]*)(?:\/([^/]+))?\/?$/;

export function readPlace(path: string): Place {
  const match = PATTERN.exec(path);
  const id = match?.[2];
  return { page: match?.[1] || "today", id: id === undefined ? null : decodeURIComponent(id) };
}

class Router {
  place = $state<Place>(readPlace(location.pathname));

  constructor() {
    addEventListener("popstate", () => (this.place = readPlace(location.pathname)));
  }

  /** Go to a path of the app; with `replace`, "back" leads past the present page. */
  go(path: string, { replace = false } = {}): void {
    history[replace ? "replaceState" : "pushState"](null, "", path);
    this.place = readPlace(location.pathname);
    scrollTo(0, 0);
  }
}

export const router = new Router();

/** For a link's onclick: stay in the app, unless the click asks for a new tab. */
export function follow(event: MouseEvent & { currentTarget: HTMLAnchorElement }): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  router.go(event.currentTarget.pathname + event.currentTarget.search);
}
