/** The editor's colours, under the names by which GraphiQL chooses them. They match static/pullquote.css. */

import type * as Monaco from "monaco-editor";

interface Palette {
  ink: string;
  soft: string;
  panel: string;
  accent: string;
  keyword: string;
  field: string;
  string: string;
  number: string;
  variable: string;
}

const LIGHT: Palette = {
  ink: "#1d1d22", soft: "#6a675f", panel: "#ffffff", accent: "#b3261e",
  keyword: "#9a1f5d", field: "#1d4e89", string: "#7a4a00", number: "#1b6b3a", variable: "#5b3fa0",
};
const DARK: Palette = {
  ink: "#ece9e2", soft: "#a09c92", panel: "#1f2025", accent: "#ff8a75",
  keyword: "#ff8fc0", field: "#8fc4ff", string: "#f0c27b", number: "#84d8a0", variable: "#c2a8ff",
};

export function defineThemes({ editor }: typeof Monaco): void {
  editor.defineTheme("graphiql-LIGHT", theme("vs", LIGHT));
  editor.defineTheme("graphiql-DARK", theme("vs-dark", DARK));
}

function theme(base: "vs" | "vs-dark", palette: Palette): Monaco.editor.IStandaloneThemeData {
  const faint = `${palette.accent}22`;
  // Brackets in one quiet colour: the words between them are what is read.
  const brackets = Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, palette.soft]),
  );
  return {
    base,
    inherit: true,
    rules: [
      { token: "", foreground: palette.ink },
      { token: "comment", foreground: palette.soft, fontStyle: "italic" },
      { token: "keyword", foreground: palette.keyword },
      { token: "key.identifier", foreground: palette.field },
      { token: "string.key.json", foreground: palette.field },
      { token: "argument.identifier", foreground: palette.variable },
      { token: "argument.identifier.gql", foreground: palette.variable },
      { token: "type.identifier", foreground: palette.number },
      { token: "string", foreground: palette.string },
      { token: "string.value.json", foreground: palette.string },
      { token: "number", foreground: palette.number },
      { token: "keyword.json", foreground: palette.keyword },
    ],
    colors: {
      ...brackets,
      "editor.background": "#ffffff00",
      "editor.foreground": palette.ink,
      "editorLineNumber.foreground": palette.soft,
      "editorLineNumber.dimmedForeground": palette.soft,
      "editorWidget.background": palette.panel,
      "editorHoverWidget.background": palette.panel,
      "editorSuggestWidget.background": palette.panel,
      "editorSuggestWidget.selectedBackground": faint,
      "editorSuggestWidget.selectedForeground": palette.ink,
      "editorSuggestWidget.highlightForeground": palette.accent,
      "editorSuggestWidget.focusHighlightForeground": palette.accent,
      "list.hoverBackground": faint,
      "menu.background": palette.panel,
      "quickInput.background": palette.panel,
      "scrollbar.shadow": "#ffffff00",
      focusBorder: palette.accent,
    },
  };
}
