// The index of a board, fetched file by file as questions need it, and the answers to them. Knows nothing of pages.
// The format is described in docs/reference/search-index.md.

import { distance, words } from "./text.js";

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((sign, number) => [sign.charCodeAt(0), number]));

// How much a word counts by where it stands, and by how well it fits.
const TITLE = 100;
const NAME = 60;
const BODY = 16;
const FORM = 0.9;
const BEGINNING = 0.75;
const MISTYPED = 0.5;

// Words that say nothing of a job; left out when there are others.
const EMPTY = new Set("a an and at for in of on or the to with job jobs der die das und im bei mit für stelle stellen le la les des du et pour emploi emplois el los y para con empleo empleos o os as e em vaga vagas".split(" "));

/** The numbers of a list: gaps of five bits in a character, or what all others leave out. */
export function numbers(text, filled) {
  const isRest = text[0] === "~";
  const found = [];
  let [next, gap, shift] = [0, 0, 0];
  for (let at = isRest ? 1 : 0; at < text.length; at += 1) {
    const digit = DIGITS.get(text.charCodeAt(at));
    gap |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    found.push(next + gap);
    [next, gap, shift] = [next + gap + 1, 0, 0];
  }
  if (!isRest) return found;
  let at = 0;
  return filled.filter((slot) => (found[at] === slot ? (at += 1, false) : true));
}

/** Place of the first word that is not before `wanted`. */
function place(sorted, wanted) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

const split = (text, by = " ") => (text ? text.split(by) : []);

/** A file of words. */
class Shard {
  constructor({ words: text, roots, lists, names }, [first, second], filled) {
    this.words = split(text);
    this.roots = roots.split(" ");
    this.columns = [[lists.split(" "), first], ...(names === undefined ? [] : [[names.split(" "), second]])];
    this.filled = filled;
    this.known = new Map();
  }

  length(at, sign) {
    return Math.min(DIGITS.get(this.roots[at].charCodeAt(sign)), this.words[at].length);
  }

  /** Adds the words with this root to `hits`. */
  withRoot(root, hits) {
    let any = false;
    for (let at = place(this.words, root); at < this.words.length && this.words[at].startsWith(root); at += 1) {
      for (let sign = 0; sign < this.roots[at].length; sign += 1) {
        if (this.length(at, sign) !== root.length) continue;
        any = true;
        hits.set(at, Math.max(hits.get(at) ?? 0, FORM));
      }
    }
    return any;
  }

  /** Places of the words that `word` means, with how well they fit: itself, its forms. */
  exact(word, endings) {
    const hits = new Map();
    const at = place(this.words, word);
    if (this.words[at] === word) {
      for (let sign = 0; sign < this.roots[at].length; sign += 1) this.withRoot(word.slice(0, this.length(at, sign)), hits);
      hits.set(at, 1);
      return hits;
    }
    for (let length = word.length; length >= 3; length -= 1) {
      const root = word.slice(0, length);
      let rest = word.slice(length);
      if (rest.length > 3 && rest[0] === root.at(-1)) rest = rest.slice(1);
      if ((rest === "" || endings.has(rest)) && this.withRoot(root, hits)) return hits;
    }
    return hits;
  }

  /** Adds the words that begin like this. */
  beginning(start, hits) {
    for (let at = place(this.words, start); at < this.words.length && this.words[at].startsWith(start); at += 1) {
      if (!hits.has(at)) hits.set(at, BEGINNING);
    }
  }

  slots(column, at) {
    const key = column * this.words.length + at;
    if (!this.known.has(key)) this.known.set(key, numbers(this.columns[column][0][at], this.filled));
    return this.known.get(key);
  }

  /** Raises the score of every slot with one of the words. */
  score(hits, scores) {
    for (const [at, fit] of hits) {
      this.columns.forEach(([, weight], column) => {
        const value = Math.round(weight * fit);
        for (const slot of this.slots(column, at)) if (scores[slot] < value) scores[slot] = value;
      });
    }
  }
}

/** The index below an address. `get` fetches and reads a JSON file. */
export class Index {
  constructor(base, get) {
    this.base = base;
    this.get = get;
    this.files = new Map();
    this.loaded = new Map();
    this.facets = new Map();
  }

