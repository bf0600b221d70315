// GraphQL Yoga on Node's own HTTP server: node yoga.mjs DATA.json PORT
import { createServer } from "node:http";
import { createSchema, createYoga } from "graphql-yoga";
import { newsroom, typeDefs } from "./newsroom.mjs";

const { resolvers, port } = newsroom(process.argv);
const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers }), logging: false, graphiql: false });
createServer(yoga).listen(port, "127.0.0.1");
