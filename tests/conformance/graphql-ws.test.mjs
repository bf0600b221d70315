// The client of graphql-ws, and the close codes of its protocol, against the toy schema of the tests.
import assert from "node:assert/strict";
import test from "node:test";
import { CloseCode, createClient, GRAPHQL_TRANSPORT_WS_PROTOCOL } from "graphql-ws";
import { WebSocket } from "ws";
import { webSocketUrl as url } from "./server.mjs";

const connect = (options) => createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, ...options });

const collect = async (results) => {
  const all = [];
  for await (const result of results) all.push(result);
  return all;
};

test("a query has one result", async () => {
  const client = connect();
  assert.deepEqual(await collect(client.iterate({ query: "{ seen }" })), [{ data: { seen: "monday" } }]);
  await client.dispose();
});

test("a subscription has a result for each event", async () => {
  const client = connect();
  const results = await collect(client.iterate({ query: "subscription { moments(to: 2) { number } }" }));
  assert.deepEqual(results.map(({ data }) => data.moments.number), [0, 1, 2]);
  await client.dispose();
});

test("an operation that is not valid is rejected with its errors", async () => {
  const client = connect();
  await assert.rejects(collect(client.iterate({ query: "subscription { nothing }" })), ([error]) => {
    assert.equal(error.extensions.code, "GRAPHQL_VALIDATION_FAILED");
    return true;
  });
  await client.dispose();
});

test("pings are answered", async () => {
  const ponged = Promise.withResolvers?.() ?? withResolvers();
  const client = connect({ lazy: false, keepAlive: 10, on: { pong: () => ponged.resolve() } });
  await ponged.promise;
  await client.dispose();
});

test("the preview token opens the preview", async () => {
  const client = connect({ connectionParams: { authorization: `Bearer ${process.env.PREVIEW_TOKEN}` } });
  const [{ data }] = await collect(client.iterate({ query: "{ seen }" }));
  assert.equal(data.seen, "monday and drafts");
  await client.dispose();
});

const init = { type: "connection_init" };
const subscribe = { id: "1", type: "subscribe", payload: { query: "subscription { silence }" } };

for (const [name, code, messages, protocol] of [
  ["a message that is none", CloseCode.BadRequest, ["{}"], GRAPHQL_TRANSPORT_WS_PROTOCOL],
  ["a subscription before the acknowledgement", CloseCode.Unauthorized, [subscribe], GRAPHQL_TRANSPORT_WS_PROTOCOL],
  ["no subprotocol", CloseCode.SubprotocolNotAcceptable, [], undefined],
  ["an id that is taken", CloseCode.SubscriberAlreadyExists, [init, subscribe, subscribe], GRAPHQL_TRANSPORT_WS_PROTOCOL],
  ["a second init", CloseCode.TooManyInitialisationRequests, [init, init], GRAPHQL_TRANSPORT_WS_PROTOCOL],
  ["a wrong token", CloseCode.Forbidden, [{ ...init, payload: { authorization: "Bearer 00000000000000000000" } }], GRAPHQL_TRANSPORT_WS_PROTOCOL],
]) {
  test(`${name} closes with ${code}`, async () => {
    const socket = new WebSocket(url, protocol);
    socket.on("open", () => {
      for (const message of messages) socket.send(typeof message === "string" ? message : JSON.stringify(message));
    });
    assert.equal(await new Promise((resolve) => socket.on("close", resolve)), code);
  });
}

function withResolvers() {
  let resolve;
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}
