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
  /** How many quotes were attributed by a program, and reviewed by nobody. */
  proposed: number;
  /** Whether the server answers at all. */
  reachable: boolean;
  /** Why it does not say what it serves, in its own words; for a wrong token, say. */
  refusal: string | undefined;
}

const QUERY = `query PlaygroundBanner {
  dataset {
    version loadedAt
    counts { key count }
    problems { code severity file line column message suggestion }
  }
  quotes(filter: {attributionMethods: [PROPOSED]}) { totalCount }
}`;
/** Says when to ask again. */
const SUBSCRIPTION = "subscription PlaygroundBanner { datasetChanged { dataset { version } } }";
/** Milliseconds until the server is asked again that was away, or has no stream to spare. */
const PAUSE = 2000;

interface Banner {
  dataset: Dataset;
  quotes: { totalCount: number };
}

class Refusal extends Error {}

/** The newest dataset for the reader whom `headers` name; `onChange` runs when its version is another one. */
export function useDataset(headers: Record<string, string>, onChange: () => void): State {
  const [state, setState] = useState<State>({ dataset: undefined, proposed: 0, reachable: true, refusal: undefined });
  useEffect(() => {
    let version: string | undefined;
    let following = new AbortController();
    const show = ({ dataset, quotes }: Banner) => {
      setState({ dataset, proposed: quotes.totalCount, reachable: true, refusal: undefined });
      if (version !== undefined && dataset.version !== version) onChange();
      version = dataset.version;
    };
    const follow = async ({ signal }: AbortController) => {
      while (!signal.aborted) {
        try {
          show(await ask(headers, signal));
          await listen(headers, signal, async () => show(await ask(headers, signal)));
        } catch (error) {
          if (signal.aborted) return;
          const refusal = error instanceof Refusal ? error.message : undefined;
          setState((known) => ({ ...known, reachable: refusal !== undefined, refusal }));
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
async function ask(headers: Record<string, string>, signal: AbortSignal): Promise<Banner> {
  const address = new URL(settings.endpoint, location.href);
  address.searchParams.set("query", QUERY);
  const response = await fetch(address, {
    // A content type on a GET: what makes a browser ask other sites' permission first, as the server demands.
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
    cache: "no-cache",
    signal,
  });
  const { data, errors } = (await response.json()) as { data?: Banner; errors?: { message: string }[] };
  if (!data) throw new Refusal(errors?.[0]?.message ?? "The server does not say what it serves.");
  return data;
}

/** Until the stream ends or fails; a server without streams is asked again after a pause, all the same. */
async function listen(headers: Record<string, string>, signal: AbortSignal, changed: () => Promise<void>) {
  const url = new URL(settings.endpoint, location.href).href;
  const client = createClient({ url, headers, retryAttempts: 0 });
  signal.addEventListener("abort", () => client.dispose());
  try {
    for await (const { data } of client.iterate({ query: SUBSCRIPTION })) if (data && !signal.aborted) await changed();
  } catch {
    // The next question finds out whether the server is there.
  } finally {
    client.dispose();
  }
}
