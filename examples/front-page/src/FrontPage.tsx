import { useState } from "react";
import { useQuery } from "urql";
import { Answer } from "./Answer";
import { inWords } from "./dates";
import { type FragmentType, graphql, unmask } from "./graphql";

const Stories = graphql(`
  query Stories($after: String) {
    stories(first: 12, after: $after) {
      nodes {
        id
        ...Teaser
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const TeaserFields = graphql(`
  fragment Teaser on Story {
    __typename
    slug
    headline
    standfirst
    latestDate
    section {
      name
    }
    quotes(first: 1, filter: { kinds: [DIRECT], isFragment: false }) {
      nodes {
        text
        speakerAsPrinted
        speaker {
          name
        }
      }
    }
  }
`);

/** The newest stories. Each page of them asks for itself, so what is read already stays. */
export function FrontPage() {
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  return (
    <main className="front">
      <h1>Newest stories</h1>
      {cursors.map((after) => (
        <PageOfStories key={after} after={after} more={(next) => setCursors([...cursors, next])} isLast={after === cursors.at(-1)} />
      ))}
    </main>
  );
}

function PageOfStories(props: { after: string | null; isLast: boolean; more(cursor: string | null): void }) {
  const [answer] = useQuery({ query: Stories, variables: { after: props.after } });
  return (
    <Answer to={answer}>
      {({ stories: { nodes, pageInfo } }) => (
        <>
          {nodes.map((story) => (
            <Teaser key={story.id} story={story} />
          ))}
          {props.isLast && pageInfo.hasNextPage && (
            <button type="button" onClick={() => props.more(pageInfo.endCursor)}>
              More stories
            </button>
          )}
        </>
      )}
    </Answer>
  );
}

function Teaser(props: { story: FragmentType<typeof TeaserFields> }) {
  const story = unmask(TeaserFields, props.story);
  const [quote] = story.quotes.nodes;
  return (
    <article className="teaser">
      <p className="kicker">
        <b>{story.section?.name ?? story.__typename}</b> <time>{inWords(story.latestDate)}</time>
      </p>
      <h2>
        <a href={`#/stories/${story.slug}`}>{story.headline}</a>
      </h2>
      {story.standfirst && <p>{story.standfirst}</p>}
      {quote && (
        <figure>
          <blockquote>{quote.text}</blockquote>
          <figcaption>{quote.speakerAsPrinted ?? quote.speaker?.name}</figcaption>
        </figure>
      )}
    </article>
  );
}
