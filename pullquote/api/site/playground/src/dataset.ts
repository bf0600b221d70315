/** What the server serves now, and what is wrong with the files: told by the server as soon as it changes. */

import { createClient } from "graphql-sse";
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

export interface State {
  dataset: Dataset | undefined;
  /** Whether the server answers at all. */
  reachable: boolean;
  /** Why it does not say what it serves, in its own words; for a wrong token, say. */
  refusal: string | undefined;
}

const FIELDS = `dataset {
    version loadedAt
    counts { key count }
    problems { code severity file line column message suggestion }
  }`;
const QUERY = `query PlaygroundBanner {
  ${FIELDS}
}`;
const SUBSCRIPTION = `subscription PlaygroundBanner { datasetChanged { ${FIELDS} } }`;
/** Milliseconds until the server is asked again that was away, or has no stream to spare. */
const PAUSE = 2000;

class Refusal extends Error {}

/** The newest dataset for the reader whom `headers` name; `onChange` runs when its version is another one. */
export function useDataset(headers: Record<string, string>, onChange: () => void): State {
  const [state, setState] = useState<State>({ dataset: undefined, reachable: true, refusal: undefined });
  useEffect(() => {
    let version: string | undefined;
    let following = new AbortController();
    const show = (dataset: Dataset) => {
      setState({ dataset, reachable: true, refusal: undefined });
      if (version !== undefined && dataset.version !== version) onChange();
      version = dataset.version;
    };
    const follow = async ({ signal }: AbortController) => {
      while (!signal.aborted) {
        try {
          show(await ask(headers, signal));
          await listen(headers, signal, show);
        } catch (error) {
          if (signal.aborted) return;
          const refusal = error instanceof Refusal ? error.message : undefined;
          setState(({ dataset }) => ({ dataset, reachable: refusal !== undefined, refusal }));
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    };
    // A browser opens few connections to one server: a page that nobody looks at gives its own back.
    const look = () => {
      following.abort();
      following = new AbortController();
      if (!document.hidden) void follow(following);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      following.abort();
      document.removeEventListener("visibilitychange", look);
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
  const { data, errors } = (await response.json()) as { data?: { dataset: Dataset }; errors?: { message: string }[] };
  if (!data) throw new Refusal(errors?.[0]?.message ?? "The server does not say what it serves.");
  return data.dataset;
}

/** Until the stream ends or fails; a server without streams is asked again after a pause, all the same. */
async function listen(headers: Record<string, string>, signal: AbortSignal, show: (dataset: Dataset) => void) {
  const url = new URL(settings.endpoint, location.href).href;
  const client = createClient({ url, headers, retryAttempts: 0 });
  signal.addEventListener("abort", () => client.dispose());
  try {
    const events = client.iterate<{ datasetChanged: { dataset: Dataset } }>({ query: SUBSCRIPTION });
    for await (const { data } of events) if (data && !signal.aborted) show(data.datasetChanged.dataset);
  } catch {
    // The next question finds out whether the server is there.
  } finally {
    client.dispose();
  }
}
