import "@fontsource-variable/newsreader/wght.css";
import "@fontsource-variable/newsreader/wght-italic.css";
import "@fontsource-variable/inter/wght.css";
import "./style.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { cacheExchange, Client, fetchExchange, Provider } from "urql";
import { SERVER, useAddress } from "./address";
import { FrontPage } from "./FrontPage";
import { PersonPage } from "./PersonPage";
import { SearchPage } from "./SearchPage";
import { StoryPage } from "./StoryPage";

const client = new Client({
  url: SERVER,
  exchanges: [cacheExchange, fetchExchange],
  // Queries by POST; switch this on where a cache stands between readers and the server.
  preferGetMethod: false,
  // Subscriptions as server-sent events, over the same address.
  fetchSubscriptions: true,
});

/** Four pages, told apart by the address: `#/`, `#/search?q=WORDS`, `#/stories/SLUG`, `#/people/SLUG`. */
function Page() {
  const [path = "", search] = useAddress().split("?");
  const [, kind, slug] = path.split("/");
  if (kind === "search") return <SearchPage address={new URLSearchParams(search)} />;
  if (kind === "stories" && slug) return <StoryPage key={slug} slug={slug} />;
  if (kind === "people" && slug) return <PersonPage key={slug} slug={slug} />;
  return <FrontPage />;
}

createRoot(document.getElementById("page")!).render(
  <StrictMode>
    <Provider value={client}>
      <header className="masthead">
        <a href="#/">The Front Page</a>
        <nav aria-label="Pages">
          <a href="#/">Newest</a>
          <a href="#/search">Search</a>
        </nav>
      </header>
      <Page />
    </Provider>
  </StrictMode>,
);
