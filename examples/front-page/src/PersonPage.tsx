import { useQuery } from "urql";
import { Answer, Nothing } from "./Answer";
import { SERVER, usePages } from "./address";
import { inWords } from "./dates";
import { graphql } from "./graphql";
import { JsonLd } from "./JsonLd";
import { More } from "./More";
import { Proposed } from "./Proposed";

const Person = graphql(`
  query Person($slug: String!, $server: URL!) {
    person(by: { slug: $slug }) {
      jsonLd(base: $server)
      name
      description
      roles {
        title
        startDate
        endDate
      }
      quotes {
        totalCount
      }
    }
  }
`);

const Quotes = graphql(`
  query Quotes($slug: String!, $after: String) {
    quotes(first: 20, after: $after, filter: { speakers: [$slug] }, orderBy: { field: DATE_SPOKEN, direction: ASC }) {
      nodes {
        ...Proposed
        id
        text
        date
        addressee
        occasion
        role {
          title
        }
        story {
          slug
          headline
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export function PersonPage({ slug }: { slug: string }) {
  const [cursors, open] = usePages();
  return (
    <Answer to={useQuery({ query: Person, variables: { slug, server: SERVER } })}>
      {({ person }) =>
        person ? (
          <main className="person">
            <title>{`${person.name} · The Front Page`}</title>
            <JsonLd of={person.jsonLd} />
            <h1>{person.name}</h1>
            {person.description && <p className="standfirst">{person.description}</p>}
            <ul className="roles">
              {person.roles.map(({ title, startDate, endDate }) => (
                <li key={`${title} ${startDate}`}>
                  {title} <span>{years(startDate, endDate)}</span>
                </li>
              ))}
            </ul>
            <h2>
              {person.quotes.totalCount === 1 ? "One quote" : `${person.quotes.totalCount} quotes`}, in the order in which they were said
            </h2>
            {cursors.map((after) => (
              <PageOfQuotes key={after} slug={slug} after={after} isLast={after === cursors.at(-1)} open={open} />
            ))}
          </main>
        ) : (
          <Nothing what="person" />
        )
      }
    </Answer>
  );
}

interface PageProps {
  slug: string;
  after: string | null;
  isLast: boolean;
  open(cursor: string | null): void;
}

function PageOfQuotes({ slug, after, isLast, open }: PageProps) {
  return (
    <Answer to={useQuery({ query: Quotes, variables: { slug, after } })}>
      {({ quotes: { nodes, pageInfo } }) => (
        <>
          <ol className="timeline">
            {nodes.map(({ id, date, text, role, addressee, occasion, story, ...quote }) => (
              <li key={id}>
                <time>{inWords(date)}</time> <Proposed quote={quote} />
                <blockquote>{text}</blockquote>
                <p>
                  {[role?.title, addressee && `to ${addressee}`, occasion].filter(Boolean).join(", ")}
                  <a href={`#/stories/${story.slug}`}>{story.headline}</a>
                </p>
              </li>
            ))}
          </ol>
          {isLast && pageInfo.hasNextPage && <More of="quotes" ask={() => open(pageInfo.endCursor)} />}
        </>
      )}
    </Answer>
  );
}

function years(start: string | null, end: string | null): string {
  const [from, to] = [start?.slice(0, 4), end?.slice(0, 4)];
  if (from && to) return from === to ? from : `${from}–${to}`;
  return from ? `since ${from}` : to ? `until ${to}` : "";
}
