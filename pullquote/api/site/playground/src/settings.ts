/** What the server gives the page, in a block of JSON that the browser does not run. */

/** The event by which the page says that the newsroom is served in another version. */
export const RELOADED = "pullquote:reloaded";

export interface Example {
  name: string;
  question: string;
  explanation: string;
  query: string;
  /** Why this newsroom cannot answer it; null where it can. */
  unanswerable: string | null;
}

export interface Settings {
  /** Where operations go, relative to this host. */
  endpoint: string;
  home: string;
  /** Where the schema is read; null where the server does not show it. */
  sdl: string | null;
  /** Where this server has its documentation; null where that has not been built. */
  documentation: string | null;
  examples: Example[];
}

export const settings: Settings = settingsOf(document);

function settingsOf(page: Document): Settings {
  return JSON.parse(page.getElementById("settings")?.textContent ?? "{}");
}

/** What a first visit opens with: a question that this newsroom answers. */
export const welcome = settings.examples.find(({ unanswerable }) => unanswerable === null) ?? settings.examples[0];

/** The questions as the server fills them now, from what it serves now. */
export async function currentExamples(): Promise<Example[]> {
  const response = await fetch(location.pathname, { headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return settingsOf(page).examples ?? settings.examples;
}
