// graphql-ws: everything over one WebSocket (subprotocol graphql-transport-ws).
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws"; // browsers, and Node.js from 22 on, have their own
import { origin } from "./server.mjs";

const client = createClient({ url: `${origin.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
after(() => client.dispose());

test("a query has one result", async () => {
  const results = [];
  for await (const result of client.iterate({ query: "{ dataset { version } }" })) results.push(result);
  assert.equal(results.length, 1);
  assert.ok(results[0].data.dataset.version);
});

test("an operation that is not valid ends with its errors", async () => {
  const asked = client.iterate({ query: "subscription { nothing }" });
  await assert.rejects(asked.next(), (errors) => Array.isArray(errors) && errors.length > 0);
});
