// Folding and tone placement: the twin of site_builder/vietnamese.py and search/words.py, tested on the same cases.

// The prefix is matched rather than looked behind at, which older phones cannot.
const EARLY_TONE = /(gi|q)?([òóỏõọ](?=[ae])|[ùúủũụ](?=y))([aey])(?!\p{L})/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** Lower case, marks off, đ as d. */
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d").normalize("NFC");
}

/** Lower-case NFC text with the tone of an open oa, oe, uy on its second vowel: hòa becomes hoà. */
export function placeTone(text) {
  return text.replace(EARLY_TONE, (match, initial, first, second) => {
    if (initial) return match;
    const [vowel, tone] = first.normalize("NFD");
    return vowel + (second + tone).normalize("NFC");
  });
}

/** The words of a text as the index spells them. */
export function words(text) {
  return (text.normalize("NFC").toLowerCase().match(WORD) ?? []).map(placeTone);
}

/** Where the words of an NFC text stand, with the folded form of each: [{start, end, folded}]. */
export function wordsWithPlaces(text) {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    folded: fold(word),
  }));
}
