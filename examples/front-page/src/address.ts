import { useEffect, useLayoutEffect, useState } from "react";

/** The server that is asked. */
export const SERVER: string = import.meta.env.VITE_PULLQUOTE ?? "http://127.0.0.1:8000/graphql";

/** What a visit of a page remembers while the reader is on another: how far it was scrolled, and which pages of its list were open. */
interface Visit {
  scroll: number;
  cursors: (string | null)[];
}
const visits = new Map<string, Visit>();
let visit: Visit = begin();

/** The visit that the browser's history stands at. A link begins a new one; back and forward find the old one. */
function begin(): Visit {
  const key: string = history.state?.visit ?? crypto.randomUUID();
  history.replaceState({ visit: key }, "");
  const found = visits.get(key) ?? { scroll: 0, cursors: [null] };
  visits.set(key, found);
  return found;
}

/** The address after the `#`, which says what is shown. */
export function useAddress(): string {
  const [address, setAddress] = useState(location.hash);
  useEffect(() => {
    history.scrollRestoration = "manual";
    const follow = () => {
      visit = begin();
      setAddress(location.hash);
    };
    const remember = () => {
      visit.scroll = scrollY;
    };
    addEventListener("hashchange", follow);
    addEventListener("scroll", remember, { passive: true });
    return () => {
      removeEventListener("hashchange", follow);
      removeEventListener("scroll", remember);
    };
  }, []);
  // What was read before is in urql's cache, so the page is as long as it was by now.
  useLayoutEffect(() => {
    scrollTo(0, visit.scroll);
  }, [address]);
  return address;
}

/** The cursors of the pages of this visit's list that are open, the first of which has none; and how to open one more. */
export function usePages(): [(string | null)[], (cursor: string | null) => void] {
  const [, render] = useState(0);
  const here = visit;
  const open = (cursor: string | null) => {
    if (here.cursors.includes(cursor)) return;
    here.cursors = [...here.cursors, cursor];
    render((times) => times + 1);
  };
  return [here.cursors, open];
}
