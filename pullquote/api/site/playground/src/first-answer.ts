/** The answer to what the page opens with: asked for at once, and given to the editor when that is here. */

import { type Answered, ask, PRICED } from "./answering";
import { welcome } from "./settings";
import { readShared, type Shared } from "./sharing";
import { TABS } from "./storage";

/** What is asked in another way: it comes in parts, or goes on. */
const NOT_WHOLE = /@(defer|stream)\b|^\s*(#.*\s*)*subscription\b/m;

export interface First extends Shared {
  /** Nothing where there is no answer to show: GraphiQL then asks, and says why. */
  answered: Promise<Answered | undefined>;
}

let first: First | undefined;

/** What the page opens with: a shared question, else the tab that was open; nothing at the first visit. */
export function opensWith(): Shared | undefined {
  return readShared(location.hash) ?? storedTab();
}

/** Asks what GraphiQL is going to open with; nothing where that is to be asked by GraphiQL itself. */
export function askFirst(): First | undefined {
  const opened = opensWith() ?? { query: welcome?.query ?? "", variables: undefined };
  if (!opened.query.trim() || NOT_WHOLE.test(opened.query)) return undefined;
  const answered = Promise.resolve()
    .then(() => ask({ query: opened.query, variables: given(opened.variables), ...PRICED }))
    .then((found) => (found.answer.data ? found : undefined), () => undefined);
  first = { ...opened, answered };
  return first;
}

/** The first answer, once, for the same question. */
export async function takeFirst(query: string, variables: unknown): Promise<Answered | undefined> {
  const asked = first;
  first = undefined;
  if (asked?.query !== query || JSON.stringify(given(asked.variables)) !== JSON.stringify(variables)) return undefined;
  return asked.answered;
}

function given(variables: string | undefined): unknown {
  return variables?.trim() ? JSON.parse(variables) : undefined;
}

/** The tab that was active when the page was open before. */
function storedTab(): Shared | undefined {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem(TABS) ?? "{}");
    const tab = tabs?.[activeTabIndex];
    return tab && { query: tab.query ?? "", variables: tab.variables ?? undefined };
  } catch {
    return undefined;
  }
}
