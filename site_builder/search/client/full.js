// The search page: hits, filters, order, and all of it in the address.

import { buildFilters } from "./filters.js";
import { count, details, element, highlighted } from "./view.js";

const PAGE = 10;
const PAUSE = 150; // milliseconds without a key before looking up
const ORDERS = ["relevance", "newest", "title"];

/** `box` is {form, input, labels, leadTo(hit), open()}; `fixed` maps a facet to the one value to search in. */
export async function full({ form, input, labels, leadTo, open, fixed }) {
  const status = element("p", { class: "search-status", role: "status" }, labels.loading);
  const order = element("select", {}, ...ORDERS.map((value) => element("option", { value }, labels[value])));
  const sort = element("label", { class: "search-sort" }, `${labels.sort} `, order);
  const list = element("ol", { class: "search-hits" });
  const more = element("button", { type: "button", class: "search-button", hidden: "" }, labels.more);
  const main = element("div", { class: "search-main" }, list, more);
  const body = element("div", { class: "search-body" }, main);
  const bar = element("div", { class: "search-bar" }, status, sort);
  form.after(bar, body);

  // At once, so that the reader can type on while the index loads.
  const asked = new URLSearchParams(location.search);
  input.value ||= asked.get("q") ?? "";
  let index, filters, fixedSets;
  try {
    index = await open();
    filters = await buildFilters(index, labels, fixed, () => update({ remember: "push" }));
    fixedSets = await Promise.all(
      Object.entries(fixed).map(async ([facet, code]) => new Set((await index.facet(facet)).get(code))),
    );
  } catch {
    status.textContent = labels.error;
    return;
  }
  body.prepend(filters.node);
  const wide = matchMedia("(min-width: 60em)");
  const fit = () => (filters.node.open = wide.matches);
  wide.addEventListener("change", fit);
  fit();

  let timer;
  let latest = 0;
  let typed = false; // since the last step of the history
  let shown = PAGE;
  let current = { numbers: [], marks: [] };

  function address() {
    const parameters = new URLSearchParams(filters.selected());
    if (order.value !== ORDERS[0]) parameters.append("sort", order.value);
    const query = input.value.trim();
    const pairs = query ? [["q", query], ...parameters] : [...parameters];
    return `${location.pathname}${pairs.length ? `?${new URLSearchParams(pairs)}` : ""}`;
  }

  function restore(parameters) {
    order.value = ORDERS.includes(parameters.get("sort")) ? parameters.get("sort") : ORDERS[0];
    filters.select(parameters);
    return update({ remember: "replace", shown: history.state?.shown });
  }

  async function update({ remember, typing = false, shown: wanted = PAGE }) {
    clearTimeout(timer);
    typed = typing;
    const turn = ++latest;
    const target = address();
    if (target !== location.pathname + location.search) history[`${remember}State`](null, "", target);
    // The same search in the other languages: codes are the same, and words are found in any.
    document.querySelectorAll("a[hreflang]").forEach((link) => (link.search = location.search));
    try {
      const { hits, relaxed, marks } = await index.search(input.value, { typing });
      const inScope = hits.filter(({ number }) => fixedSets.every((numbers) => numbers.has(number)));
      const places = order.value === ORDERS[0] ? null : await index.places(order.value);
      if (turn !== latest) return;
      const numbers = filters.apply(inScope).map(({ number }) => number);
      if (places) numbers.sort((one, other) => places[one] - places[other]);
      const documents = await index.documents(numbers.slice(0, wanted));
      if (turn !== latest) return;
      current = { numbers, marks };
      shown = wanted;
      list.replaceChildren(...documents.map(hitNode));
      more.hidden = shown >= numbers.length;
      status.textContent = said(numbers.length, relaxed);
    } catch {
      if (turn === latest) status.textContent = labels.error;
    }
  }

  function said(n, relaxed) {
    const found = n === 0 ? labels.none : n === 1 ? labels.found_one : count(labels, "found", n);
    return relaxed && n > 0 ? `${labels.relaxed} ${found}` : found;
  }

  function hitNode(hit) {
    const { href, host } = leadTo(hit);
    const spoken = hit.language ? { lang: hit.language } : {};
    const rel = host ? { rel: "external nofollow noopener" } : {};
    const link = element("a", { href, class: "search-title", ...rel, ...spoken }, ...highlighted(hit.title, current.marks));
    const summary = element("p", { class: "search-summary", ...spoken }, ...highlighted(hit.summary, current.marks));
    return element("li", {}, link, ...details(hit, host, labels), ...(hit.summary ? [summary] : []));
  }

  more.addEventListener("click", async () => {
    const turn = latest;
    try {
      const documents = await index.documents(current.numbers.slice(shown, shown + PAGE));
      if (turn !== latest) return;
      const nodes = documents.map(hitNode);
      list.append(...nodes);
      shown += PAGE;
      more.hidden = shown >= current.numbers.length;
      history.replaceState({ shown }, "");
      nodes[0]?.querySelector("a").focus();
    } catch {
      status.textContent = labels.error;
    }
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // The first key after a finished search opens a new step of the history, the following ones rewrite it.
      update({ remember: typed ? "replace" : "push", typing: true });
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update({ remember: typed ? "replace" : "push" });
  });
  order.addEventListener("change", () => update({ remember: "push" }));
  addEventListener("popstate", () => {
    const parameters = new URLSearchParams(location.search);
    input.value = parameters.get("q") ?? "";
    restore(parameters);
  });
  await restore(asked);
}
