// The page of the comparison: takes the records that its address names, or else those chosen on this visit, from their
// own pages, and sets their facts side by side. Their HTML is this site's; links in it are made to lead where they did.

import { MOST, addressOf, chosen, filled, isReference, keep, make } from "./compare.js";

const root = document.querySelector("[data-comparison]");
const labels = JSON.parse(root.dataset.labels);
const languageRoot = new URL(root.dataset.comparison, document.baseURI);
const status = root.querySelector("[role=status]");
const messages = root.querySelector("[data-messages]");
const frame = root.querySelector("[data-table]");
const options = root.querySelector("[data-options]");
const onlyDiffering = options.querySelector("input");

root.querySelector("[data-without-script]").hidden = true;
let records = [];

const say = (key, values = {}) => filled(labels[key], values);

/** Have the other languages' links lead to the same comparison. */
const linkLanguages = () =>
  document.querySelectorAll("a[hreflang]").forEach((link) => (link.search = location.search));

async function load() {
  linkLanguages();
  const stated = new URLSearchParams(location.search).getAll("r");
  const wanted = [...new Set(stated.length ? stated : chosen())];
  const found = [];
  const wrong = wanted.length > MOST ? [say("too_many", { most: MOST })] : [];
  status.textContent = wanted.length ? say("loading") : "";
  const answers = await Promise.all(wanted.slice(0, MOST).map(read));
  for (const { record, message } of answers) {
    if (record) found.push(record);
    else wrong.push(message);
  }
  messages.replaceChildren(...wrong.map((text) => make("li", {}, text)));
  show(found);
}

async function read(reference) {
  if (!isReference(reference)) return { message: say("unknown", { record: reference }) };
  try {
    const address = new URL(`${reference}/`, languageRoot);
    const answer = await fetch(address);
    if (answer.status === 404) return { message: say("unknown", { record: reference }) };
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector(`[data-compare="${reference}"]`) === null)
      return { message: say("not_for_comparison", { record: reference }) };
    return { record: recordOf(reference, address, page) };
  } catch {
    return { message: say("failed", { record: reference }) };
  }
}

function recordOf(reference, address, page) {
  for (const link of page.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address).href;
  for (const one of page.querySelectorAll("[id]")) one.removeAttribute("id");
  const heading = page.querySelector("h1");
  const facts = [];
  for (const section of page.querySelectorAll(".c-main > .c-section")) {
    for (const pair of section.querySelectorAll(":scope > .c-facts > div")) {
      const name = pair.querySelector("dt").textContent.trim();
      facts.push({ section: section.querySelector("h2").textContent.trim(), name, value: pair.querySelector("dd") });
    }
  }
  const title = heading.textContent.trim();
  const kind = page.querySelector(".c-head .c-kind")?.textContent.trim() ?? "";
  return { reference, address: address.href, title, language: heading.lang, kind, facts };
}

function show(found) {
  records = found;
  const references = records.map((one) => one.reference);
  keep(references);
  history.replaceState(null, "", addressOf(location.pathname, references));
  linkLanguages();
  if (records.length === 0) {
    frame.replaceChildren();
    frame.hidden = options.hidden = true;
    status.textContent = say("none");
    return;
  }
  const rows = rowsOf(records);
  const differing = rows.filter((row) => row.differs).length;
  frame.replaceChildren(table(rows));
  frame.hidden = false;
  options.hidden = records.length < 2;
  status.textContent =
    records.length > 1 ? say("compared", { n: records.length, d: differing }) : say("one_alone");
  filter();
}

/** A row for each fact that any of the records has, section by section in the order of their pages. */
function rowsOf(all) {
  const sections = new Map();
  all.forEach((record, column) => {
    for (const { section, name, value } of record.facts) {
      if (!sections.has(section)) sections.set(section, new Map());
      const names = sections.get(section);
      if (!names.has(name)) names.set(name, { section, name, values: all.map(() => null) });
      names.get(name).values[column] = value;
    }
  });
  const rows = [...sections.values()].flatMap((names) => [...names.values()]);
  for (const row of rows) {
    const texts = row.values.map((value) => value?.textContent.replace(/\s+/g, " ").trim() ?? "");
    row.differs = new Set(texts).size > 1;
  }
  return rows;
}

function table(rows) {
  const corner = make("td");
  const head = make("thead", {}, make("tr", {}, corner, ...records.map(headOf)));
  const bodies = [];
  for (const row of rows) {
    if (bodies.at(-1)?.section !== row.section) {
      const title = make("th", { scope: "rowgroup", colspan: records.length + 1 }, make("span", {}, row.section));
      bodies.push({ section: row.section, node: make("tbody", {}, make("tr", { class: "c-group-row" }, title)) });
    }
    bodies.at(-1).node.append(rowOf(row));
  }
  const made = make("table", {}, make("caption", { class: "c-hidden" }, labels.caption), head, ...bodies.map((one) => one.node));
  made.style.setProperty("--c-records", records.length);
  return made;
}

function headOf(record) {
  const link = make("a", { href: record.address }, record.title);
  if (record.language) link.lang = record.language;
  const remove = make("button", { type: "button", "aria-label": say("remove_one", { title: record.title }) }, labels.remove);
  remove.addEventListener("click", () => {
    const place = records.indexOf(record);
    messages.replaceChildren();
    show(records.filter((one) => one !== record));
    const others = frame.querySelectorAll("thead button");
    (others[Math.min(place, others.length - 1)] ?? root.querySelector("a"))?.focus();
  });
  return make("th", { scope: "col" }, link, make("span", { class: "c-note" }, record.kind), remove);
}

function rowOf(row) {
  const name = make("th", { scope: "row" }, row.name);
  if (row.differs) name.append(" ", make("span", { class: "c-differs" }, labels.differs));
  const cells = row.values.map((value) => {
    const cell = make("td");
    if (value) cell.append(...[...value.childNodes].map((node) => document.importNode(node, true)));
    else cell.append(make("span", { class: "c-note" }, labels.not_stated));
    return cell;
  });
  const node = make("tr", {}, name, ...cells);
  node.classList.toggle("c-differing", row.differs);
  return node;
}

/** Leave out the rows in which all say the same, and the headings that have none left, where that is asked for. */
function filter() {
  const some = onlyDiffering.checked && records.length > 1;
  for (const body of frame.querySelectorAll("tbody")) {
    const rows = [...body.querySelectorAll(":scope > tr:not(.c-group-row)")];
    for (const row of rows) row.hidden = some && !row.classList.contains("c-differing");
    body.hidden = rows.every((row) => row.hidden);
  }
}

onlyDiffering.addEventListener("change", filter);
window.addEventListener("popstate", load);
load();
