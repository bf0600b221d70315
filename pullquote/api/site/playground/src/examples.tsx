/** The plugin that offers ready questions; choosing one opens it in a tab of its own and asks it. */

import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useCallback, useEffect, useState } from "react";
import { currentExamples, type Example, RELOADED, settings } from "./settings";

/** Opens a question in its tab, a new one unless it is open already. */
export function useOpenQuestion() {
  const { addTab, changeTab, run } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const editors = useGraphiQL((state) => [state.queryEditor, state.variableEditor]);
  return useCallback(
    (query: string, variables: string, ask: boolean) => {
      const open = tabs.findIndex((tab) => tab.query === query && (tab.variables ?? "") === variables);
      if (open >= 0) changeTab(open);
      else {
        const [queryEditor, variableEditor] = editors;
        const blank = tabs.length === 1 && !tabs[0]?.query?.trim();
        if (!blank) addTab();
        queryEditor?.setValue(query);
        variableEditor?.setValue(variables);
      }
      if (ask) void run();
    },
    [addTab, changeTab, editors, run, tabs],
  );
}

/** Where the panel lies over the answer (see playground.css), it goes when a question is chosen. */
export const narrow = matchMedia("(max-width: 56rem)");

function Examples() {
  const open = useOpenQuestion();
  const { setVisiblePlugin } = useGraphiQLActions();
  const query = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.query);
  const [examples, setExamples] = useState(settings.examples);
  useEffect(() => {
    const fill = () => void currentExamples().then(setExamples, () => {});
    addEventListener(RELOADED, fill);
    return () => removeEventListener(RELOADED, fill);
  }, []);
  return (
    <section className="examples" aria-labelledby="examples-title">
      <h2 id="examples-title">Questions</h2>
      <p className="examples-hint">Each opens in a tab and is asked at once. Change it and ask again.</p>
      <ol>
        {examples.map((example: Example) => (
          <li key={example.name}>
            <button
              type="button"
              aria-current={query === example.query || undefined}
              data-unanswerable={example.unanswerable !== null || undefined}
              onClick={() => {
                open(example.query, "", true);
                if (narrow.matches) setVisiblePlugin(null);
              }}
            >
              <strong>{example.question}</strong>
              <span>{withCode(example.explanation)}</span>
              {example.unanswerable && <em>Not to be answered: {lowered(example.unanswerable)}</em>}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A sentence in the middle of another. */
function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** What stands between backticks, as code. */
function withCode(text: string) {
  return text.split("`").map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part));
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d="M10.2 6.2C7 7.6 5 10.3 5 13.7c0 2.5 1.5 4.1 3.4 4.1 1.8 0 3.1-1.3 3.1-3 0-1.7-1.2-2.9-2.8-2.9-.3 0-.6 0-.8.1.3-1.7 1.6-3.3 3.4-4.2zm8.3 0c-3.2 1.4-5.2 4.1-5.2 7.5 0 2.5 1.5 4.1 3.4 4.1 1.8 0 3.1-1.3 3.1-3 0-1.7-1.2-2.9-2.8-2.9-.3 0-.6 0-.8.1.3-1.7 1.6-3.3 3.4-4.2z" />
    </svg>
  );
}

export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: "Questions", icon: ExamplesIcon, content: Examples };
