// graphql-request: one function, for scripts and server-side rendering.
import assert from "node:assert/strict";
import test from "node:test";
import { ClientError, gql, request } from "graphql-request";
import { url } from "./server.mjs";

test("ask what somebody said, in which office", async () => {
  const query = gql`
    query QuotesOf($slug: String!) {
      person(by: { slug: $slug }) {
        name
        quotes(first: 1) {
          nodes { text role { title organization { name } } story { headline } }
        }
      }
    }
  `;
  const { person } = await request(url, query, { slug: "sabrina-singh" });
  assert.equal(person.name, "Sabrina Singh");
  assert.match(person.quotes.nodes[0].text, /^We believe that the DPRK has sent around 10,000 soldiers/);
  assert.equal(person.quotes.nodes[0].role.title, "Deputy Pentagon Press Secretary");
});

test("an error says what is wrong, and carries a code", async () => {
  const failed = await request(url, "{ persn { name } }").catch((error) => error);
  assert.ok(failed instanceof ClientError);
  const [error] = failed.response.errors;
  assert.match(error.message, /Cannot query field .persn. on type .Query.\. Did you mean .person.\?/);
  assert.equal(error.extensions.code, "GRAPHQL_VALIDATION_FAILED");
});
