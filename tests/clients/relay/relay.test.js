// Relay 21: compiled against schema.graphql, run in a page.
const assert = require("node:assert/strict");
const test = require("node:test");
const { JSDOM } = require("jsdom");

const { window } = new JSDOM("<main></main>");
Object.assign(globalThis, { window, document: window.document, IS_REACT_ACT_ENVIRONMENT: true });
// Newer versions of Node.js have a `navigator` that cannot be assigned.
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });

const { act, createElement, Suspense } = require("react");
const { createRoot } = require("react-dom/client");
const { fetchQuery, graphql, RelayEnvironmentProvider } = require("react-relay");
const { Environment, Network, RecordSource, Store } = require("relay-runtime");
const { Person } = require("./Person.js");

const url = `${process.env.PULLQUOTE_URL ?? "http://127.0.0.1:8000"}/graphql`;

async function ask({ text }, variables) {
  const body = JSON.stringify({ query: text, variables });
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  return response.json();
}

const newEnvironment = () => new Environment({ network: Network.create(ask), store: new Store(new RecordSource()) });

async function until(condition) {
  while (!condition()) await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
}

test("a person's quotes come a page at a time", async () => {
  const main = document.querySelector("main");
  const person = createElement(Person, { slug: "sabrina-singh" });
  const page = createElement(Suspense, { fallback: "…" }, person);
  const root = createRoot(main);
  await act(() => root.render(createElement(RelayEnvironmentProvider, { environment: newEnvironment() }, page)));
  await until(() => main.querySelector("h1"));
  assert.equal(main.querySelector("h1").textContent, "Sabrina Singh");
  assert.equal(main.querySelectorAll("q").length, 2);

  await act(() => main.querySelector("button").click());
  await until(() => main.querySelectorAll("q").length > 2);
  assert.equal(main.querySelectorAll("q").length, 3);
  assert.equal(main.querySelector("button"), null, "there are three, and no more");
  await act(() => root.unmount());
});

test("anything with an id can be asked for by it", async () => {
  const environment = newEnvironment();
  const { article } = await fetchQuery(
    environment,
    graphql`
      query relayArticleQuery { article(by: { slug: "north-korean-troops-in-russia" }) { id } }
    `,
    {},
  ).toPromise();
  const { node } = await fetchQuery(
    environment,
    graphql`
      query relayNodeQuery($id: ID!) { node(id: $id) { __typename ... on Story { headline } } }
    `,
    article,
  ).toPromise();
  assert.equal(node.__typename, "Article");
  assert.match(node.headline, /North Korean/);
});
