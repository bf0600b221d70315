// The stories and quotes of a newsroom in two shapes: Pullquote's own (`story`, `stories`), and the one that
// somebody would write for this alone (`article`, `articles`).
import { readFileSync } from "node:fs";

export const typeDefs = `
  type Query {
    story(by: StoryBy!): Story
    stories(first: Int, after: String): StoryConnection!
    article(id: ID!): Article
    articles(limit: Int, offset: Int): [Article!]!
    articleCount: Int!
  }

  input StoryBy { slug: String }
  type StoryConnection { totalCount: Int!  nodes: [Story!]! }
  type Story {
    id: ID!  slug: String!  headline: String!  standfirst: String  latestDate: String!
    publication: Named!  section: Named  topics: [Named!]!
    quotes(first: Int): QuoteConnection!
  }
  type Named { name: String! }
  type QuoteConnection { nodes: [Quote!]! }
  type Quote { id: ID!  text: String!  speaker: Speaker }
  union Speaker = Person | Organization
  type Person { id: ID!  name: String! }
  type Organization { id: ID!  name: String! }

  type Article {
    id: ID!  slug: String!  headline: String!  standfirst: String  latestDate: String!
    publication: String!  section: String  topics: [String!]!
    quotes(limit: Int): [ArticleQuote!]!
  }
  type ArticleQuote { id: ID!  text: String!  speaker: ArticleSpeaker }
  type ArticleSpeaker { id: ID!  name: String! }
`;

/** The resolvers over the stories in a file, and the port of the command line: `DATA.json PORT`. */
export function newsroom([, , file, port]) {
  const { stories, articles } = JSON.parse(readFileSync(file, "utf8"));
  const bySlug = new Map(stories.map((story) => [story.slug, story]));
  const byId = new Map(articles.map((article) => [article.id, article]));
  const resolvers = {
    Query: {
      story: (_, { by }) => bySlug.get(by.slug) ?? null,
      stories: (_, { first = 20, after }) => {
        const start = after == null ? 0 : Number(after) + 1;
        return { totalCount: stories.length, nodes: stories.slice(start, start + first) };
      },
      article: (_, { id }) => byId.get(id) ?? null,
      articles: (_, { limit = 20, offset }) => articles.slice(offset ?? 0, (offset ?? 0) + limit),
      articleCount: () => articles.length,
    },
    Story: { quotes: (story, { first = 20 }) => ({ nodes: story.quotes.slice(0, first) }) },
    Article: { quotes: (article, { limit = 20 }) => article.quotes.slice(0, limit) },
    Speaker: { __resolveType: (speaker) => speaker.__typename },
  };
  return { resolvers, port: Number(port) };
}
