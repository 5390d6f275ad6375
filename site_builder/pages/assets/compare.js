// What is chosen to be compared: at most four records, kept for the visit. Makes a button of every link [data-compare]
// of a page that has a bar; without this script the link leads to the page of the comparison.
//
//   <a data-compare="collection/id" href="../compare/?r=collection/id">Compare</a>
//   <div data-compare-bar="../compare/" data-labels="{…}"></div>

export const MOST = 4;
const KEY = "compare";
const REFERENCE = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

let held = []; // where the browser keeps nothing for the visit, it lasts as long as the page

/** Whether a text is the collection and id of a record, and so no way out of the site. */
export const isReference = (text) => REFERENCE.test(text);

export function chosen() {
  try {
    held = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    // what is held stands
  }
  return Array.isArray(held) ? held.filter(isReference).slice(0, MOST) : [];
}

export function keep(references) {
  held = references;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(references));
  } catch {
    // it is held
  }
}

/** The address of the comparison of records, relative to the page. */
export const addressOf = (page, references) =>
  references.length ? `${page}?${references.map((one) => `r=${one}`).join("&")}` : page;

/** A text with its `{name}`s filled in, once: a value that has braces itself stays as it is. */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** make("a", {class: "x", hidden: ""}, "text", node): texts become text nodes, never markup. */
export function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function enhance(bar) {
  const labels = JSON.parse(bar.dataset.labels);
  const page = bar.dataset.compareBar;
  const status = make("p", { role: "status" });
  const show = make("a", { class: "c-button" }, labels.show);
  const clear = make("button", { type: "button" }, labels.clear);
  const buttons = [...document.querySelectorAll("a[data-compare]")].map(button);
  const ways = make("div", { hidden: "" }, show, clear);
  bar.append(status, ways);

  function button(link) {
    const attributes = { type: "button", class: link.className, "aria-label": link.ariaLabel, "aria-pressed": "false" };
    const made = make("button", attributes, link.textContent);
    made.dataset.compare = link.dataset.compare;
    made.addEventListener("click", () => toggle(made.dataset.compare));
    link.replaceWith(made);
    return made;
  }

  function toggle(reference) {
    const before = chosen();
    const out = before.filter((one) => one !== reference);
    if (out.length === MOST) {
      status.textContent = labels.full;
      return;
    }
    keep(out.length < before.length ? out : [...out, reference]);
    refresh();
    if (chosen().length === 0) status.textContent = labels.cleared;
  }

  function refresh() {
    const now = chosen();
    for (const one of buttons) one.setAttribute("aria-pressed", String(now.includes(one.dataset.compare)));
    ways.hidden = now.length === 0;
    show.href = addressOf(page, now);
    status.textContent = now.length ? filled(labels.chosen, { n: now.length, most: MOST }) : "";
  }

  clear.addEventListener("click", () => {
    keep([]);
    refresh();
    status.textContent = labels.cleared;
    buttons[0]?.focus();
  });
  // Also on the way back: the browser may show the page as it was left.
  window.addEventListener("pageshow", refresh);
  refresh();
}

document.querySelectorAll("[data-compare-bar]").forEach(enhance);
