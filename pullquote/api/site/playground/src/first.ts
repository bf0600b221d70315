/**
 * What the page runs first: it shows the question and its answer as text. The editor is megabytes of script, which arrive
 * meanwhile and run only then, so that nobody waits for them to see something.
 */

import { inWords } from "./answering";
import { askFirst } from "./first-answer";
import { THEME } from "./storage";

/** Milliseconds that the editor waits for the answer. */
const PATIENCE = 1000;

const theme = localStorage.getItem(THEME);
if (theme) document.body.classList.add(`graphiql-${theme}`);
await Promise.race([show(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
await import("./main");

/** Until the answer is on the screen. */
async function show(): Promise<void> {
  const first = askFirst();
  if (!first) return;
  write("question", first.query);
  const found = await first.answered;
  if (!found) return;
  write("answer", JSON.stringify(found.answer, null, 2));
  write("took", inWords(found.outcome).join("   "));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

function write(what: string, text: string): void {
  const element = document.querySelector(`.first-${what}`);
  if (element) element.textContent = text;
}
