/** What the server tells the page, in a block of JSON that the browser does not run. */

export interface Example {
  name: string;
  question: string;
  explanation: string;
  query: string;
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

export const settings: Settings = JSON.parse(document.getElementById("settings")?.textContent ?? "{}");
