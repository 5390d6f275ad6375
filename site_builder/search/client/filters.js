// The filters of the search page: a group of checkboxes per facet, each value with the number of hits it would leave.

import { element } from "./view.js";

const FEW = 8; // values that a group shows at first

/** Builds the filters of `index` less those in `fixed`; `changed` is called when the reader changes one. */
export async function buildFilters(index, labels, fixed, changed) {
  const described = index.manifest.facets.filter(({ name }) => !(name in fixed));
  const facets = await Promise.all(
    described.map(async (facet) => ({ ...facet, numbers: await index.facet(facet.name), ...group(facet, labels) })),
  );
  const clear = element("button", { type: "button", class: "search-button" }, labels.clear);
  clear.addEventListener("click", () => {
    select(new URLSearchParams());
    changed();
  });
  const node = element(
    "details",
    { class: "search-filters" },
    element("summary", {}, labels.filters),
    ...facets.map((facet) => facet.node),
    clear,
  );
  node.addEventListener("change", changed);

  /** Checks the boxes that an address names. */
  function select(parameters) {
    for (const { name, options } of facets) {
      const codes = new Set(parameters.getAll(name));
      for (const [code, { box }] of options) box.checked = codes.has(code);
    }
  }

  /** The choice, as pairs for an address. */
  function selected() {
    return facets.flatMap(({ name, options }) =>
      [...options].filter(([, { box }]) => box.checked).map(([code]) => [name, code]),
    );
  }

  /** Of `hits`, those that every group admits; writes beside each value how many hits there are, the other groups applied. */
  function apply(hits) {
    const total = index.manifest.documents;
    const refusals = new Uint8Array(total);
    const refusedBy = new Uint8Array(total);
    const isHit = new Uint8Array(total);
    for (const { number } of hits) isHit[number] = 1;
    facets.forEach(({ options, numbers }, place) => {
      const codes = [...options].filter(([, { box }]) => box.checked).map(([code]) => code);
      if (codes.length === 0) return;
      const admitted = new Set(codes.flatMap((code) => numbers.get(code)));
      for (const { number } of hits) {
        if (admitted.has(number)) continue;
        refusals[number] += 1;
        refusedBy[number] = place;
      }
    });
    facets.forEach((facet, place) => {
      const counts = new Map();
      for (const [code, numbers] of facet.numbers) {
        const counted = (n) => isHit[n] && (!refusals[n] || (refusals[n] === 1 && refusedBy[n] === place));
        counts.set(code, numbers.filter(counted).length);
      }
      facet.show(counts);
    });
    clear.hidden = selected().length === 0;
    return hits.filter(({ number }) => refusals[number] === 0);
  }

  return { node, select, selected, apply };
}

function group({ name, label, values }, labels) {
  const options = new Map();
  for (const [code, text] of values) {
    const box = element("input", { type: "checkbox", name, value: code });
    const number = element("span", { class: "search-count" });
    options.set(code, { box, number, row: element("label", {}, box, element("span", {}, text), number) });
  }
  const toggle = element("button", { type: "button", class: "search-toggle", "aria-expanded": "false" });
  let all = false;
  let latest = new Map();

  // Nodes stay and change in place: a box that has the focus must not be taken from under the reader's finger.
  function show(counts) {
    latest = counts;
    let shown = 0;
    let hidden = 0;
    for (const [code, { box, number, row }] of options) {
      const n = counts.get(code) ?? 0;
      number.textContent = n.toLocaleString(document.documentElement.lang || undefined);
      const useful = n > 0 || box.checked;
      row.hidden = !useful || (!all && !box.checked && shown >= FEW);
      if (!row.hidden) shown += 1;
      else if (useful) hidden += 1;
    }
    toggle.hidden = !all && hidden === 0;
    toggle.textContent = all ? labels.show_fewer : `${labels.show_all} (${shown + hidden})`;
    node.hidden = shown === 0;
  }

  toggle.addEventListener("click", () => {
    all = !all;
    toggle.setAttribute("aria-expanded", String(all));
    show(latest);
  });
  const rows = [...options.values()].map(({ row }) => row);
  const node = element("fieldset", {}, element("legend", {}, label), ...rows, toggle);
  return { node, options, show };
}
