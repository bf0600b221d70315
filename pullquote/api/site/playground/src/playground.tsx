/** GraphiQL, with our questions, our bar, and an address that always says what is in the editor. */

import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from "@graphiql/plugin-doc-explorer";
import { HISTORY_PLUGIN, HistoryStore } from "@graphiql/plugin-history";
import { GraphiQLProvider, type TabsState, ToolbarButton, ToolbarMenu, useGraphiQL } from "@graphiql/react";
import { GraphiQL, GraphiQLInterface } from "graphiql";
import type { GraphQLSchema } from "graphql";
import { useEffect, useState } from "react";
import { inWords } from "./answering";
import { asCurl, asFetch, asTyped, type Operation } from "./copying";
import { Editors } from "./editors";
import { EXAMPLES_PLUGIN, narrow, useOpenQuestion } from "./examples";
import { ChosenFields, EXPLORER_PLUGIN } from "./explorer";
import { fetcher } from "./fetcher";
import { opensWith } from "./first-answer";
import { Header } from "./header";
import { ActiveTab, Opening } from "./opening";
import { useOutcome } from "./outcome";
import { settings, welcome } from "./settings";
import { fragmentOf, readShared } from "./sharing";
import { storage } from "./storage";

const PLUGINS = [DOC_EXPLORER_PLUGIN, EXAMPLES_PLUGIN, EXPLORER_PLUGIN, HISTORY_PLUGIN];
/** Keeps GraphiQL from asking for the schema. */
const NO_SCHEMA = { schema: null };
/** GraphiQL by itself opens an empty editor for a tab that was active, unless that is the first one. */
const opened = opensWith();

export function Playground() {
  return (
    <GraphiQLProvider
      fetcher={fetcher}
      plugins={PLUGINS}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      {...(!narrow.matches && { visiblePlugin: EXAMPLES_PLUGIN })}
      defaultQuery={welcome?.query ?? ""}
      inputValueDeprecation
      schemaDescription
      {...(settings.sdl === null && NO_SCHEMA)}
      onTabChange={showInAddress}
      storage={storage}
      shouldPersistHeaders={false}
      {...(opened && { initialQuery: opened.query, initialVariables: opened.variables ?? "" })}
    >
      <HistoryStore maxHistoryLength={50}>
        <DocExplorerStore>
          <Header />
          <main>
            <GraphiQLInterface
              defaultEditorToolsVisibility={opened?.variables ? "variables" : false}
              showPersistHeadersSettings={false}
            >
              <GraphiQL.Logo>
                <span />
              </GraphiQL.Logo>
              <GraphiQL.Toolbar>
                {({ prettify, merge }) => (
                  <>
                    {prettify}
                    {merge}
                    <ShareButton />
                    <CopyMenu />
                  </>
                )}
              </GraphiQL.Toolbar>
              <GraphiQL.Footer>
                <Took />
              </GraphiQL.Footer>
            </GraphiQLInterface>
          </main>
          <Editors />
          <Opening />
          <ActiveTab />
          <ChosenFields />
          <SharedAddresses />
        </DocExplorerStore>
      </HistoryStore>
    </GraphiQLProvider>
  );
}

/** Milliseconds that the keyboard rests before the address follows; browsers refuse hundreds of changes a second. */
const ADDRESS_PAUSE = 300;
let pending: ReturnType<typeof setTimeout> | undefined;

function showInAddress({ tabs, activeTabIndex }: TabsState): void {
  clearTimeout(pending);
  pending = setTimeout(() => {
    const tab = tabs[activeTabIndex];
    const fragment = tab?.query?.trim() ? fragmentOf(tab.query, tab.variables) : "";
    if (fragment !== location.hash) history.replaceState(null, "", fragment || location.pathname + location.search);
  }, ADDRESS_PAUSE);
}

function ShareButton() {
  const [copied, setCopied] = useState(false);
  const editors = useGraphiQL((state) => [state.queryEditor, state.variableEditor]);
  async function copy() {
    const [query, variables] = editors;
    const address = new URL(fragmentOf(query?.getValue() ?? "", variables?.getValue()), location.href);
    await navigator.clipboard.writeText(address.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  }
  return (
    <ToolbarButton label={copied ? "Copied" : "Copy a link to this question"} onClick={copy}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
        {copied ? (
          <path d="m5 12.5 4.5 4.5L19 7.5" />
        ) : (
          <path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1" />
        )}
      </svg>
    </ToolbarButton>
  );
}

/** What the answer above it took. */
function Took() {
  const outcome = useOutcome();
  if (!outcome) return <p className="took" />;
  const { status, cost } = outcome;
  const limit = cost && `${cost.limit.toLocaleString()} is the most that an operation may cost`;
  return (
    <p className="took">
      {status !== 200 && <b>HTTP {status}</b>}
      {inWords(outcome).map((words) => (
        <span key={words} title={words.startsWith("cost") ? limit : undefined}>
          {words}
        </span>
      ))}
    </p>
  );
}

const COPIED_AS: [label: string, write: (operation: Operation, schema: GraphQLSchema | null | undefined) => string][] = [
  ["curl", asCurl],
  ["fetch", asFetch],
  [
    "TypeScript, with types",
    (operation, schema) => {
      if (!schema) throw new Error("The schema is not here yet.");
      return asTyped(operation, schema);
    },
  ],
];

function CopyMenu() {
  const [said, setSaid] = useState("");
  const [queryEditor, variableEditor, headerEditor, schema] = useGraphiQL((state) => [
    state.queryEditor,
    state.variableEditor,
    state.headerEditor,
    state.schema,
  ]);
  async function copy(write: (typeof COPIED_AS)[number][1]) {
    const operation = {
      query: queryEditor?.getValue() ?? "",
      variables: variableEditor?.getValue() ?? "",
      preview: /authorization/i.test(headerEditor?.getValue() ?? ""),
    };
    try {
      await navigator.clipboard.writeText(write(operation, schema));
      setSaid("Copied");
    } catch (error) {
      setSaid(`Not copied: ${(error as Error).message}`);
    }
    setTimeout(() => setSaid(""), 4000);
  }
  return (
    <ToolbarMenu
      button={
        <ToolbarButton label={said || "Copy as code"}>
          <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
            {said === "Copied" ? <path d="m5 12.5 4.5 4.5L19 7.5" /> : <path d="m8 7-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14" />}
          </svg>
        </ToolbarButton>
      }
    >
      {COPIED_AS.map(([label, write]) => (
        <ToolbarMenu.Item key={label} onSelect={() => void copy(write)}>
          Copy as {label}
        </ToolbarMenu.Item>
      ))}
    </ToolbarMenu>
  );
}

/** A shared address pasted over the open page opens like one that the page was loaded with. */
function SharedAddresses() {
  const open = useOpenQuestion();
  useEffect(() => {
    const opened = () => {
      const question = readShared(location.hash);
      if (question) open(question.query, question.variables ?? "", true);
    };
    addEventListener("hashchange", opened);
    return () => removeEventListener("hashchange", opened);
  }, [open]);
  return null;
}