  /** Fetches what everything else needs. */
  async open() {
    this.opening ??= (async () => {
      this.meta = await this.get(new URL("meta.json", this.base), true);
      this.endings = new Set(split(this.meta.endings));
      const { days, empty: gaps } = await this.file("days");
      this.dates = new Uint16Array(this.meta.slots);
      this.filled = [];
      this.meta.months.forEach(([first, name], month) => {
        const end = this.meta.months[month + 1]?.[0] ?? this.meta.slots;
        for (let slot = first; slot < end; slot += 1) this.dates[slot] = name ? (month + 1) * 32 + DIGITS.get(days.charCodeAt(slot)) : 0;
      });
      const empty = new Set(numbers(gaps));
      for (let slot = 0; slot < this.meta.slots; slot += 1) if (!empty.has(slot)) this.filled.push(slot);
    })();
    this.opening.catch(() => (this.opening = undefined));
    return this.opening;
  }

  /** A file by its name, fetched once. */
  file(name) {
    if (!this.files.has(name)) {
      const url = new URL(`${name}.json?v=${this.meta.version}`, this.base);
      const answer = this.get(url);
      this.files.set(name, answer);
      answer.catch(() => this.files.delete(name));
    }
    return this.files.get(name);
  }

  /** Numbers of the files in which a word, and with `isBeginning` all that begin like it, can be. */
  shards(kind, word, isBeginning) {
    const { cuts: text, other } = this.meta[kind];
    const cuts = (this[`${kind}Cuts`] ??= split(text));
    const first = word.codePointAt(0);
    if (first > 127) return [other ? cuts.length + 1 + (first % other) : cuts.length];
    const at = (wanted) => {
      const found = place(cuts, wanted);
      return cuts[found] === wanted ? found + 1 : found;
    };
    const [low, high] = [at(word), isBeginning ? at(`${word}\uffff`) : at(word)];
    return Array.from({ length: high - low + 1 }, (_, number) => low + number);
  }

  async shard(kind, number) {
    const name = `${kind}-${number}`;
    if (!this.loaded.has(name)) {
      const weights = kind === "head" ? [TITLE, NAME] : [BODY];
      const file = await this.file(name);
      if (!this.loaded.has(name)) this.loaded.set(name, new Shard(file, weights, this.filled));
    }
    return this.loaded.get(name);
  }

  /** The files of words that may hold this one; of a short beginning only its nearest. */
  async near(word, isBeginning) {
    const numbersOf = (kind, most) => {
      const all = this.shards(kind, word, isBeginning);
      return all.length > most ? all.slice(0, most) : all;
    };
    const wanted = numbersOf("head", 16).map((number) => ["head", number]);
    const hasBody = this.meta.body && (word.length > 2 || !isBeginning || word.charCodeAt(0) > 127);
    if (hasBody) wanted.push(...numbersOf("body", 2).map((number) => ["body", number]));
    return Promise.all(wanted.map(([kind, number]) => this.shard(kind, number)));
  }

  /** Scores of all slots for one word, and the other spellings that were taken for it. */
  async word(word, isBeginning) {
    const scores = new Uint8Array(this.meta.slots);
    const shards = await this.near(word, isBeginning);
    const hits = shards.map((shard) => shard.exact(word, this.endings));
    const isKnown = hits.some((found) => found.size > 0);
    if (isBeginning || !isKnown) shards.forEach((shard, at) => shard.beginning(word, hits[at]));
    if (hits.some((found) => found.size > 0)) {
      shards.forEach((shard, at) => shard.score(hits[at], scores));
      return { scores, instead: [] };
    }
    return this.mistyped(word, shards, scores);
  }

