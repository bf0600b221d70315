import { useState } from "react";
import { useQuery, useSubscription } from "urql";
import { Answer, Nothing } from "./Answer";
import { SERVER } from "./address";
import { inWords } from "./dates";
import { graphql } from "./graphql";
import type { StoryQuery } from "./graphql/graphql";
import { JsonLd } from "./JsonLd";
import { type Span, withMarks } from "./marks";
import { Proposed } from "./Proposed";

const Story = graphql(`
  query Story($slug: String!, $server: URL!) {
    story(by: { slug: $slug }) {
      jsonLd(base: $server)
      headline
      standfirst
      latestDate
      publication {
        name
      }
      body {
        blocks {
          index
          html
          quotes {
            ...Proposed
            id
            cue
            addressee
            occasion
            dateSpoken
            speakerAsPrinted
            role {
              title
            }
            speaker {
              __typename
              slug
              name
            }
            parts {
              block
              utf16Start
              utf16End
            }
          }
        }
      }
    }
  }
`);

const Changed = graphql(`
  subscription Changed($slug: String!) {
    storyChanged(filter: { slugs: [$slug] }) {
      cursor
    }
  }
`);

type Body = NonNullable<NonNullable<StoryQuery["story"]>["body"]>;
type Quote = Body["blocks"][number]["quotes"][number];

export function StoryPage({ slug }: { slug: string }) {
  const answer = useQuery({ query: Story, variables: { slug, server: SERVER } });
  const [, ask] = answer;
  // A correction is on the screen as soon as it is saved.
  useSubscription({ query: Changed, variables: { slug } }, (_, change) => {
    ask({ requestPolicy: "network-only" });
    return change;
  });
  return (
    <Answer to={answer}>
      {({ story }) =>
        story ? (
          <main className="story">
            <title>{`${story.headline} · The Front Page`}</title>
            <JsonLd of={story.jsonLd} />
            <h1>{story.headline}</h1>
            {story.standfirst && <p className="standfirst">{story.standfirst}</p>}
            <p className="kicker">
              <b>{story.publication.name}</b> <time>{inWords(story.latestDate)}</time>
            </p>
            {story.body ? <Prose blocks={story.body.blocks} /> : <p>Only the headline of this story may be shown.</p>}
          </main>
        ) : (
          <Nothing what="story" />
        )
      }
    </Answer>
  );
}

/** The text block by block, what was said marked in it, and beside each block who said it. */
function Prose({ blocks }: { blocks: Body["blocks"] }) {
  const [lit, setLit] = useState<string>();
  const spans: (Span & { block: number })[] = blocks.flatMap((block) =>
    block.quotes.flatMap((quote) => quote.parts.map((part) => ({ ...part, quote: quote.id, isLit: quote.id === lit }))),
  );
  return (
    <div className="prose">
      {blocks.map((block) => {
        const here = spans.filter((span) => span.block === block.index);
        return (
          <section key={block.index}>
            {/* The server has sanitised the HTML; see “The API” in the documentation. */}
            <div
              dangerouslySetInnerHTML={{ __html: withMarks(block.html, here) }}
              onMouseOver={({ target }) => setLit((target as HTMLElement).closest("mark")?.dataset.quote)}
            />
            <aside>
              {block.quotes.map((quote) => (
                <Attribution key={quote.id} quote={quote} isLit={quote.id === lit} light={setLit} />
              ))}
            </aside>
          </section>
        );
      })}
    </div>
  );
}

interface AttributionProps {
  quote: Quote;
  isLit: boolean;
  light(quote: string | undefined): void;
}

function Attribution({ quote, isLit, light }: AttributionProps) {
  const { speaker, role, cue, addressee, occasion, dateSpoken } = quote;
  const told = [cue, addressee && `to ${addressee}`, occasion, dateSpoken && inWords(dateSpoken)];
  return (
    <p className="attribution" data-lit={isLit} onMouseEnter={() => light(quote.id)} onMouseLeave={() => light(undefined)}>
      {speaker?.__typename === "Person" ? (
        <a href={`#/people/${speaker.slug}`}>{speaker.name}</a>
      ) : (
        <b>{speaker?.name ?? quote.speakerAsPrinted}</b>
      )}
      {role && <span>{role.title}</span>}
      <span>{told.filter(Boolean).join(", ")}</span>
      <Proposed quote={quote} />
    </p>
  );
}
