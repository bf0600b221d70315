/** Sends operations: by POST, as multipart where one comes in parts, as server-sent events where one goes on. */

import { createGraphiQLFetcher, type Fetcher, type FetcherParams } from "@graphiql/toolkit";
import { type DocumentNode, type ExecutionResult, getOperationAST, Kind, type OperationDefinitionNode, OperationTypeNode, parse, visit } from "graphql";
import { createClient } from "graphql-sse";
import { ask, PRICED, url, WHOLE } from "./answering";
import { takeFirst } from "./first-answer";
import { setOutcome } from "./outcome";
import { sorted } from "./sorting";

const IN_PARTS = `multipart/mixed;incrementalSpec=v0.2, ${WHOLE}`;
const INCREMENTAL_DIRECTIVES = new Set(["defer", "stream"]);

export const fetcher: Fetcher = (given, options) => {
  const document = parsed(given.query);
  const operation = document && operationOf(document, given.operationName);
  const parameters = operation ? { ...given, operationName: operation.name?.value ?? null } : given;
  if (operation?.operation === OperationTypeNode.SUBSCRIPTION) return subscribe(parameters, options?.headers);
  if (given.operationName === INTROSPECTION) return ask(parameters, options?.headers).then(({ answer }) => sorted(answer));
  setOutcome(undefined);
  if (document && isIncremental(document)) {
    const send = createGraphiQLFetcher({ url, headers: { accept: IN_PARTS }, enableIncrementalDelivery: true });
    return send(parameters, options);
  }
  return answerTo(parameters, options?.headers ?? {});
};

/** What GraphiQL calls its question about the schema. */
const INTROSPECTION = "IntrospectionQuery";

/** The answer in one piece; what it took is shown below it. */
async function answerTo(parameters: FetcherParams, headers: Record<string, string>): Promise<ExecutionResult> {
  const first = Object.keys(headers).length === 0 ? await takeFirst(parameters.query, parameters.variables) : undefined;
  const { answer, outcome } = first ?? (await ask({ ...parameters, ...PRICED }, headers));
  setOutcome(outcome);
  return answer;
}

/** The document, or nothing where it does not parse: then the server's error is the one to show. */
function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}

/**
 * The operation of that name, or the first one: GraphiQL reads the names a moment after the last key is
 * pressed, so somebody who is quick to run would run one that is gone.
 */
function operationOf(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode | undefined {
  const first = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return (name && getOperationAST(document, name)) || first;
}

function isIncremental(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive(node) {
      found ||= INCREMENTAL_DIRECTIVES.has(node.name.value);
    },
  });
  return found;
}

/** Server-sent events, not a WebSocket: they carry the headers of the editor, the preview token among them. */
function subscribe({ query, variables, operationName }: FetcherParams, headers: Record<string, string> = {}) {
  const client = createClient({ url, headers, retryAttempts: 0 });
  return client.iterate<Record<string, unknown>, Record<string, unknown>>({
    query,
    variables,
    ...(operationName && { operationName }),
  });
}
