// Shows each save as it comes: whenever what is served is another version, or something else is wrong with the files,
// the page is asked for again and its content replaced. Who is not told of all problems does not get this script.
const { endpoint } = document.querySelector("script[data-endpoint]").dataset;
const address = new URL(endpoint, location.href);
address.searchParams.set("query", "subscription LandingPage { datasetChanged { dataset { version } } }");
let events;
let missed = false;

async function show() {
  const answer = await fetch(location.href, { cache: "no-cache", headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["main", "footer"]) document.querySelector(part).replaceWith(page.querySelector(part));
}

function listen() {
  if (document.hidden) {
    // A browser opens few connections to one server: a page that nobody looks at gives its own back.
    events?.close();
    events = undefined;
    missed = true;
    return;
  }
  if (events) return;
  events = new EventSource(address);
  events.addEventListener("next", show);
  events.addEventListener("open", () => {
    if (missed) void show();
    missed = true;
  });
  events.addEventListener("complete", () => events.close());
}

document.addEventListener("visibilitychange", listen);
listen();
