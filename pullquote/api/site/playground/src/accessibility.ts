/**
 * What GraphiQL and its explorer leave out for keyboards and screen readers, put right in their markup.
 * Their components offer no way to say these things, so each repair watches for the elements it is about.
 */

type Repair = (element: Element) => void;

const REPAIRS: [selector: string, repair: Repair][] = [
  // A tab that holds two buttons is no tab; a list of buttons, one of them current, says the same.
  ["[role=tablist]", (list) => set(list, { role: "list" })],
  [
    ".graphiql-tab",
    (item) => {
      set(item, { role: "listitem", "aria-selected": null });
      const current = item.classList.contains("graphiql-tab-active");
      const button = item.querySelector(".graphiql-tab-button");
      if (button) set(button, { "aria-current": current ? "true" : null });
      const close = item.querySelector(".graphiql-tab-close");
      if (close) set(close, { "aria-label": `Close ${button?.textContent ?? "tab"}` });
    },
  ],
  // The explorer's fields and arguments are spans that only a mouse can press.
  [
    ".graphiql-explorer-root :is([data-field-name], [data-arg-name] > span:first-child, span:has(> [data-opens=type]))",
    operable,
  ],
  [
    ".graphiql-explorer-root [data-arg-name] :is(input, select)",
    (input) => set(input, { "aria-label": input.closest("[data-arg-name]")?.getAttribute("data-arg-name") ?? "Value" }),
  ],
  [".graphiql-operation-title-bar input", (input) => set(input, { "aria-label": "Name of the operation", autocomplete: "off" })],
  [".graphiql-explorer-actions select", (select) => set(select, { "aria-label": "Kind of operation" })],
  [".graphiql-explorer-actions button", (button) => set(button, { "aria-label": "Add an operation" })],
];

export function repairAccessibility(root: Element): void {
  const repair = () => {
    for (const [selector, apply] of REPAIRS) root.querySelectorAll(selector).forEach(apply);
  };
  new MutationObserver(repair).observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["class", "role", "aria-selected", "style"],
  });
  root.addEventListener("keydown", press);
}

/** Sets attributes where they differ, so that a repair does not set off the next one; null removes. */
function set(element: Element, attributes: Record<string, string | null>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) === value) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}

/** An arrow opens what is below a field; a box selects it. The explorer shows both, and says neither. */
function operable(element: Element): void {
  const icon = element.querySelector<SVGElement>("[data-icon]");
  const isOn = icon?.dataset.on === "true";
  const state = icon?.dataset.icon === "arrow"
    ? { role: "button", "aria-expanded": String(isOn), "aria-checked": null }
    : { role: "checkbox", "aria-checked": String(isOn), "aria-expanded": null };
  set(element, { ...state, tabindex: "0" });
}

function press(event: Event): void {
  const { key, target } = event as KeyboardEvent;
  if ((key !== "Enter" && key !== " ") || !(target instanceof HTMLElement)) return;
  if (!target.matches(".graphiql-explorer-root [tabindex='0'][role]")) return;
  event.preventDefault();
  target.click();
}
