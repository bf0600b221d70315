// The stories and quotes of a newsroom, served by Mercurius with its compiler (graphql-jit) on.
//   node server.mjs DATA.json PORT
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import mercurius from "mercurius";

const [, , dataFile, port] = process.argv;
const { stories } = JSON.parse(readFileSync(dataFile, "utf8"));
const bySlug = new Map(stories.map((story) => [story.slug, story]));

const schema = `
  type Person { id: ID!  name: String! }
  type Organization { id: ID!  name: String! }
  union Speaker = Person | Organization
  type Quote { id: ID!  text: String!  speaker: Speaker }
  type QuoteConnection { nodes: [Quote!]! }
  type Named { name: String! }
  type Story {
    id: ID!  slug: String!  headline: String!  standfirst: String  latestDate: String!
    publication: Named!  section: Named  topics: [Named!]!
    quotes(first: Int): QuoteConnection!
  }
  type StoryConnection { totalCount: Int!  nodes: [Story!]! }
  input StoryBy { slug: String }
  type Query {
    story(by: StoryBy!): Story
    stories(first: Int, after: String): StoryConnection!
  }
`;

const resolvers = {
  Query: {
    story: (_, { by }) => bySlug.get(by.slug) ?? null,
    stories: (_, { first = 20, after }) => {
      const start = after == null ? 0 : Number(after) + 1;
      return { totalCount: stories.length, nodes: stories.slice(start, start + first) };
    },
  },
  Story: {
    quotes: (story, { first = 20 }) => ({ nodes: story.quotes.slice(0, first) }),
  },
  Speaker: { resolveType: (speaker) => speaker.__typename },
};

const app = Fastify();
app.register(mercurius, { schema, resolvers, jit: 1, graphiql: false });
await app.listen({ host: "127.0.0.1", port: Number(port) });
