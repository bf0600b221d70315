// TypeScript types for operations, as a front end generates them; see examples/front-page for one in use.
import type { CodegenConfig } from "@graphql-codegen/cli";
import { scalars } from "./scalars";

const config: CodegenConfig = {
  // The file, or a server's answer to introspection.
  schema: process.env.PULLQUOTE_URL ?? "../../schema.graphql",
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
