/** One question, one answer in one piece, and what that took. Needs nothing but the browser: it is here before the editor is. */

import type { ExecutionResult } from "graphql";
import { settings } from "./settings";

export interface Outcome {
  status: number;
  milliseconds: number;
  /** Of the body, not compressed. */
  bytes: number;
  cost: { requested: number; limit: number } | undefined;
}

export interface Answered {
  answer: ExecutionResult;
  outcome: Outcome;
}

export interface Asked {
  query: string;
  variables?: unknown;
  operationName?: string | null;
}

export const url = new URL(settings.endpoint, location.href).href;
export const WHOLE = "application/graphql-response+json, application/json;q=0.9";
/** What is asked for besides the answer. */
export const PRICED = { extensions: { cost: true } };

/** Raises an error where there is no answer, or one that is not JSON. */
export async function ask(asked: Asked, headers: Record<string, string> = {}): Promise<Answered> {
  const begun = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { accept: WHOLE, "content-type": "application/json", ...headers },
    body: JSON.stringify(asked),
  });
  const body = await response.arrayBuffer();
  const milliseconds = performance.now() - begun;
  const { extensions, ...answer } = JSON.parse(new TextDecoder().decode(body)) as ExecutionResult;
  const { cost, ...others } = (extensions ?? {}) as { cost?: Outcome["cost"] };
  return {
    answer: Object.keys(others).length > 0 ? { ...answer, extensions: others } : answer,
    outcome: { status: response.status, milliseconds, bytes: body.byteLength, cost },
  };
}

/** What an answer took, in words. */
export function inWords({ milliseconds, bytes, cost }: Outcome): string[] {
  const words = [
    `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`,
    bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`,
  ];
  if (cost) words.push(`cost ${cost.requested.toLocaleString()} of ${cost.limit.toLocaleString()}`);
  return words;
}
