// graphql-sse: results as server-sent events over plain HTTP ("distinct connections mode").
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { createClient } from "graphql-sse";
import { publish } from "./newsroom.mjs";
import { url } from "./server.mjs";

const client = createClient({ url, retryAttempts: 0 });
after(() => client.dispose());

test("a query has one result", async () => {
  const results = [];
  for await (const result of client.iterate({ query: "{ stories(first: 1) { nodes { headline } } }" })) results.push(result);
  assert.equal(results.length, 1);
  assert.equal(results[0].data.stories.nodes.length, 1);
});

test("a subscription brings each story as it is published, and misses none", async () => {
  // From here on: also what is published before the subscription has begun.
  const { value: now } = await client.iterate({ query: "{ dataset { cursor } }" }).next();
  await publish("over-sse", "Published over sse");
  const query = "subscription ($after: String) { storyPublished(after: $after) { cursor story { headline } } }";
  const events = client.iterate({ query, variables: { after: now.data.dataset.cursor } });
  const { value: event } = await events.next();
  assert.equal(event.data.storyPublished.story.headline, "Published over sse");
  await events.return();
});

test("an operation that is not valid ends with its errors", async () => {
  const results = [];
  const ask = async () => {
    for await (const result of client.iterate({ query: "subscription { nothing }" })) results.push(...result.errors);
  };
  // By the protocol the server may refuse the connection, or send the errors as the only event.
  await ask().catch((error) => results.push(error));
  assert.equal(results.length, 1);
});
