// A person's quotes, a page at a time: @refetchable and @connection, by `node(id:)` and cursors.
const { createElement } = require("react");
const { graphql, useLazyLoadQuery, usePaginationFragment } = require("react-relay");

function Person({ slug }) {
  const { person } = useLazyLoadQuery(
    graphql`
      query PersonQuery($slug: String!) {
        person(by: { slug: $slug }) {
          name
          ...Person_quotes
        }
      }
    `,
    { slug },
  );
  return createElement("section", null, createElement("h1", null, person.name), createElement(Quotes, { person }));
}

function Quotes({ person }) {
  const { data, hasNext, loadNext } = usePaginationFragment(
    graphql`
      fragment Person_quotes on Person
      @argumentDefinitions(first: { type: "Int", defaultValue: 2 }, after: { type: "String" })
      @refetchable(queryName: "PersonQuotesPaginationQuery") {
        quotes(first: $first, after: $after) @connection(key: "Person_quotes") {
          edges { node { id text } }
        }
      }
    `,
    person,
  );
  return [
    ...data.quotes.edges.map(({ node }) => createElement("q", { key: node.id }, node.text)),
    hasNext && createElement("button", { key: "more", onClick: () => loadNext(2) }, "More"),
  ];
}

module.exports = { Person };
