/** The bar above GraphiQL: the way home, what is served now, its problems, and the theme. */

import { Dialog, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useCallback, useState } from "react";
import { type Dataset, type Problem, useDataset } from "./dataset";
import { settings } from "./settings";

/** What the bar counts: the key of the count, one of it and many. */
const NOUNS: Record<string, [one: string, many: string]> = {
  articles: ["article", "articles"],
  editorials: ["editorial", "editorials"],
  quotes: ["quote", "quotes"],
  people: ["person", "people"],
  organizations: ["organization", "organizations"],
};
const NO_HEADERS: Record<string, string> = {};

export function Header() {
  const { introspect } = useGraphiQLActions();
  const headerEditor = useGraphiQL((state) => state.headerEditor);
  const [reloads, setReloads] = useState(0);
  const headers = useCallback(() => parsed(headerEditor?.getValue()), [headerEditor]);
  const reloaded = useCallback(() => {
    setReloads((count) => count + 1);
    if (settings.sdl !== null) introspect();
  }, [introspect]);
  const { dataset, reachable } = useDataset(headers, reloaded);
  return (
    <header className="bar">
      <a className="brand" href={settings.home}>
        Pullquote
      </a>
      <h1>Playground</h1>
      {dataset && <Facts dataset={dataset} reachable={reachable} />}
      <span role="status" className="bar-news">
        {!reachable ? "The server does not answer" : reloads > 0 ? "The newsroom was reloaded" : ""}
      </span>
      <nav aria-label="Elsewhere">
        {dataset && dataset.problems.length > 0 && <Problems problems={dataset.problems} />}
        {settings.sdl !== null && <a href={settings.sdl}>Schema</a>}
        {settings.documentation && <a href={settings.documentation}>Documentation</a>}
        <ThemeButton />
      </nav>
    </header>
  );
}

function Facts({ dataset, reachable }: { dataset: Dataset; reachable: boolean }) {
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
          </div>
        ) : null;
      })}
    </dl>
  );
}

function Problems({ problems }: { problems: Problem[] }) {
  const [open, setOpen] = useState(false);
  const title = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return (
    <>
      <button type="button" className="bar-problems" onClick={() => setOpen(true)}>
        {title}
      </button>
      <Dialog open={open} onOpenChange={setOpen}>
        <div className="graphiql-dialog-header">
          <Dialog.Title className="graphiql-dialog-title">{title} in the newsroom's files</Dialog.Title>
          <Dialog.Close />
        </div>
        <Dialog.Description className="problems-hint">Files with warnings are served all the same. A file with an error is served as it last was good, or not at all.</Dialog.Description>
        <ul className="problems">
          {problems.map(({ code, severity, file, line, column, message, suggestion }) => (
            <li key={`${file}:${line}:${column} ${code} ${message}`} data-severity={severity}>
              <code>
                {file}:{line}:{column}
              </code>
              <p>
                <b>{code}</b> {message}
                {suggestion && <em> {suggestion}</em>}
              </p>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
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
