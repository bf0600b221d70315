/** Opening is asking: what is in the editor when the page opens is run at once. And small help with tabs. */

import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useRef } from "react";

export function Opening() {
  const { run } = useGraphiQLActions();
  const [query, variables, headers, response] = useGraphiQL((state) => [
    state.queryEditor,
    state.variableEditor,
    state.headerEditor,
    state.responseEditor,
  ]);
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || !query || !variables || !headers || !response) return;
    asked.current = true;
    if (query.getValue().trim()) void run();
    // In the next frame the editors show what stood there as text.
    requestAnimationFrame(() => document.getElementById("first")?.remove());
  }, [query, variables, headers, response, run]);
  return null;
}

/** The active tab is always in view, and a new one is there to be written in. */
export function ActiveTab() {
  const query = useGraphiQL((state) => state.queryEditor);
  const [active, count] = useGraphiQL((state) => [state.activeTabIndex, state.tabs.length]);
  useEffect(() => {
    document.querySelector(".graphiql-tab-active")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active, count]);
  useEffect(() => {
    const pressed = ({ target }: MouseEvent) => {
      // After GraphiQL has made the tab, whose button would keep the focus.
      if (target instanceof Element && target.closest(".graphiql-tab-add")) setTimeout(() => query?.focus());
    };
    document.addEventListener("click", pressed);
    return () => document.removeEventListener("click", pressed);
  }, [query]);
  return null;
}
