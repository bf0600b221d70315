// The client of graphql-sse, distinct connections mode, against the toy schema of the tests.
import assert from "node:assert/strict";
import test from "node:test";
import { createClient } from "graphql-sse";
import { url } from "./server.mjs";

const client = createClient({ url, retryAttempts: 0 });

const collect = async (query) => {
  const all = [];
  for await (const result of client.iterate({ query })) all.push(result);
  return all;
};

test("a query has one result", async () => {
  assert.deepEqual(await collect("{ seen }"), [{ data: { seen: "monday" } }]);
});

test("a subscription has a result for each event", async () => {
  const results = await collect("subscription { moments(to: 2) { number } }");
  assert.deepEqual(results.map(({ data }) => data.moments.number), [0, 1, 2]);
});

test("an operation that is not valid has its errors as its only result", async () => {
  const [{ errors }, ...others] = await collect("subscription { nothing }");
  assert.equal(errors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");
  assert.deepEqual(others, []);
});

test("a client that leaves ends its subscription", async () => {
  const results = client.iterate({ query: "subscription { moments(to: 1) { number } }" });
  assert.equal((await results.next()).value.data.moments.number, 0);
  await results.return();
});
