// Small pieces of page that the search box and the search page share. Text from records becomes text nodes, never markup.

import { wordsWithPlaces } from "./vietnamese.js";

/** element("p", {class: "x", hidden: ""}, "text", node) */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  setAttributes(node, attributes);
  node.append(...children);
  return node;
}

export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}

/** A label with its number, written as the page's language writes numbers. */
export function count(labels, key, n) {
  return labels[key].replace("{n}", n.toLocaleString(document.documentElement.lang || undefined));
}

/** The text as nodes, the runs of words in `marks` each in a <mark>. */
export function highlighted(text, marks) {
  const composed = text.normalize("NFC");
  const found = wordsWithPlaces(composed);
  const spans = [];
  for (let i = 0; i < found.length; ) {
    const mark = marks.find(({ words, prefix }) =>
      words.every((word, k) => found[i + k]?.folded === word || (prefix && found[i + k]?.folded.startsWith(word))),
    );
    if (mark) {
      const span = { start: found[i].start, end: found[i + mark.words.length - 1].end };
      const before = spans.at(-1);
      // Neighbours with nothing but space between read as one phrase.
      if (before && composed.slice(before.end, span.start).trim() === "") before.end = span.end;
      else spans.push(span);
    }
    i += mark?.words.length ?? 1;
  }
  const nodes = [];
  let at = 0;
  for (const { start, end } of spans) {
    nodes.push(composed.slice(at, start), element("mark", {}, composed.slice(start, end)));
    at = end;
  }
  return [...nodes, composed.slice(at)];
}

/** Kind and date of a hit in one line, with the other site that it leads to, or nothing. */
export function details({ kind, date }, host, labels) {
  const parts = [];
  if (kind) parts.push(element("span", { class: "search-kind" }, kind));
  if (host) {
    const sign = element("span", { "aria-hidden": "true" }, "↗ ");
    parts.push(element("span", { class: "search-host" }, sign, labels.elsewhere.replace("{host}", () => host)));
  }
  if (date) parts.push(element("time", { datetime: date }, writtenDate(date, labels)));
  return parts.length ? [element("p", { class: "search-details" }, ...parts)] : [];
}

function writtenDate(date, labels) {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  return y ? labels.date.replace("{y}", y).replace("{m}", m).replace("{d}", d) : date;
}
