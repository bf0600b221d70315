import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  // Of your own server: its address followed by /schema.graphql.
  schema: "../../schema.graphql",
  documents: "src/**/*.tsx",
  generates: {
    "src/graphql/": {
      preset: "client",
      presetConfig: { fragmentMasking: { unmaskFunctionName: "unmask" } },
      config: {
        // What each custom scalar is in JSON; one that is left out would be an error, not an `any`.
        scalars: { ID: "string", Date: "string", DateTime: "string", DateOrDateTime: "string", JSON: "unknown", JSONLD: "Record<string, unknown>", LanguageTag: "string", URL: "string" },
        strictScalars: true,
        enumsAsTypes: true,
        useTypeImports: true,
      },
    },
  },
};

export default config;
