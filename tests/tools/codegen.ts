// TypeScript types for operations, as a front end generates them; see examples/front-page for one in use.
import type { CodegenConfig } from "@graphql-codegen/cli";
import { scalars } from "./scalars";

const config: CodegenConfig = {
  schema: "../../schema.graphql",
  documents: "../../pullquote/api/site/playground/examples/*.graphql",
  ignoreNoDocuments: false,
  generates: {
    "generated/": {
      preset: "client",
      config: {
        scalars,
        // A scalar that the map leaves out is an error, not an `any`.
        strictScalars: true,
        useTypeImports: true,
        enumsAsTypes: true,
      },
    },
  },
};

export default config;
