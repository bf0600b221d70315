import { useQuery, useSubscription } from "urql";
import { Answer } from "./Answer";
import { usePages } from "./address";
import { graphql } from "./graphql";
import type { PublishedSubscription } from "./graphql/graphql";
import { More } from "./More";
import { Teaser } from "./Teaser";

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

const Published = graphql(`
  subscription Published {
    storyPublished {
      story {
        id
        ...Teaser
      }
    }
  }
`);

type Story = PublishedSubscription["storyPublished"]["story"];

/** The newest stories. Each page of them asks for itself, so what is read already stays; what is published meanwhile comes on top. */
export function FrontPage() {
  const [cursors, open] = usePages();
  const [{ data: published }] = useSubscription({ query: Published }, (earlier: Story[] = [], { storyPublished: { story } }) => [
    story,
    ...earlier.filter(({ id }) => id !== story.id),
  ]);
  return (
    <main className="front">
      <title>The Front Page</title>
      <h1>Newest stories</h1>
      <div className="published" aria-live="polite">
        {published?.map((story) => (
          <Teaser key={story.id} story={story} isNew />
        ))}
      </div>
      {cursors.map((after) => (
        <PageOfStories key={after} after={after} isLast={after === cursors.at(-1)} open={open} />
      ))}
    </main>
  );
}

interface PageProps {
  after: string | null;
  isLast: boolean;
  open(cursor: string | null): void;
}

function PageOfStories({ after, isLast, open }: PageProps) {
  return (
    <Answer to={useQuery({ query: Stories, variables: { after } })}>
      {({ stories: { nodes, pageInfo } }) => (
        <>
          {nodes.map((story) => (
            <Teaser key={story.id} story={story} />
          ))}
          {isLast && pageInfo.hasNextPage && <More of="stories" ask={() => open(pageInfo.endCursor)} />}
        </>
      )}
    </Answer>
  );
}
