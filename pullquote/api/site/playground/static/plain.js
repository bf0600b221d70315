// The playground without a build: two text areas, an answer, and an address that can be shared.
const settings = JSON.parse(document.getElementById("settings").textContent);
const [form, query, variables, headers, answer, examples, share] = [
  "question", "query", "variables", "headers", "answer", "examples", "share",
].map((id) => document.getElementById(id));

for (const { question } of settings.examples) examples.add(new Option(question));
examples.addEventListener("change", () => {
  query.value = settings.examples[examples.selectedIndex].query;
  variables.value = "";
  ask();
});

function fragment() {
  const values = new URLSearchParams({ query: query.value });
  if (variables.value.trim()) values.set("variables", variables.value);
  return `#${values.toString().replaceAll("+", "%20")}`;
}

// Opening is asking: the first visit, a question and a shared link are answered at once.
function restore() {
  const shared = new URLSearchParams(location.hash.slice(1));
  query.value = shared.get("query") ?? settings.examples[0]?.query ?? "";
  variables.value = shared.get("variables") ?? "";
  if (query.value) ask();
}

const parsed = (field) => (field.value.trim() ? JSON.parse(field.value) : undefined);

async function ask() {
  answer.textContent = "";
  history.replaceState(null, "", fragment());
  try {
    const response = await fetch(settings.endpoint, {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json, application/json;q=0.9",
        "content-type": "application/json",
        ...parsed(headers),
      },
      body: JSON.stringify({ query: query.value, variables: parsed(variables) }),
    });
    answer.textContent = JSON.stringify(await response.json(), null, 2);
  } catch (error) {
    answer.textContent = `Not asked: ${error.message}`;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
share.addEventListener("click", () => navigator.clipboard.writeText(new URL(fragment(), location.href).href));
addEventListener("hashchange", restore);
restore();
