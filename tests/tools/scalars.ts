// What each custom scalar is in JSON. Copy this into your own codegen configuration.
export const scalars = {
  ID: "string",
  Date: "string", // YYYY-MM-DD
  DateTime: "string", // ISO 8601 with an offset
  DateOrDateTime: "string", // ISO 8601, as precise as the source: 2024, 2024-10, 2025-01-20, 2025-01-20T08:00:00+05:00
  JSON: "unknown", // whatever the newsroom has in `extra`
  JSONLD: "Record<string, unknown>", // an object of JSON-LD: a thing of schema.org
  LanguageTag: "string", // BCP 47
  URL: "string",
};
