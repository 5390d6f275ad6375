// Reads the index that site_builder/search/index.py writes and ranks what a query finds. Touches no page.

import { fold, words } from "./vietnamese.js";

const BASE = 46; // the form of a posting list is described in site_builder/search/postings.py
const FIRST_SYMBOL = 35;
const LEVELS = 22;
const MAX_WORDS = 12;
const MAX_PREFIX_SHARDS = 4; // "th" begins a tenth of all syllables; a phone shall not load them all
const PREFIX_IMPACT = 0.5;
const PHRASE_IMPACT = 0.5;

/** Opens the index in the folder at `address` (a URL that ends in a slash). */
export async function openIndex(address) {
  // The manifest names the folder of this build, so it alone is asked for anew each time.
  const manifest = await load(new URL("manifest.json", address), { cache: "no-cache" });
  return new Index(new URL(`${manifest.folder}/`, address), manifest);
}

async function load(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

class Index {
  #address;
  #loaded = new Map();

  constructor(address, manifest) {
    this.#address = address;
    this.manifest = manifest;
  }

  /**
   * Finds documents. With `typing`, the last word may be the beginning of one; without, only where no document has it as
   * a word. Gives {hits, relaxed, marks}: `hits` are {number, …}, best first; `relaxed` says that no document has all
   * words; `marks` are the runs of words to highlight.
   */
  async search(query, { typing = false } = {}) {
    const terms = this.#terms(query);
    // One letter begins too much to look up; it waits for the next.
    if (typing && terms.length > 1 && isLetter(terms.at(-1))) terms.pop();
    if (terms.length === 0) {
      const hits = Array.from({ length: this.manifest.documents }, (_, number) => ({ number }));
      return { hits, relaxed: false, marks: [] };
    }
    let found;
    for (const prefix of typing ? [true] : [false, true]) {
      terms.at(-1).prefix = prefix && !isLetter(terms.at(-1));
      found = await Promise.all(terms.map((term) => this.#lookUp(term)));
      const hits = rank(found, this.manifest.documents, terms.length);
      if (hits.length > 0) return { hits, relaxed: false, marks: this.#marks(terms) };
    }
    const most = mostMatched(found);
    const enough = most >= terms.length / 2;
    return { hits: enough ? rank(found, this.manifest.documents, most) : [], relaxed: enough, marks: this.#marks(terms) };
  }

  /** What the hits with these numbers show: [{url, title, summary, kind, date, language, elsewhere}]. */
  documents(numbers) {
    const size = this.manifest.chunk;
    return Promise.all(
      numbers.map(async (number) => {
        const chunk = await this.#file(`documents/${Math.floor(number / size)}.json`);
        const [url, title, summary, kind, date, language = "", elsewhere = ""] = chunk[number % size];
        return { url, title, summary, kind, date, language, elsewhere };
      }),
    );
  }

  /** The numbers of the documents that have each value of a facet: Map of code to array. */
  async facet(name) {
    const place = this.manifest.facets.findIndex((facet) => facet.name === name);
    if (place < 0) return new Map();
    const lists = await this.#file(`facets/${place}.json`);
    return new Map(this.manifest.facets[place].values.map(([code]) => [code, decodeNumbers(lists[code])]));
  }

  /** The place of each document in an order: "title" (alphabetical) or "newest". */
  async places(order) {
    // Numbers run from the newest on; only where other catalogues' documents follow ours is that an order to look up.
    const { own, documents } = this.manifest;
    if (order === "newest" && own === documents) return Array.from({ length: documents }, (_, number) => number);
    const places = [];
    (await this.#file(`${order === "title" ? "titles" : order}.json`)).forEach((number, place) => (places[number] = place));
    return places;
  }

  #file(name) {
    if (!this.#loaded.has(name)) {
      const content = load(new URL(name, this.#address));
      this.#loaded.set(name, content);
      content.catch(() => this.#loaded.delete(name)); // so that the next key tries again
    }
    return this.#loaded.get(name);
  }

  #terms(query) {
    const spellings = words(query);
    const folded = spellings.map(fold);
    const terms = new Map();
    for (let i = 0; i < folded.length && terms.size < MAX_WORDS; ) {
      // One word of the index stands for all forms of an abbreviation: KH&CN, KHCN.
      const starts = ([short]) => short.split(" ").every((word, k) => folded[i + k] === word);
      const [short, concept] = this.manifest.abbreviations.find(starts) ?? [folded[i], folded[i]];
      const spelling = concept === folded[i] ? spellings[i] : concept;
      terms.set(spelling, { folded: concept, spelling, marked: spelling !== concept, prefix: false });
      i += short.split(" ").length;
    }
    return [...terms.values()];
  }

  #marks(terms) {
    const marks = terms.map(({ folded, prefix }) => ({ words: [folded], prefix }));
    const typed = ` ${terms.map((term) => term.folded).join(" ")} `;
    for (const [short, concept, long] of this.manifest.abbreviations) {
      if (typed.includes(` ${concept} `) || typed.includes(` ${long} `)) {
        for (const form of [short, long]) marks.push({ words: form.split(" "), prefix: false });
      }
    }
    return marks.sort((one, other) => other.words.length - one.words.length);
  }

  // The documents that have a term: Map of number to {impact, exact, whole, places}.
  async #lookUp(term) {
    const found = new Map();
    for (const shard of await Promise.all(this.#shards(term).map((n) => this.#file(`words/${n}.json`)))) {
      const candidates = term.prefix ? Object.keys(shard).filter((word) => word.startsWith(term.folded)) : [term.folded];
      for (const word of candidates) {
        if (!Object.hasOwn(shard, word)) continue; // "constructor" is a word, too
        const whole = word === term.folded;
        for (const [spelling, list] of Object.entries(shard[word])) {
          const exact = term.marked && (spelling === term.spelling || (term.prefix && spelling.startsWith(term.spelling)));
          decodePostings(list, (number, level, places) => {
            const impact = (level / LEVELS) * (whole ? 1 : PREFIX_IMPACT);
            const known = found.get(number);
            if (!known) found.set(number, { impact, exact, whole, places });
            else if (exact && !known.exact) Object.assign(known, { impact, exact, whole, places });
            else if (exact === known.exact) {
              known.impact = Math.max(known.impact, impact);
              known.whole ||= whole;
              known.places += places;
            }
          });
        }
      }
    }
    return found;
  }

  #shards({ folded, prefix }) {
    const firsts = this.manifest.shards;
    let n = 0; // the last shard whose first word is not behind the term
    for (let above = firsts.length; above - n > 1; ) {
      const middle = (n + above) >> 1;
      if (firsts[middle] <= folded) n = middle;
      else above = middle;
    }
    const shards = n < firsts.length ? [n] : [];
    while (prefix && shards.length < MAX_PREFIX_SHARDS && firsts[++n]?.startsWith(folded)) shards.push(n);
    return shards;
  }
}

function isLetter({ folded }) {
  return Array.from(folded).length === 1;
}

function mostMatched(found) {
  const counts = new Map();
  for (const term of found) for (const number of term.keys()) counts.set(number, (counts.get(number) ?? 0) + 1);
  let most = 0;
  for (const count of counts.values()) most = Math.max(most, count);
  return most;
}

// Documents with at least `needed` of the terms, best first: as typed, then whole words, then weight, then newest.
function rank(found, total, needed) {
  const rarity = found.map((term) => Math.log(1 + (total - term.size + 0.5) / (term.size + 0.5)));
  // Who may miss m terms has at least one of any m + 1: look only at those of the rarest.
  const bySize = [...found].sort((one, other) => one.size - other.size);
  const candidates = new Set(bySize.slice(0, found.length - needed + 1).flatMap((term) => [...term.keys()]));
  const hits = [];
  for (const number of candidates) {
    const hit = { number, exact: 0, whole: 0, score: 0 };
    let matched = 0;
    let before;
    found.forEach((term, i) => {
      const posting = term.get(number);
      if (posting) {
        matched += 1;
        hit.exact += posting.exact;
        hit.whole += posting.whole;
        hit.score += rarity[i] * posting.impact;
        if (before && areNeighbours(before.places, posting.places)) {
          hit.score += (PHRASE_IMPACT * (rarity[i - 1] + rarity[i])) / 2;
        }
      }
      before = posting;
    });
    if (matched >= needed) hits.push(hit);
  }
  return hits.sort(
    (one, other) =>
      other.exact - one.exact || other.whole - one.whole || other.score - one.score || one.number - other.number,
  );
}

function areNeighbours(places, next) {
  for (let i = 0; i < places.length; i++) {
    if (next.includes(String.fromCharCode(places.charCodeAt(i) + 1))) return true;
  }
  return false;
}

function decodePostings(list, take) {
  for (const reader = new Reader(list); reader.at < list.length; ) {
    const number = reader.next();
    const head = list.charCodeAt(reader.at) - FIRST_SYMBOL;
    const places = reader.at + 1;
    reader.at = places + (head & 3);
    take(number, head >> 2, list.slice(places, reader.at));
  }
}

function decodeNumbers(list) {
  const numbers = [];
  for (const reader = new Reader(list); reader.at < list.length; ) numbers.push(reader.next());
  return numbers;
}

// Reads rising numbers, each written as the gap from the one before.
class Reader {
  at = 0;
  #number = 0;
  #list;

  constructor(list) {
    this.#list = list;
  }

  next() {
    for (let unit = 1; ; unit *= BASE) {
      const symbol = this.#list.charCodeAt(this.at++) - FIRST_SYMBOL;
      this.#number += (symbol % BASE) * unit;
      if (symbol < BASE) return this.#number;
    }
  }
}
