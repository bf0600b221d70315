// urql 6 with graphcache: a normalised cache that knows the schema, pages that grow, persisted queries, @defer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Client, fetchExchange, gql } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { persistedExchange } from "@urql/exchange-persisted";
import { minifyIntrospectionQuery } from "@urql/introspection";
import { buildSchema, introspectionFromSchema } from "graphql";
import { url } from "./server.mjs";

const sdl = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
const schema = minifyIntrospectionQuery(introspectionFromSchema(buildSchema(sdl)));

// What has no id is part of what it hangs on, not an entity of its own.
const values = ["Block", "Body", "Bucket", "Dataset", "Highlight", "Problem", "QuoteContext", "Rights", "Role", "TextSpan"];
const cache = {
  schema,
  resolvers: { Query: { stories: relayPagination() } },
  keys: Object.fromEntries(values.map((type) => [type, () => null])),
};

function newsroom({ exchanges = [], ...options } = {}) {
  return new Client({ url, preferGetMethod: false, exchanges: [cacheExchange(cache), ...exchanges, fetchExchange], ...options });
}

test("ask for the editorials of a week", async () => {
  const query = gql`
    query Week($from: DateOrDateTime!, $to: DateOrDateTime!) {
      editorials(filter: { from: $from, to: $to }) { totalCount nodes { id headline standfirst } }
    }
  `;
  const { data, error } = await newsroom().query(query, { from: "2025-01-14", to: "2025-01-20" });
  assert.equal(error, undefined);
  assert.equal(data.editorials.totalCount, 6);
});

test("pages grow in the cache as they are fetched", async () => {
  const client = newsroom();
  const query = gql`
    query Stories($after: String) {
      stories(first: 3, after: $after) {
        edges { node { id headline } }
        pageInfo { hasNextPage endCursor }
      }
    }
  `;
  const first = await client.query(query, {});
  await client.query(query, { after: first.data.stories.pageInfo.endCursor });
  const cached = client.readQuery(query, {});
  assert.equal(new Set(cached.data.stories.edges.map(({ node }) => node.id)).size, 6);
});

test("what was fetched for a list answers for the one, without asking again", async () => {
  let requests = 0;
  const client = newsroom({ fetch: (...given) => fetch(...given).finally(() => (requests += 1)) });
  const list = await client.query(gql`{ people(first: 1) { nodes { id name } } }`, {});
  const [person] = list.data.people.nodes;
  const query = gql`query One($id: ID!) { node(id: $id) { __typename id ... on Person { name } } }`;
  const one = await client.query(query, { id: person.id });
  assert.equal(one.data.node.name, person.name);
  assert.ok(requests <= 2);
});

for (const preferGetForPersistedQueries of [false, true]) {
  test(`a query is sent once, then only its hash, by ${preferGetForPersistedQueries ? "GET" : "POST"}`, async () => {
    const client = newsroom({ exchanges: [persistedExchange({ preferGetForPersistedQueries })] });
    const query = gql(`query Persisted${Date.now()}${preferGetForPersistedQueries ? "G" : "P"} { dataset { version } }`);
    for (let turn = 0; turn < 2; turn += 1) {
      const { data, error } = await client.query(query, {}, { requestPolicy: "network-only" });
      assert.equal(error, undefined);
      assert.ok(data.dataset.version);
    }
  });
}

test("errors keep their code", async () => {
  const { error } = await newsroom().query(gql`{ quotes(after: "not a cursor") { totalCount } }`, {});
  assert.equal(error.graphQLErrors[0].extensions.code, "BAD_USER_INPUT");
});

test("@defer brings the body after the headline", async () => {
  const query = gql`
    query Deferred {
      article(by: { slug: "north-korean-troops-in-russia" }) {
        id
        headline
        ... @defer { body { wordCount } }
      }
    }
  `;
  const results = [];
  await new Promise((resolve) => {
    newsroom().query(query, {}).subscribe((result) => {
      results.push(result);
      if (result.error || !result.hasNext) resolve();
    });
  });
  assert.equal(results.at(-1).error, undefined);
  assert.ok(results.length > 1);
  assert.ok(results[0].data.article.headline);
  assert.equal(results[0].data.article.body, undefined);
  assert.ok(results.at(-1).data.article.body.wordCount > 300);
});
