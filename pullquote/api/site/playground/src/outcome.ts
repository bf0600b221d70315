/** What the last answer took: shown below it. */

import { useSyncExternalStore } from "react";
import type { Outcome } from "./answering";

let current: Outcome | undefined;
const listeners = new Set<() => void>();

export function setOutcome(outcome: Outcome | undefined): void {
  current = outcome;
  for (const listener of listeners) listener();
}

export function useOutcome(): Outcome | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
