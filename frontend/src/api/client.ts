// Calls to the server. Every failure is one Refusal with words for the person who reads it.

export class Refusal extends Error {
  constructor(
    readonly status: number, // 0 where there was no answer at all
    readonly problem: string,
    readonly place: string | null = null,
    readonly remedy: string | null = null,
  ) {
    super(remedy === null ? problem : `${problem} (${remedy})`);
  }
}

/** Proof that one of our own pages asks; only a server with accounts wants it. */
function proof(): Record<string, string> {
  const cookies = typeof document === "undefined" ? "" : document.cookie; // tests have none
  const token = /(?:^|; )sixhills-csrf=([^;]+)/.exec(cookies)?.[1];
  return token === undefined ? {} : { "X-CSRF-Token": token };
}

type Query = Record<string, string | number | boolean | null | undefined>;

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) search.set(key, String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

async function call<T>(method: string, path: string, body?: BodyInit, type?: string): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", ...proof() };
  if (type !== undefined) headers["Content-Type"] = type;
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: body ?? null });
  } catch {
    throw new Refusal(0, "sixhills does not answer", null, "is it still running?");
  }
  if (response.status === 204) return undefined as T;
  // Whose login has ended is shown the form where they are; what is typed waits for the next change.
  if (response.status === 401 && method === "GET" && "X-CSRF-Token" in headers) location.reload();
  const plain: unknown = await response.json().catch(() => null);
  if (response.ok) return plain as T;
  throw readRefusal(response.status, plain);
}

function readRefusal(status: number, plain: unknown): Refusal {
  const told = (typeof plain === "object" && plain !== null ? plain : {}) as Record<string, unknown>;
  const text = (key: string) => (typeof told[key] === "string" ? (told[key] as string) : null);
  return new Refusal(status, text("problem") ?? `the server said ${status}`, text("place"), text("remedy"));
}

export const api = {
  get: <T>(path: string, query?: Query) => call<T>("GET", address(path, query)),
  put: <T>(path: string, value: unknown) => call<T>("PUT", path, JSON.stringify(value), "application/json"),
  post: <T>(path: string, value: unknown = {}) =>
    call<T>("POST", path, JSON.stringify(value), "application/json"),
  remove: (path: string, value?: unknown) =>
    value === undefined
      ? call<void>("DELETE", path)
      : call<void>("DELETE", path, JSON.stringify(value), "application/json"),
  /** Sends a file as it is; its name goes into the query. */
  upload: <T>(path: string, file: Blob, query?: Query) =>
    call<T>("POST", address(path, query), file, "application/octet-stream"),
};
