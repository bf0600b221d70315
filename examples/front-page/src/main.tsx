import "@fontsource-variable/newsreader/wght.css";
import "@fontsource-variable/newsreader/wght-italic.css";
import "@fontsource-variable/inter/wght.css";
import "./style.css";
import { StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { cacheExchange, Client, fetchExchange, Provider } from "urql";
import { FrontPage } from "./FrontPage";
import { PersonPage } from "./PersonPage";
import { StoryPage } from "./StoryPage";

const client = new Client({
  url: import.meta.env.VITE_PULLQUOTE ?? "http://127.0.0.1:8000/graphql",
  exchanges: [cacheExchange, fetchExchange],
  // Queries by POST; switch this on where a cache stands between readers and the server.
  preferGetMethod: false,
});

/** Three pages, told apart by the address: `#/`, `#/stories/SLUG`, `#/people/SLUG`. */
function Page() {
  const [address, setAddress] = useState(location.hash);
  useEffect(() => {
    const follow = () => {
      setAddress(location.hash);
      scrollTo(0, 0);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const [, kind, slug] = address.split("/");
  if (kind === "stories" && slug) return <StoryPage slug={slug} />;
  if (kind === "people" && slug) return <PersonPage slug={slug} />;
  return <FrontPage />;
}

createRoot(document.getElementById("page")!).render(
  <StrictMode>
    <Provider value={client}>
      <header className="masthead">
        <a href="#/">The Front Page</a>
      </header>
      <Page />
    </Provider>
  </StrictMode>,
);
