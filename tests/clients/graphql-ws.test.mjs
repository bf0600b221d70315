// graphql-ws: everything over one WebSocket (subprotocol graphql-transport-ws).
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws"; // browsers, and Node.js from 22 on, have their own
import { publish } from "./newsroom.mjs";
import { origin } from "./server.mjs";

const client = createClient({ url: `${origin.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
after(() => client.dispose());

test("a query has one result", async () => {
  const results = [];
  for await (const result of client.iterate({ query: "{ dataset { version } }" })) results.push(result);
  assert.equal(results.length, 1);
  assert.ok(results[0].data.dataset.version);
});

test("a subscription brings each story as it is published, and misses none", async () => {
  // From here on: also what is published before the subscription has begun.
  const { value: now } = await client.iterate({ query: "{ dataset { cursor } }" }).next();
  await publish("over-ws", "Published over ws");
  const query = "subscription ($after: String) { storyPublished(after: $after) { cursor story { headline } } }";
  const events = client.iterate({ query, variables: { after: now.data.dataset.cursor } });
  const { value: event } = await events.next();
  assert.equal(event.data.storyPublished.story.headline, "Published over ws");
  await events.return();
});

test("an operation that is not valid ends with its errors", async () => {
  const asked = client.iterate({ query: "subscription { nothing }" });
  await assert.rejects(asked.next(), (errors) => Array.isArray(errors) && errors.length > 0);
});
