// Apollo Client 4: a normalised cache, pages that grow, persisted queries, @defer.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { Defer20220824Handler, GraphQL17Alpha9Handler } from "@apollo/client/incremental";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { relayStylePagination } from "@apollo/client/utilities";
import { buildSchema } from "graphql";
import { url } from "./server.mjs";

// Which types stand behind an interface or a union: what fragments on `Story` and `Speaker` need.
const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));
const possibleTypes = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter((type) => "resolveType" in type)
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
);

function newsroom({ link = new HttpLink({ uri: url }), ...options } = {}) {
  const cache = new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: { fields: { stories: relayStylePagination(["filter", "orderBy"]) } },
      Person: { fields: { quotes: relayStylePagination(["filter", "orderBy"]) } },
    },
  });
  return new ApolloClient({ cache, link, ...options });
}

test("ask for an article, its quotes and their speakers", async () => {
  const { data } = await newsroom().query({
    query: gql`
      query Article($slug: String!) {
        article(by: { slug: $slug }) {
          headline
          quotes(first: 3) { nodes { text speaker { ... on Person { name } ... on Organization { name } } } }
        }
      }
    `,
    variables: { slug: "north-korean-troops-in-russia" },
  });
  assert.match(data.article.headline, /North Korean soldiers/);
  assert.deepEqual(data.article.quotes.nodes.map(({ speaker }) => speaker.name).slice(0, 2), ["Pentagon", "Nato"]);
});

test("pages grow in the cache as they are fetched", async () => {
  const client = newsroom();
  const query = gql`
    query Stories($after: String) {
      stories(first: 3, after: $after) {
        edges { node { id headline } cursor }
        pageInfo { hasNextPage endCursor }
      }
    }
  `;
  const { data } = await client.query({ query });
  const stories = client.watchQuery({ query });
  const seen = stories.subscribe(() => {});
  await stories.fetchMore({ variables: { after: data.stories.pageInfo.endCursor } });
  const { edges } = client.readQuery({ query }).stories;
  assert.equal(edges.length, 6);
  assert.equal(new Set(edges.map(({ node }) => node.id)).size, 6);
  seen.unsubscribe();
});

test("the cache keeps one copy of a person, however it was reached", async () => {
  const client = newsroom();
  await client.query({
    query: gql`{ quotes(first: 5, filter: { speakers: ["jd-vance"] }) { nodes { id speaker { ... on Person { id name } } } } }`,
  });
  const cached = Object.values(client.cache.extract()).filter(({ __typename }) => __typename === "Person");
  assert.equal(cached.length, 1);
  const person = client.readFragment({ id: client.cache.identify(cached[0]), fragment: gql`fragment Name on Person { name }` });
  assert.equal(person.name, "JD Vance");
});

test("a fragment on an interface matches what stands behind it", async () => {
  const client = newsroom();
  const query = gql`
    query Mixed { stories(first: 3) { nodes { ...Teaser } } }
    fragment Teaser on Story { id headline latestDate }
  `;
  const { data } = await client.query({ query });
  assert.deepEqual(client.readQuery({ query }), data);
  assert.ok(data.stories.nodes.every(({ headline }) => headline));
});

const sha256 = (query) => createHash("sha256").update(query).digest("hex");
const hashOnly = ({ body, method, url: address }) => (method === "GET" ? !new URL(address).searchParams.has("query") : !JSON.parse(body).query);

for (const useGETForHashedQueries of [false, true]) {
  test(`a query is sent once, then only its hash, by ${useGETForHashedQueries ? "GET" : "POST"}`, async () => {
    const sent = [];
    const spy = (address, options) => {
      sent.push({ ...options, url: String(address) });
      return fetch(address, options);
    };
    const link = new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(new HttpLink({ uri: url, fetch: spy }));
    const client = newsroom({ link });
    // A query that no earlier run has registered.
    const query = gql(`query Persisted${Date.now()}${useGETForHashedQueries ? "G" : "P"} { dataset { version } }`);
    for (let turn = 0; turn < 2; turn += 1) {
      const { data } = await client.query({ query, fetchPolicy: "network-only" });
      assert.ok(data.dataset.version);
    }
    assert.deepEqual(sent.map(hashOnly), [true, false, true]);
  });
}

test("errors keep their code", async () => {
  const failed = await newsroom().query({ query: gql`{ quotes(after: "not a cursor") { totalCount } }` }).catch((error) => error);
  assert.ok(CombinedGraphQLErrors.is(failed));
  assert.equal(failed.errors[0].extensions.code, "BAD_USER_INPUT");
});

for (const Handler of [Defer20220824Handler, GraphQL17Alpha9Handler]) {
  test(`@defer brings the body after the headline (${Handler.name})`, async () => {
    const client = newsroom({ incrementalHandler: new Handler() });
    const query = gql`
      query Deferred {
        article(by: { slug: "north-korean-troops-in-russia" }) {
          id
          headline
          ... @defer { body { wordCount } quotes(first: 2) { nodes { id text } } }
        }
      }
    `;
    const states = [];
    await new Promise((resolve, reject) => {
      client.watchQuery({ query }).subscribe({
        next(state) {
          if (state.error) reject(state.error);
          states.push(state);
          if (state.dataState === "complete") resolve();
        },
        error: reject,
      });
    });
    const { data } = states.at(-1);
    assert.ok(data.article.body.wordCount > 300);
    assert.equal(data.article.quotes.nodes.length, 2);
    assert.ok(states.some(({ dataState }) => dataState === "streaming"), "the headline came before the rest");
  });
}
