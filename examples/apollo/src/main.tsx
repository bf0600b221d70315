import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { ApolloProvider, useQuery, useSubscription } from "@apollo/client/react";
import { getMainDefinition, relayStylePagination } from "@apollo/client/utilities";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";

const server: string = import.meta.env.VITE_PULLQUOTE ?? "http://127.0.0.1:8000/graphql";
const isSubscription = ({ query }: ApolloLink.Operation) => {
  const definition = getMainDefinition(query);
  return definition.kind === "OperationDefinition" && definition.operation === "subscription";
};
const client = new ApolloClient({
  // Subscriptions by WebSocket, all else over HTTP.
  link: ApolloLink.split(isSubscription, new GraphQLWsLink(createClient({ url: server.replace(/^http/, "ws") })), new HttpLink({ uri: server })),
  // Pages of the same list become one list; possibleTypes is for fragments on interfaces.
  cache: new InMemoryCache({
    possibleTypes: { Story: ["Article", "Editorial"], Speaker: ["Person", "Organization"] },
    typePolicies: { Query: { fields: { quotes: relayStylePagination(["filter", "orderBy"]) } } },
  }),
});

interface Quote { id: string; text: string; speakerAsPrinted: string | null; speaker: { name: string } | null; story: { headline: string } }
interface Quotes { quotes: { edges: { node: Quote }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }
const FIELDS = gql`fragment Fields on Quote { id text speakerAsPrinted speaker { id name } story { id headline } }`;
const QUOTES: TypedDocumentNode<Quotes, { after?: string | null }> = gql`
  query Quotes($after: String) { quotes(first: 20, after: $after) { edges { node { ...Fields } } pageInfo { hasNextPage endCursor } } }
  ${FIELDS}`;
const PUBLISHED: TypedDocumentNode<{ quotePublished: { quote: Quote } }> = gql`
  subscription Published { quotePublished { quote { ...Fields } } } ${FIELDS}`;

function Page() {
  const { data, error, fetchMore, updateQuery } = useQuery(QUOTES);
  useSubscription(PUBLISHED, {
    onData: ({ data: { data: event } }) =>
      updateQuery((old) => ({ quotes: { ...old.quotes, edges: [{ node: event!.quotePublished.quote }, ...old.quotes!.edges!] } }) as Quotes),
  });
  if (error) return <p role="alert">{error.message} (asked {server})</p>;
  if (!data) return <p>Loading …</p>;
  const { edges, pageInfo } = data.quotes;
  return (
    <>
      <h1>Who said what</h1>
      {edges.map(({ node: { id, text, speaker, speakerAsPrinted, story } }) => (
        <figure key={id}>
          <blockquote>{text}</blockquote>
          <figcaption>{speaker?.name ?? speakerAsPrinted}, in “{story.headline}”</figcaption>
        </figure>
      ))}
      {pageInfo.hasNextPage && <button type="button" onClick={() => fetchMore({ variables: { after: pageInfo.endCursor } })}>More quotes</button>}
    </>
  );
}

createRoot(document.getElementById("page")!).render(<ApolloProvider client={client}><Page /></ApolloProvider>);
