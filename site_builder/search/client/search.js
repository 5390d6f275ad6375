// Enhances every [data-search] of the page. Without this script its form still leads to the search page.
//
//   <div data-search data-mode="suggest|full" data-index="../search-index/vi/" data-root="../" data-labels="{…}"
//        data-fixed='{"collection":"…"}'>
//     <form role="search" action="../search/" method="get"><input type="search" name="q" …></form>
//   </div>

const opened = new Map();

// One index for all boxes of a page; after a failure the next box or key tries again.
function open(address) {
  if (!opened.has(address)) {
    opened.set(address, import("./engine.js").then(({ openIndex }) => openIndex(address)));
    opened.get(address).catch(() => opened.delete(address));
  }
  return opened.get(address);
}

/** Where a hit leads: {href, host}; `host` is "" within the site. */
function leadTo({ url, elsewhere }, languageRoot) {
  try {
    // What another catalogue calls its address is taken where it is one of the web, and never run.
    const { protocol, href, host } = new URL(elsewhere);
    if (protocol === "https:" || protocol === "http:") return { href, host: host.replace(/^www\./, "") };
  } catch {
    // No address at all: the hit has its place on our own pages.
  }
  // The prefix keeps a strange address from being read as one of another site or scheme.
  return { href: new URL(`./${url}`, languageRoot).href, host: "" };
}

async function enhance(root, place) {
  const form = root.querySelector("form");
  const input = form.querySelector("input[name=q]");
  const languageRoot = new URL(root.dataset.root, document.baseURI);
  const indexAddress = new URL(root.dataset.index, document.baseURI).href;
  input.id ||= `search-${place}`;
  const box = {
    root,
    form,
    input,
    labels: JSON.parse(root.dataset.labels),
    fixed: JSON.parse(root.dataset.fixed ?? "{}"),
    leadTo: (hit) => leadTo(hit, languageRoot),
    open: () => open(indexAddress),
  };
  if (root.dataset.mode === "full") (await import("./full.js")).full(box);
  else (await import("./suggest.js")).suggest(box);
}

document.querySelectorAll("[data-search]").forEach(enhance);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const inputs = [...document.querySelectorAll("[data-search] input[name=q]")];
  const visible = inputs.find((input) => input.offsetParent !== null);
  if (visible) {
    event.preventDefault();
    visible.focus();
    visible.select();
  }
});
