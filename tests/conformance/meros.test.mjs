// The multipart reader that GraphiQL and Relay use, against the toy schema of the tests.
import assert from "node:assert/strict";
import test from "node:test";
import { meros } from "meros/browser";
import { url } from "./server.mjs";

const ask = async (query, accept) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { accept, "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const parts = [];
  for await (const part of await meros(response)) {
    assert.ok(part.json);
    parts.push(part.body);
  }
  return parts;
};

test("parts are read one by one", async () => {
  const query = "{ quotes(first: 3) @stream(initialCount: 1) { text ... @defer { speaker { name } } } }";
  const parts = await ask(query, "multipart/mixed;incrementalSpec=v0.2, application/json");
  assert.deepEqual(parts[0].data, { quotes: [{ text: "Quote 0" }] });
  assert.deepEqual(parts.map(({ hasNext }) => hasNext), [...parts.slice(1).map(() => true), false]);
});

test("events of a subscription are read one by one", async () => {
  const query = "subscription { moments(to: 2) { number } }";
  const parts = await ask(query, "multipart/mixed;boundary=graphql;subscriptionSpec=1.0, application/json");
  const payloads = parts.filter(({ payload }) => payload).map(({ payload }) => payload);
  assert.deepEqual(payloads.map(({ data }) => data.moments.number), [0, 1, 2]);
});
