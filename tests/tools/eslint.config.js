// graphql-eslint over the schema and over the operations that the playground offers; run at the root.
import { join } from "node:path";
import graphql from "@graphql-eslint/eslint-plugin";

const root = join(import.meta.dirname, "../..");
const operations = "pullquote/api/site/playground/examples/*.graphql";
const common = {
  languageOptions: {
    parser: graphql.parser,
    parserOptions: { graphQLConfig: { schema: join(root, "schema.graphql"), documents: join(root, operations) } },
  },
  plugins: { "@graphql-eslint": graphql },
};
const rulesOf = (...names) => Object.assign({}, ...names.map((name) => graphql.configs[name].rules));


// Values: parts of what they hang on, with no identity of their own. graphcache wants the same list as its `keys`.
const values = [
  "Block", "Body", "Bucket", "Correction", "Dataset", "Embed", "Footnote", "Highlight", "Image", "PageInfo", "Problem", "QuoteAttribution", "QuoteContext",
  "Rights", "Role", "Suggestion", "Table", "TableCell", "TableRow", "TextSpan", "TimelineBucket",
];
// Events: they have a place in the history, a cursor, and no id to be asked for by.
const events = ["Change", "DatasetChanged", "QuotePublished", "StoryChanged", "StoryPublished"];

export default [
  {
    ...common,
    files: ["schema.graphql"],
    rules: {
      ...rulesOf("flat/schema-recommended", "flat/schema-relay"),
      "@graphql-eslint/strict-id-in-types": [
        "error",
        { exceptions: { types: [...values, ...events], suffixes: ["Connection", "Edge", "Facets"] } },
      ],
      // `topics: [Topic!]!`: a story's few topics need no pages, and `nodes` is a list by design; an event is no node.
      "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
      // A history is read forwards.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
    },
  },
  { ...common, files: [operations], rules: rulesOf("flat/operations-recommended") },
];
