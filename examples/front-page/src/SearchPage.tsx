import { useQuery } from "urql";
import { Answer } from "./Answer";
import { usePages } from "./address";
import { graphql } from "./graphql";
import type { SearchQuery } from "./graphql/graphql";
import { More } from "./More";
import { Teaser } from "./Teaser";

const Search = graphql(`
  query Search($filter: StoryFilter!, $after: String) {
    stories(first: 12, after: $after, filter: $filter, orderBy: { field: RELEVANCE }) {
      totalCount
      nodes {
        id
        ...Teaser
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      facets {
        sections(first: 8) {
          key
          label
          count
          isSelected
        }
        topics(first: 8) {
          key
          label
          count
          isSelected
        }
        speakers(first: 8) {
          key
          label
          count
          isSelected
        }
      }
    }
  }
`);

const FACETS = { sections: "Section", topics: "Topic", speakers: "Who is quoted" } as const;
type Facet = keyof typeof FACETS;

/** A search with its facets. All that is chosen stands in the address: `#/search?q=ferry&topics=harbour`. */
export function SearchPage({ address }: { address: URLSearchParams }) {
  const [cursors, open] = usePages();
  const words = address.get("q") ?? "";
  const chosen = (facet: Facet) => address.getAll(facet);
  const filter = { search: words, sections: chosen("sections"), topics: chosen("topics"), speakers: chosen("speakers") };
  // An empty list would find nothing; a facet without a tick is no constraint.
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value.length > 0));
  return (
    <main className="search">
      <title>{words ? `“${words}” · The Front Page` : "Search · The Front Page"}</title>
      <h1>Search</h1>
      <form role="search" onSubmit={(event) => go(address, (next) => next.set("q", String(new FormData(event.currentTarget).get("q"))), event)}>
        <label htmlFor="q">Words in a story, or the name of a speaker</label>
        <input id="q" name="q" type="search" key={words} defaultValue={words} />
        <button type="submit">Search</button>
      </form>
      {cursors.map((after) => (
        <PageOfFound
          key={after}
          variables={{ filter: given, after }}
          isFirst={after === null}
          isLast={after === cursors.at(-1)}
          open={open}
          toggle={(facet, key) =>
            go(address, (next) => (chosen(facet).includes(key) ? next.delete(facet, key) : next.append(facet, key)))
          }
        />
      ))}
    </main>
  );
}

function go(address: URLSearchParams, change: (next: URLSearchParams) => void, event?: { preventDefault(): void }) {
  event?.preventDefault();
  const next = new URLSearchParams(address);
  change(next);
  location.hash = `#/search?${next}`;
}

interface PageProps {
  variables: { filter: object; after: string | null };
  isFirst: boolean;
  isLast: boolean;
  open(cursor: string | null): void;
  toggle(facet: Facet, key: string): void;
}

function PageOfFound({ variables, isFirst, isLast, open, toggle }: PageProps) {
  return (
    <Answer to={useQuery({ query: Search, variables })}>
      {({ stories: { totalCount, nodes, pageInfo, facets } }) => (
        <>
          {isFirst && <Facets facets={facets} toggle={toggle} />}
          <div className="found">
            {isFirst && <p role="status">{totalCount === 1 ? "One story" : `${totalCount} stories`}</p>}
            {nodes.map((story) => (
              <Teaser key={story.id} story={story} />
            ))}
            {isLast && pageInfo.hasNextPage && <More of="stories" ask={() => open(pageInfo.endCursor)} />}
          </div>
        </>
      )}
    </Answer>
  );
}

interface FacetsProps extends Pick<PageProps, "toggle"> {
  facets: SearchQuery["stories"]["facets"];
}

/** A column of checkboxes for each facet: the counts are what a tick would find. */
function Facets({ facets, toggle }: FacetsProps) {
  return (
    <aside className="facets" aria-label="Narrow the search">
      {(Object.keys(FACETS) as Facet[])
        .filter((facet) => facets[facet].length > 0)
        .map((facet) => (
          <fieldset key={facet}>
            <legend>{FACETS[facet]}</legend>
            {facets[facet].map(({ key, label, count, isSelected }) => (
              <label key={key}>
                <input type="checkbox" checked={isSelected} onChange={() => toggle(facet, key)} /> {label} <span>{count}</span>
              </label>
            ))}
          </fieldset>
        ))}
    </aside>
  );
}
