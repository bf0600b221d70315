// The audits of GraphQL over HTTP, run on the server at PULLQUOTE_URL; prints one JSON object a line.
import { auditServer } from "graphql-http";
import { url } from "./server.mjs";

for (const { id, name, status, reason } of await auditServer({ url })) {
  console.log(JSON.stringify({ id, name, status, reason: reason ?? null }));
}
