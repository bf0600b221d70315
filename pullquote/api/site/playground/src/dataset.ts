/** What the server serves now; asked again every few seconds while the page is looked at. */

import { useEffect, useState } from "react";
import { settings } from "./settings";

export interface Problem {
  code: string;
  severity: string;
  file: string;
  line: number;
  column: number;
  message: string;
  suggestion: string | null;
}

export interface Dataset {
  version: string;
  loadedAt: string;
  counts: { key: string; count: number }[];
  problems: Problem[];
}

const QUERY = `query PlaygroundBanner {
  dataset {
    version loadedAt
    counts { key count }
    problems { code severity file line column message suggestion }
  }
}`;
/** Milliseconds between two questions: soon enough to notice a saved file, rare enough to cost nothing. */
const PAUSE = 4000;

export type State = { dataset: Dataset | undefined; reachable: boolean };

/** The newest dataset for whoever `headers` say we are; `onChange` runs when its version is another one. */
export function useDataset(headers: () => Record<string, string>, onChange: () => void): State {
  const [state, setState] = useState<State>({ dataset: undefined, reachable: true });
  useEffect(() => {
    let version: string | undefined;
    const stopped = new AbortController();
    const look = async () => {
      if (document.hidden) return;
      try {
        const dataset = await ask(headers(), stopped.signal);
        setState({ dataset, reachable: true });
        if (version !== undefined && dataset.version !== version) onChange();
        version = dataset.version;
      } catch {
        if (!stopped.signal.aborted) setState(({ dataset }) => ({ dataset, reachable: false }));
      }
    };
    void look();
    const timer = setInterval(look, PAUSE);
    document.addEventListener("visibilitychange", look, { signal: stopped.signal });
    return () => {
      clearInterval(timer);
      stopped.abort();
    };
  }, [headers, onChange]);
  return state;
}

/** By GET, so that the browser revalidates with an ETag and an unchanged dataset costs a 304. */
async function ask(headers: Record<string, string>, signal: AbortSignal): Promise<Dataset> {
  const address = new URL(settings.endpoint, location.href);
  address.searchParams.set("query", QUERY);
  const response = await fetch(address, {
    // A content type on a GET: what makes a browser ask other sites' permission first, as the server demands.
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
    cache: "no-cache",
    signal,
  });
  const { data } = (await response.json()) as { data?: { dataset: Dataset } };
  if (!data) throw new Error("the dataset could not be asked for");
  return data.dataset;
}
