// Proposed quotes, one at a time. The token stays in this page: it is neither stored nor in an address.
const [
  main, tokenForm, tokenField, tokenMessage, review, tier, file, place, headline, line, paragraphs, facts,
  speakerForm, speaker, matches, count, valuesForm, message, keys, help,
] = [
  "main", "token-form", "token", "token-message", "review", "tier", "file", "place", "headline", "line",
  "paragraphs", "facts", "speaker-form", "speaker", "matches", "count", "values-form", "message", "keys", "help",
].map((id) => document.getElementById(id));
const buttons = Object.fromEntries(
  ["confirm", "correct", "change", "reject", "previous", "next", "undo"].map((id) => [id, document.getElementById(id)]),
);
const VERBS = { confirm: "Confirmed", correct: "Given to another speaker", change: "Changed", reject: "Rejected" };
const fields = Object.fromEntries(
  [["as", "as"], ["cue", "cue"], ["dateSpoken", "date"]].map(([key, id]) => [key, document.getElementById(`value-${id}`)]),
);

let token = "";
let files = []; // with the tiers that may be in each
let listed = []; // those that the filters let through
let current = 0; // which of them is shown
let proposals = []; // its proposals that the filters let through
let number = 0; // which of them is shown; behind the last one where all were seen
const done = []; // decisions that can be taken back, the last one last
let busy = false;
let refilter = false; // whether filters changed while it was
let search = 0;

class Refusal extends Error {
  constructor({ message: text, extensions }) {
    super(text);
    this.code = extensions.code;
  }
}

async function ask(path, body) {
  const headers = { accept: "application/json", authorization: `Bearer ${token}` };
  if (body) headers["content-type"] = "application/json";
  const response = await fetch(`${main.dataset.address}/${path}`, {
    method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), cache: "no-store",
  });
  const answer = await response.json();
  if (!response.ok) throw new Refusal(answer.errors[0]);
  return answer;
}

const read = (path) => ask(`proposals?file=${encodeURIComponent(path)}`);

function made(name, text, attributes = {}) {
  const part = document.createElement(name);
  part.textContent = text;
  for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
  return part;
}

// What is heard is also what comes next, which others see.
function say(text) {
  const shown = proposals[number];
  const next = shown ? ` Now: ${shown.facts[0][1]}: ${shown.words}; tier ${shown.tier}.` : "";
  message.replaceChildren(text, made("span", next, { class: "heard" }));
}

// One thing at a time, and a message where it cannot be done.
async function alone(what) {
  if (busy) {
    refilter ||= what === filter;
    return;
  }
  busy = true;
  review.setAttribute("aria-busy", "true");
  try {
    await what();
  } catch (error) {
    if (error.code === "UNAUTHENTICATED") lock(error.message);
    else say(error instanceof Refusal ? error.message : `The server does not answer: ${error.message}`);
  } finally {
    busy = false;
    review.removeAttribute("aria-busy");
  }
  if (refilter) {
    refilter = false;
    await alone(filter);
  }
}

function lock(text) {
  token = "";
  review.hidden = true;
  tokenForm.hidden = false;
  tokenMessage.textContent = text;
  tokenField.focus();
}

const wanted = (found) => found.filter((each) => !tier.value || each.tier === tier.value);

function draw() {
  closeSpeaker();
  closeValues();
  const shown = proposals[number];
  const focused = document.activeElement;
  for (const name of Object.keys(VERBS)) buttons[name].disabled = !shown;
  buttons.next.disabled = !shown;
  buttons.undo.disabled = done.length === 0;
  if (focused.disabled) (done.length ? buttons.undo : buttons.previous).focus();
  if (!shown) {
    headline.textContent = listed.length ? "That was the last one" : "There is nothing to review";
    for (const part of [place, line, paragraphs, facts]) part.replaceChildren();
    return;
  }
  const path = listed[current].path;
  place.textContent = `File ${current + 1} of ${listed.length}, proposal ${number + 1} of ${proposals.length}`;
  headline.textContent = shown.headline;
  line.textContent = `${path}:${shown.line}`;
  paragraphs.replaceChildren(
    ...shown.paragraphs.map((pieces) => {
      const paragraph = document.createElement("p");
      paragraph.append(...pieces.map(([text, quoted]) => (quoted ? made("mark", text) : text)));
      return paragraph;
    }),
  );
  if (!shown.paragraphs.length) {
    const paragraph = made("p", " (these words do not stand in the story)");
    paragraph.prepend(made("mark", shown.words));
    paragraphs.append(paragraph);
  }
  facts.replaceChildren(...shown.facts.flatMap(([label, value]) => [made("dt", label), made("dd", value)]));
  scrollTo(0, 0);
  paragraphs.querySelector("mark").scrollIntoView({ block: "nearest" });
}