  /** Words that differ by one letter, or by two when they are long. */
  async mistyped(word, shards, scores) {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (!most) return { scores, instead: [] };
    const turned = [word[1] + word[0] + word.slice(2), word[0] + word[2] + word[1] + word.slice(3), word.slice(1), word[0] + word.slice(2)];
    const [{ words: spelling }, ...others] = await Promise.all([this.file("spelling"), ...turned.map((other) => this.near(other, false))]);
    const all = [...new Set([...shards, ...others.flat()])];
    const found = new Map();
    let best = most;
    for (const list of [split(spelling), ...all.map((shard) => shard.words)]) {
      for (const other of list) {
        const apart = distance(word, other, best);
        if (apart > best) continue;
        if (apart < best) found.clear();
        best = apart;
        found.set(other, apart);
      }
    }
    const instead = [...found.keys()].slice(0, 12);
    await Promise.all(instead.map(async (other) => {
      for (const shard of await this.near(other, false)) {
        const fits = new Map([...shard.exact(other, this.endings)].map(([at, fit]) => [at, (fit * MISTYPED) / best]));
        shard.score(fits, scores);
      }
    }));
    return { scores, instead };
  }

  /** Scores of all slots for a question: a slot needs every word. `undefined` for a question without words. */
  async scores(question) {
    const all = words(question);
    const telling = all.filter((word) => !EMPTY.has(word));
    const wanted = [...new Set(telling.length ? telling : all)];
    if (!wanted.length) return undefined;
    const isOpen = !/\s$/.test(question);
    const found = await Promise.all(wanted.map((word, at) => this.word(word, isOpen && at === wanted.length - 1)));
    // `front end` is also `frontend`, where the two words are one in the index.
    await Promise.all(wanted.slice(1).map(async (second, at) => {
      if (wanted[at].length < 3) return;
      const both = wanted[at] + second;
      for (const shard of await this.near(both, false)) {
        const hit = place(shard.words, both);
        if (shard.words[hit] !== both) continue;
        for (const { scores } of [found[at], found[at + 1]]) shard.score(new Map([[hit, 1]]), scores);
      }
    }));
    const total = new Uint16Array(this.meta.slots);
    for (const slot of this.filled) {
      let sum = 0;
      for (const { scores } of found) {
        if (!scores[slot]) {
          sum = 0;
          break;
        }
        sum += scores[slot];
      }
      total[slot] = sum;
    }
    return { total, instead: found.flatMap(({ instead }) => instead) };
  }

  /** The values of a facet: slug, name, slots. */
  async facet(id) {
    if (!this.facets.has(id)) {
      const { slugs, names, lists, hidden = 0 } = await this.file(id === "ways" ? "ways" : `facet-${id}`);
      const [shown, texts] = [split(names, "\n"), split(lists)];
      const all = split(slugs).map((slug, at) => ({ slug, name: shown[at], slots: numbers(texts[at], this.filled), isHidden: false }));
      all.slice(all.length - hidden).forEach((value) => (value.isHidden = true));
      this.facets.set(id, { all, by: new Map(all.map((value) => [value.slug, value])) });
    }
    return this.facets.get(id);
  }

  /** Slots of remote jobs that one may do from a country, or that name no place. */
  async from(country) {
    const { areas, lists, regions } = await this.file("from");
    const texts = split(lists);
    return split(areas, "\n").flatMap((area, at) => {
      const fits = area === "*" || area === "?" || area === country || split(regions[area]).includes(country);
      return fits ? numbers(texts[at], this.filled) : [];
    });
  }

  /** Countries that remote jobs name. */
  async countries() {
    const { areas, regions } = await this.file("from");
    return [...new Set(split(areas, "\n").flatMap((area) => (/^[A-Z]{2}$/.test(area) ? [area] : split(regions[area]))))];
  }

  /** What jobs pay at most in a year: `in(currency)` gives it for every slot, NaN where it cannot be told. */
  async pay() {
    this.payFile ??= this.file("pay").then(({ currencies, lists, most, rates, date }) => {
      const [texts, figures] = [split(lists), split(most)];
      const all = split(currencies).map((currency, at) => ({ currency, slots: numbers(texts[at], this.filled), most: figures[at].split(",").map(Number) }));
      const codes = [...new Set([...split(currencies), ...Object.keys(rates)])];
      const worth = (from, to) => (from === to ? 1 : rates[to] / rates[from]);
      const within = (wanted) => {
        const pay = new Float64Array(this.meta.slots).fill(NaN);
        for (const { currency, slots, most: hundreds } of all) slots.forEach((slot, at) => (pay[slot] = hundreds[at] * 100 * worth(currency, wanted)));
        return pay;
      };
      return { codes, date, within };
    });
    return this.payFile;
  }

