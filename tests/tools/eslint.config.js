// graphql-eslint over the schema and over the operations that the playground offers.
import graphql from "@graphql-eslint/eslint-plugin";

const { rules: schemaRules } = graphql.configs["flat/schema-recommended"];
const { rules: relayRules } = graphql.configs["flat/schema-relay"];
const { rules: operationRules } = graphql.configs["flat/operations-recommended"];
const graphqlConfig = { schema: "../../schema.graphql", documents: "../../pullquote/api/playground/examples/*.graphql" };
const languageOptions = { parser: graphql.parser, parserOptions: { graphQLConfig: graphqlConfig } };

export default [
  {
    basePath: "../..",
    files: ["schema.graphql"],
    languageOptions,
    plugins: { "@graphql-eslint": graphql },
    rules: { ...schemaRules, ...relayRules },
  },
  {
    basePath: "../..",
    files: ["pullquote/api/playground/examples/*.graphql"],
    languageOptions,
    plugins: { "@graphql-eslint": graphql },
    rules: operationRules,
  },
];