// To the next proposal, or to the one before: in this file, or in the first one on the way that has any.
async function go(step) {
  if (proposals[number + step]) {
    number += step;
  } else {
    let next = current + step;
    let found = [];
    while (listed[next] && !(found = wanted((await read(listed[next].path)).proposals)).length) next += step;
    if (!found.length && step < 0) {
      say("This is the first one.");
      return;
    }
    if (found.length) {
      [current, proposals] = [next, found];
      number = step < 0 ? found.length - 1 : 0;
    } else {
      number = proposals.length;
    }
  }
  draw();
  say(proposals[number] ? "" : "That was the last one.");
}

async function filter() {
  const words = file.value.trim();
  listed = files.filter(({ path, tiers }) => path.includes(words) && (!tier.value || tiers.includes(tier.value)));
  [current, proposals, number] = [-1, [], 0];
  await go(1);
  current = Math.max(current, 0);
}

// What is left in a file, at the place where it was looked at.
async function settle(found, text) {
  proposals = wanted(found);
  if (!proposals[number]) {
    number = Math.max(proposals.length - 1, 0);
    await go(1);
  } else {
    draw();
  }
  say(text);
}

async function decide(decision, more) {
  const shown = proposals[number];
  const { path } = listed[current];
  try {
    const { digest, number: entry, story } = shown;
    const answer = await ask("decide", { file: path, digest, number: entry, story, decision, ...more });
    done.push({ decision: answer.decision, path, entry, story });
    await settle(answer.proposals, `${VERBS[decision]}. Undo takes that back.`);
  } catch (error) {
    if (error.code !== "NOT_WRITTEN") throw error;
    await settle((await read(path)).proposals, error.message);
  }
}

async function undo() {
  const last = done.pop();
  const answer = await ask("undo", { decision: last.decision }).catch((error) => {
    if (error.code !== "NOT_WRITTEN") done.push(last);
    buttons.undo.disabled = done.length === 0;
    throw error;
  });
  const isLast = (each) => each.number === last.entry && each.story === last.story;
  if (!listed.some(({ path }) => path === last.path) || !wanted(answer.proposals).some(isLast)) {
    tier.value = file.value = "";
    listed = files;
  }
  current = listed.findIndex(({ path }) => path === last.path);
  proposals = wanted(answer.proposals);
  number = Math.max(proposals.findIndex(isLast), 0);
  draw();
  say("Taken back.");
}

function openValues() {
  for (const [key, field] of Object.entries(fields)) field.value = proposals[number].values[key];
  valuesForm.hidden = false;
  main.classList.add("choosing");
  fields.as.focus();
  valuesForm.scrollIntoView({ block: "center" });
}

function closeValues() {
  if (valuesForm.hidden) return;
  const had = valuesForm.contains(document.activeElement);
  valuesForm.hidden = true;
  main.classList.remove("choosing");
  if (had) buttons.change.focus();
}

// Only what is another now: the rest of the file stays as it is written.
function changeValues() {
  const written = proposals[number].values;
  const changed = Object.entries(fields).map(([key, field]) => [key, field.value.trim()]).filter(([key, value]) => value !== written[key]);
  if (changed.length) alone(() => decide("change", { values: Object.fromEntries(changed) }));
  else closeValues();
}

