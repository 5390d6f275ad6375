// The search box of any page: shows the first hits under the box, as an ARIA combobox with a listbox.

import { count, details, element, highlighted, setAttributes } from "./view.js";

const MOST = 6;
const PAUSE = 120; // milliseconds without a key before looking up

/** `box` is {root, form, input, labels, leadTo(hit), open()}; `fixed` maps a facet to the one value to search in. */
export function suggest({ root, form, input, labels, leadTo, open, fixed }) {
  const id = `${input.id}-list`;
  const list = element("ul", { id, class: "search-suggestions", role: "listbox", "aria-label": labels.suggestions });
  const status = element("p", { class: "search-quiet", role: "status" });
  list.hidden = true;
  form.after(list, status);
  setAttributes(input, {
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
  });

  let timer;
  let latest = 0;
  let chosen = -1;

  function close() {
    clearTimeout(timer);
    latest += 1;
    list.hidden = true;
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function choose(place) {
    chosen = place;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
  }

  async function lookUp() {
    const turn = ++latest;
    try {
      const index = await open();
      const { hits, marks } = await index.search(input.value, { typing: true });
      if (marks.length === 0) hits.length = 0; // nothing but punctuation so far
      const allowed = await Promise.all(
        Object.entries(fixed).map(async ([facet, code]) => new Set((await index.facet(facet)).get(code))),
      );
      const first = [];
      for (const { number } of hits) {
        if (allowed.every((numbers) => numbers.has(number)) && first.push(number) === MOST) break;
      }
      const documents = await index.documents(first);
      if (turn === latest) show(documents, marks);
    } catch {
      // The form still works without suggestions: Enter leads to the search page, which reports what is wrong.
      if (turn === latest) close();
    }
  }

  function show(documents, marks) {
    list.replaceChildren(
      ...documents.map((hit, i) => {
        const { href, host } = leadTo(hit);
        const title = element("span", { class: "search-title" }, ...highlighted(hit.title, marks));
        if (hit.language) title.lang = hit.language;
        const option = element("li", { id: `${id}-${i}`, role: "option" }, title, ...details(hit, host, labels));
        option.dataset.href = href;
        return option;
      }),
    );
    choose(-1);
    list.hidden = documents.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = documents.length ? count(labels, "suggested", documents.length) : labels.none;
  }

  input.addEventListener("focus", () => open().catch(() => {}), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim()) timer = setTimeout(lookUp, PAUSE);
    else close();
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      // -1 is the box itself: past either end the choice comes back to what was typed.
      const stops = list.children.length + 1;
      choose(((chosen + 1 + step + stops) % stops) - 1);
    } else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.href);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // Before the box loses the focus, and with it the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
  // The reader may have been faster than this script.
  if (document.activeElement === input && input.value.trim()) lookUp();
  root.addEventListener("focusout", (event) => root.contains(event.relatedTarget) || close());
}
