/**
 * Where GraphiQL keeps tabs, history and theme: in this browser, but never the headers, which may hold the
 * preview token. GraphiQL itself leaves them out of the tabs, and writes them into the history.
 */

const PREFIX = "graphiql:";
/** Under which GraphiQL keeps its tabs. */
export const TABS = `${PREFIX}tabState`;
/** Under which it keeps that light or dark was chosen. */
export const THEME = `${PREFIX}theme`;

export const storage: Storage = {
  get length() {
    return ourKeys().length;
  },
  key: (index) => ourKeys()[index] ?? null,
  getItem: (key) => localStorage.getItem(key),
  setItem(key, value) {
    if (key !== `${PREFIX}headers`) localStorage.setItem(key, withoutHeaders(value));
  },
  removeItem: (key) => localStorage.removeItem(key),
  clear() {
    for (const key of ourKeys()) localStorage.removeItem(key);
    // What is open would be stored again: begin again, as the button says.
    history.replaceState(null, "", location.pathname);
    location.reload();
  },
};

function ourKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

function withoutHeaders(value: string): string {
  if (!value.startsWith("{")) return value;
  try {
    return JSON.stringify(JSON.parse(value), (key, part: unknown) => (key === "headers" ? null : part));
  } catch {
    // Not JSON: a query, which begins with a brace too.
    return value;
  }
}
