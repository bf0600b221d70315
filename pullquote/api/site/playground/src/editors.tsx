/** What we ask of the four editors beyond what GraphiQL asks: our colours and face, and a way out by keyboard. */

import { type MonacoEditor, useGraphiQL, useGraphiQLActions, useMonaco } from "@graphiql/react";
import { useEffect } from "react";
import { defineThemes } from "./themes";

const OPTIONS = {
  fontFamily: "var(--mono)",
  fontSize: 13.5,
  lineHeight: 21,
  wordWrap: "on",
  wrappingIndent: "indent",
  unicodeHighlight: { ambiguousCharacters: false }, // news has ’ and –
} as const;
const NOTHING_OPEN = "!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible && !inSnippetMode";

export function Editors() {
  const monaco = useMonaco((state) => state.monaco);
  const editors = useGraphiQL((state) => [state.queryEditor, state.variableEditor, state.headerEditor, state.responseEditor]);
  useEffect(() => {
    if (!monaco) return;
    defineThemes(monaco);
    // Monaco measures letters once, perhaps before their face has arrived.
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
  }, [monaco]);
  useSystemTheme();
  useEffect(() => {
    if (!monaco) return undefined;
    const added = editors.flatMap((editor) => (editor ? [prepare(editor, monaco.KeyCode.Escape)] : []));
    return () => added.forEach((action) => action.dispose());
  }, [monaco, ...editors]);
  return null;
}

/** The editors follow the system from light to dark, as the rest of the page does by its style sheet. */
function useSystemTheme() {
  const { setTheme } = useGraphiQLActions();
  const theme = useGraphiQL((state) => state.theme);
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setTheme(theme);
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [setTheme, theme]);
}

/** In an editor the Tab key writes; Escape, where it closes nothing, gives the focus to what is around it. */
function prepare(editor: MonacoEditor, escape: number) {
  editor.updateOptions(OPTIONS);
  return editor.addAction({
    id: "leave-editor",
    label: "Leave the editor",
    keybindings: [escape],
    precondition: NOTHING_OPEN,
    run: () => editor.getContainerDomNode().closest<HTMLElement>("[tabindex='0']")?.focus(),
  });
}
