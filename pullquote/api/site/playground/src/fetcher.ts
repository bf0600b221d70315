/** Sends operations: by POST, as multipart where one comes in parts, as server-sent events where one goes on. */

import { createGraphiQLFetcher, type Fetcher, type FetcherParams } from "@graphiql/toolkit";
import { type DocumentNode, type ExecutionResult, getOperationAST, Kind, type OperationDefinitionNode, OperationTypeNode, parse, visit } from "graphql";
import { createClient } from "graphql-sse";
import { type Outcome, setOutcome } from "./outcome";
import { settings } from "./settings";
import { sorted } from "./sorting";

const url = new URL(settings.endpoint, location.href).href;
const WHOLE = "application/graphql-response+json, application/json;q=0.9";
const IN_PARTS = `multipart/mixed;incrementalSpec=v0.2, ${WHOLE}`;
const INCREMENTAL_DIRECTIVES = new Set(["defer", "stream"]);

export const fetcher: Fetcher = (given, options) => {
  const document = parsed(given.query);
  const operation = document && operationOf(document, given.operationName);
  const parameters = operation ? { ...given, operationName: operation.name?.value ?? null } : given;
  if (operation?.operation === OperationTypeNode.SUBSCRIPTION) return subscribe(parameters, options?.headers);
  const inParts = document !== undefined && isIncremental(document);
  const isOfThePage = given.operationName === INTROSPECTION;
  if (!isOfThePage) setOutcome(undefined);
  const measured: Measured = {};
  const send = createGraphiQLFetcher({
    url,
    headers: { accept: inParts ? IN_PARTS : WHOLE },
    enableIncrementalDelivery: inParts,
    fetch: inParts ? fetch : measuring(measured),
  });
  if (inParts) return send(parameters, options);
  if (isOfThePage) return whole(send(parameters, options)).then(sorted);
  const priced = { ...parameters, extensions: { cost: true } };
  return whole(send(priced, options)).then((answer) => {
    const { cost, ...extensions } = (answer.extensions ?? {}) as { cost?: Outcome["cost"] };
    if (measured.outcome) setOutcome({ ...measured.outcome, cost });
    const { extensions: _, ...rest } = answer;
    return Object.keys(extensions).length > 0 ? { ...rest, extensions } : rest;
  });
};

/** What GraphiQL calls its question about the schema. */
const INTROSPECTION = "IntrospectionQuery";

interface Measured {
  outcome?: Omit<Outcome, "cost">;
}

/** The answer that comes in one piece. */
async function whole(answer: unknown): Promise<ExecutionResult> {
  return (await answer) as ExecutionResult;
}

/** `fetch`, and how long it took until all of the answer was there. */
function measuring(measured: Measured): typeof fetch {
  return async (input, init) => {
    const begun = performance.now();
    const response = await fetch(input, init);
    const body = await response.arrayBuffer();
    measured.outcome = {
      status: response.status,
      milliseconds: performance.now() - begun,
      bytes: body.byteLength,
    };
    return new Response(body, response);
  };
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
 * pressed, so whoever is quick to run would run one that is gone.
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