  /** The date of a slot as text, `2026-11-03` or `2026-11`; empty without one. */
  date(slot) {
    const date = this.dates[slot];
    if (!date) return "";
    const month = this.meta.months[(date >> 5) - 1][1];
    return date & 31 ? `${month}-${String(date & 31).padStart(2, "0")}` : month;
  }

  /** The dates from this day on, as numbers like those of `dates`. */
  since(day) {
    const [month, of] = [day.slice(0, 7), Number(day.slice(8, 10))];
    const at = this.meta.months.findIndex(([, name]) => name >= month && name);
    if (at < 0) return Infinity;
    return (at + 1) * 32 + (this.meta.months[at][1] === month ? of : 0);
  }

  /**
   * Answers a question: `{ q, facets: Map(id → [slug]), from, since, least, currency, sort }`. Gives the slots in order, and what
   * the counts need: for every slot which of the filters refuse it.
   */
  async find({ q = "", facets = new Map(), from, since, least: wage, currency, sort }) {
    await this.open();
    const groups = [...facets].filter(([, slugs]) => slugs.length);
    const [scores, ...masks] = await Promise.all([this.scores(q), ...groups.map(([id, slugs]) => this.mask(id, slugs)), from && this.mask("from", [from])]);
    const { codes, within } = wage || sort === "pay" ? await this.pay() : {};
    const pay = within?.(codes.includes(currency) ? currency : codes[0]);
    const ids = groups.map(([id]) => id);
    const refusals = new Uint16Array(this.meta.slots);
    masks.filter(Boolean).forEach((mask, bit) => {
      for (const slot of this.filled) if (!mask[slot]) refusals[slot] |= 1 << (bit + 2);
    });
    const least = since ? this.since(since) : 0;
    const slots = [];
    for (const slot of this.filled) {
      if (scores && !scores.total[slot]) refusals[slot] |= 1;
      if (this.dates[slot] < least || (wage && !(pay[slot] >= wage))) refusals[slot] |= 2;
      if (!refusals[slot]) slots.push(slot);
    }
    const newest = (left, right) => this.dates[right] - this.dates[left] || right - left;
    const best = (left, right) => scores.total[right] - scores.total[left] || newest(left, right);
    const paid = (left, right) => (pay[right] || 0) - (pay[left] || 0) || newest(left, right);
    slots.sort(sort === "pay" ? paid : sort === "date" || !scores ? newest : best);
    return { slots, refusals, bits: new Map([...ids, "from"].map((id, bit) => [id, 1 << (bit + 2)])), instead: scores?.instead ?? [] };
  }

  async mask(id, slugs) {
    const mask = new Uint8Array(this.meta.slots);
    if (id === "from") {
      for (const slot of await this.from(slugs[0])) mask[slot] = 1;
      return mask;
    }
    const { by } = await this.facet(id);
    // Of several tags a job needs all, of several places or employers one.
    const counts = new Uint8Array(this.meta.slots);
    for (const slug of slugs) for (const slot of by.get(slug)?.slots ?? []) counts[slot] += 1;
    const least = id === "tags" ? slugs.length : 1;
    for (const slot of this.filled) mask[slot] = counts[slot] >= least ? 1 : 0;
    return mask;
  }

  /** How many of the slots found have each value of a facet; of a facet with several choices, how many would. */
  async counts(id, { refusals, bits }) {
    const { all } = await this.facet(id);
    const own = id === "tags" ? 0 : (bits.get(id) ?? 0);
    return all.map((value) => {
      let count = 0;
      for (const slot of value.slots) if (!(refusals[slot] & ~own)) count += 1;
      return { value, count };
    });
  }

  /** The cards of some slots, as HTML texts. */
  async cards(slots) {
    const size = this.meta.cards;
    const files = new Set(slots.map((slot) => Math.floor(slot / size)));
    const entries = await Promise.all([...files].map(async (number) => [number, await this.file(`cards-${number}`)]));
    const by = new Map(entries);
    return slots.map((slot) => by.get(Math.floor(slot / size))[slot % size]);
  }
}
