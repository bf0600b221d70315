import { useQuery } from "urql";
import { Answer } from "./Answer";
import { inWords } from "./dates";
import { graphql } from "./graphql";

const Person = graphql(`
  query Person($slug: String!) {
    person(by: { slug: $slug }) {
      name
      description
      roles {
        title
        startDate
        endDate
      }
      quotes(first: 100, orderBy: { field: DATE_SPOKEN, direction: ASC }) {
        totalCount
        nodes {
          id
          text
          cue
          dateSpoken
          addressee
          occasion
          role {
            title
          }
          story {
            slug
            headline
            latestDate
          }
        }
      }
    }
  }
`);

export function PersonPage({ slug }: { slug: string }) {
  const [answer] = useQuery({ query: Person, variables: { slug } });
  return (
    <Answer to={answer}>
      {({ person }) =>
        person ? (
          <main className="person">
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
            <ol className="timeline">
              {person.quotes.nodes.map((quote) => (
                <li key={quote.id}>
                  <time>{inWords(quote.dateSpoken ?? quote.story.latestDate)}</time>
                  <blockquote>{quote.text}</blockquote>
                  <p>
                    {[quote.role?.title, quote.addressee && `to ${quote.addressee}`, quote.occasion].filter(Boolean).join(", ")}
                    <a href={`#/stories/${quote.story.slug}`}>{quote.story.headline}</a>
                  </p>
                </li>
              ))}
            </ol>
          </main>
        ) : (
          <p role="alert">There is no such person.</p>
        )
      }
    </Answer>
  );
}

function years(start: string | null, end: string | null): string {
  const [from, to] = [start?.slice(0, 4), end?.slice(0, 4)];
  if (from && to) return from === to ? from : `${from}–${to}`;
  return from ? `since ${from}` : to ? `until ${to}` : "";
}
