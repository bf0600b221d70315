/** The bar above GraphiQL: the way home, what is served now, and the theme. */

import { type MonacoEditor, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useCallback, useEffect, useState } from "react";
import { type Dataset, useDataset } from "./dataset";
import { isError, Problems } from "./problems";
import { RELOADED, settings } from "./settings";

/** What the bar counts: the key of the count, one of it and many. */
const NOUNS: Record<string, [one: string, many: string]> = {
  articles: ["article", "articles"],
  editorials: ["editorial", "editorials"],
  quotes: ["quote", "quotes"],
  people: ["person", "people"],
  organizations: ["organization", "organizations"],
};
const NO_HEADERS: Record<string, string> = {};
/** Milliseconds that the keyboard rests before the headers are tried. */
const WRITING_PAUSE = 400;

export function Header() {
  const { introspect } = useGraphiQLActions();
  const headerEditor = useGraphiQL((state) => state.headerEditor);
  const [reloads, setReloads] = useState(0);
  const headers = useHeaders(headerEditor);
  const reloaded = useCallback(() => {
    setReloads((count) => count + 1);
    if (settings.sdl !== null) introspect();
    dispatchEvent(new Event(RELOADED));
  }, [introspect]);
  const { dataset, proposed, reachable, refusal } = useDataset(headers, reloaded);
  const problems = dataset?.problems;
  const news = !reachable ? "The server does not answer" : (refusal ?? (reloads > 0 ? "The newsroom was reloaded" : ""));
  return (
    <header className="bar" data-errors={problems?.some(isError) || undefined}>
      <a className="brand" href={settings.home}>
        Pullquote
      </a>
      <h1>Playground</h1>
      {dataset && <Facts dataset={dataset} proposed={proposed} reachable={reachable} />}
      <span role="status" className="bar-news">
        {news}
      </span>
      <nav aria-label="Elsewhere">
        <Problems problems={problems} />
        {settings.sdl !== null && <a href={settings.sdl}>Schema</a>}
        {settings.documentation && <a href={settings.documentation}>Documentation</a>}
        <ThemeButton />
      </nav>
    </header>
  );
}

/** The headers as they are in the editor, once its user has stopped writing. */
function useHeaders(editor: MonacoEditor | undefined): Record<string, string> {
  const [headers, setHeaders] = useState(NO_HEADERS);
  useEffect(() => {
    if (!editor) return undefined;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      const found = parsed(editor.getValue());
      setHeaders((known) => (JSON.stringify(known) === JSON.stringify(found) ? known : found));
    };
    read();
    const listening = editor.onDidChangeModelContent(() => {
      clearTimeout(waiting);
      waiting = setTimeout(read, WRITING_PAUSE);
    });
    return () => {
      clearTimeout(waiting);
      listening.dispose();
    };
  }, [editor]);
  return headers;
}

function Facts({ dataset, proposed, reachable }: { dataset: Dataset; proposed: number; reachable: boolean }) {
  const loaded = new Date(dataset.loadedAt);
  return (
    <dl className="bar-facts" data-reachable={reachable}>
      <div className="bar-version" title={`Version ${dataset.version}, loaded ${loaded.toLocaleString()}`}>
        <dt>Version</dt>
        <dd>{dataset.version.slice(0, 8)}</dd>
      </div>
      {dataset.counts.map(({ key, count }) => {
        const [one, many] = NOUNS[key] ?? [];
        return many && count > 0 ? (
          <div key={key}>
            <dt>{count === 1 ? one : many}</dt>
            <dd>{count.toLocaleString()}</dd>
            {key === "quotes" && proposed > 0 && <Proposed count={proposed} />}
          </div>
        ) : null;
      })}
    </dl>
  );
}

/** Of the quotes, those of which it is not sure who said them. */
function Proposed({ count }: { count: number }) {
  const why = "A program proposed who said them, and nobody has reviewed it: quotes(filter: {attributionMethods: [PROPOSED]})";
  return (
    <dd className="bar-proposed" title={why}>
      ({count.toLocaleString()} not reviewed)
    </dd>
  );
}

function ThemeButton() {
  const { setTheme } = useGraphiQLActions();
  const theme = useGraphiQL((state) => state.theme);
  const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return (
    <button type="button" className="bar-theme" onClick={() => setTheme(dark ? "light" : "dark")}>
      {dark ? "Light" : "Dark"}
    </button>
  );
}

function parsed(text: string | undefined): Record<string, string> {
  try {
    return text?.trim() ? (JSON.parse(text) as Record<string, string>) : NO_HEADERS;
  } catch {
    return NO_HEADERS;
  }
}
