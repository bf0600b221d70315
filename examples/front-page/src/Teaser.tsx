import { inWords } from "./dates";
import { type FragmentType, graphql, unmask } from "./graphql";
import { Proposed } from "./Proposed";

export const TeaserFields = graphql(`
  fragment Teaser on Story {
    __typename
    id
    slug
    headline
    standfirst
    latestDate
    section {
      name
    }
    quotes(first: 1, filter: { kinds: [DIRECT], isFragment: false }) {
      nodes {
        ...Proposed
        text
        speakerAsPrinted
        speaker {
          name
        }
      }
    }
  }
`);

/** A story in a list: its headline, and the first thing that somebody says in it. */
export function Teaser(props: { story: FragmentType<typeof TeaserFields>; isNew?: boolean }) {
  const story = unmask(TeaserFields, props.story);
  const [quote] = story.quotes.nodes;
  return (
    <article className="teaser">
      <p className="kicker">
        {props.isNew && <strong>New</strong>}
        <b>{story.section?.name ?? story.__typename}</b> <time>{inWords(story.latestDate)}</time>
      </p>
      <h2>
        <a href={`#/stories/${story.slug}`}>{story.headline}</a>
      </h2>
      {story.standfirst && <p>{story.standfirst}</p>}
      {quote && (
        <figure>
          <blockquote>{quote.text}</blockquote>
          <figcaption>
            {quote.speakerAsPrinted ?? quote.speaker?.name} <Proposed quote={quote} />
          </figcaption>
        </figure>
      )}
    </article>
  );
}