function openSpeaker() {
  speakerForm.hidden = false;
  main.classList.add("choosing");
  speaker.value = "";
  show([], "Type a name.");
  speaker.focus();
  speakerForm.scrollIntoView({ block: "center" });
}

function closeSpeaker() {
  if (speakerForm.hidden) return;
  const had = speakerForm.contains(document.activeElement);
  search += 1;
  speakerForm.hidden = true;
  main.classList.remove("choosing");
  if (had) buttons.correct.focus();
}

function show(found, text) {
  matches.replaceChildren(
    ...found.map(({ slug, name, offices }, index) => {
      const option = made("li", name, { role: "option", id: `match-${index}`, "data-slug": slug, "aria-selected": false });
      option.append(made("small", [slug, ...offices].join(", ")));
      return option;
    }),
  );
  matches.hidden = !found.length;
  speaker.setAttribute("aria-expanded", found.length > 0);
  count.textContent = text;
  choose(0);
}

function choose(index) {
  const options = [...matches.children];
  const chosen = options.length ? options[(index + options.length) % options.length] : undefined;
  for (const option of options) option.setAttribute("aria-selected", option === chosen);
  if (chosen) speaker.setAttribute("aria-activedescendant", chosen.id);
  else speaker.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

async function complete() {
  const mine = (search += 1);
  try {
    const found = await ask(`speakers?search=${encodeURIComponent(speaker.value)}`);
    if (mine !== search) return; // more was typed meanwhile
    const none = speaker.value.trim() ? "Nobody of that name; pullquote new person makes a file." : "Type a name.";
    show(found.speakers, found.count ? `${found.count} ${found.count === 1 ? "match" : "matches"}` : none);
  } catch (error) {
    if (mine === search) show([], error.message);
  }
}

const take = (option) => option && alone(() => decide("correct", { speaker: option.dataset.slug }));

const actions = {
  confirm: () => alone(() => decide("confirm")),
  correct: openSpeaker,
  change: openValues,
  reject: () => alone(() => decide("reject")),
  previous: () => alone(() => go(-1)),
  next: () => alone(() => go(1)),
  undo: () => alone(undo),
};
const KEYS = { y: "confirm", s: "correct", e: "change", n: "reject", u: "undo", ArrowLeft: "previous", ArrowRight: "next" };

for (const [name, button] of Object.entries(buttons)) button.addEventListener("click", actions[name]);
document.addEventListener("keydown", (event) => {
  if (review.hidden || !speakerForm.hidden || !valuesForm.hidden || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select")) return;
  if (event.key === "?") help.open = true;
  const name = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!name || buttons[name].disabled) return;
  event.preventDefault();
  actions[name]();
});
speaker.addEventListener("input", complete);
speaker.addEventListener("keydown", (event) => {
  const at = [...matches.children].findIndex((option) => option.getAttribute("aria-selected") === "true");
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1 };
  if (event.key in moves) choose(moves[event.key]);
  else if (event.key === "Escape") closeSpeaker();
  else return;
  event.preventDefault();
});
matches.addEventListener("click", (event) => take(event.target.closest("[role=option]")));
speakerForm.addEventListener("submit", (event) => {
  event.preventDefault();
  take(matches.querySelector("[aria-selected=true]"));
});
document.getElementById("cancel").addEventListener("click", closeSpeaker);
document.getElementById("keep").addEventListener("click", closeValues);
valuesForm.addEventListener("keydown", (event) => event.key === "Escape" && closeValues());
valuesForm.addEventListener("submit", (event) => {
  event.preventDefault();
  changeValues();
});
tier.addEventListener("change", () => alone(filter));
file.addEventListener("change", () => alone(filter));
document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
tokenForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  token = tokenField.value.trim();
  tokenMessage.textContent = "";
  try {
    ({ files } = await ask("files"));
  } catch (error) {
    lock(error.message);
    return;
  }
  tokenField.value = "";
  tokenForm.hidden = true;
  review.hidden = false;
  await alone(filter);
  buttons.confirm.focus();
});
tokenForm.hidden = false;
tokenField.focus();
