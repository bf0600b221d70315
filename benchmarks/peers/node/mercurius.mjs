// Mercurius with its compiler (graphql-jit) on: node mercurius.mjs DATA.json PORT
import Fastify from "fastify";
import mercurius from "mercurius";
import { newsroom, typeDefs } from "./newsroom.mjs";

const { resolvers, port } = newsroom(process.argv);
const { Speaker, ...others } = resolvers;
const app = Fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers: { ...others, Speaker: { resolveType: Speaker.__resolveType } },
  jit: 1,
  graphiql: false,
});
await app.listen({ host: "127.0.0.1", port });
