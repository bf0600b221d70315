import type { ReactNode } from "react";
import type { AnyVariables, CombinedError, UseQueryResponse } from "urql";
import { SERVER } from "./address";

interface Props<Data, Variables extends AnyVariables> {
  to: UseQueryResponse<Data, Variables>;
  children(data: Data): ReactNode;
}

/** What a query answered, or where it is: every page waits and fails alike. */
export function Answer<Data, Variables extends AnyVariables>({ to: [{ data, error }, ask], children }: Props<Data, Variables>) {
  if (data) return children(data);
  if (error) return <Failed error={error} again={() => ask({ requestPolicy: "network-only" })} />;
  return <p className="waiting">Loading …</p>;
}

/** Says what went wrong, what can be done about it, and lets the reader try again. */
function Failed({ error, again }: { error: CombinedError; again(): void }) {
  return (
    <section className="failed">
      <title>Something went wrong · The Front Page</title>
      <h2>{error.networkError ? "The server cannot be reached" : "The server could not answer"}</h2>
      <div role="alert">
        {error.networkError ? (
          <p>
            Nothing came back from <code>{SERVER}</code>. Is it running (<code>make serve</code>), and does it run there? Another address is
            set by <code>VITE_PULLQUOTE</code>. The browser says: {error.networkError.message}
          </p>
        ) : (
          error.graphQLErrors.map(({ message, extensions }) => (
            <p key={message}>
              {message} {typeof extensions.code === "string" && <code>{extensions.code}</code>}
            </p>
          ))
        )}
      </div>
      <button type="button" onClick={again}>
        Try again
      </button>
    </section>
  );
}

/** Where an address leads to nothing. */
export function Nothing({ what }: { what: string }) {
  return (
    <main className="failed">
      <title>Not found · The Front Page</title>
      <h1>There is no such {what}</h1>
      <p role="alert">It was withdrawn, or the address has a mistake.</p>
      <p>
        <a href="#/">The newest stories</a>, or <a href="#/search">search</a>.
      </p>
    </main>
  );
}
