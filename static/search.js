// Searches the open postings of jobs.json in the browser; nothing is sent anywhere. Runs on the page `search` only.

const LIMIT = 100;

/** Lower case without accents: `Zürich` and `zurich` are the same. */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");

/** The words of a text; `c++` and `c#` are words. */
export const words = (text) => fold(text).match(/[\p{L}\p{N}][\p{L}\p{N}+#]*/gu) ?? [];

// Each word has a space before it, so that one that begins with `x` is found as ` x`. These scripts write none.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const line = (texts) => ` ${words(texts.flat().filter(Boolean).join(" ")).join(" ")}`;
const has = (text, word) => text.includes(UNSPACED.test(word) ? word : ` ${word}`);

/** What is searched of a posting. `name` gives the name of a country or of a way of working. */
export function entry(job, name = (code) => code) {
  const { text, remote, anywhere, places = [], regions = [], applicant_locations: from = [] } = job.location ?? {};
  const spots = places.map((place) => [place.city, place.subdivision, place.country && name(place.country)].filter(Boolean));
  const ways = [remote && name(remote), anywhere && name("anywhere")];
  const facts = [job.company?.name, job.tags, job.salary?.text, job.summary, job.category, text, ways, spots.flat(), regions, from.map(name)];
  return { job, spots, title: line([job.title, job.title_text]), all: line([job.title, job.title_text, ...facts.flat()]) };
}

/** The entries that have all words, those with most of them in the title first, else in the order given. */
export function search(entries, query) {
  const wanted = words(query);
  if (!wanted.length) return [];
  const rank = ({ title }) => wanted.filter((word) => has(title, word)).length;
  return entries.filter(({ all }) => wanted.every((word) => has(all, word))).sort((a, b) => rank(b) - rank(a));
}

function start(box) {
  const { lang } = document.documentElement;
  const say = JSON.parse(box.dataset.words);
  const input = document.querySelector("#q");
  const status = document.querySelector("#found");
  const countries = new Intl.DisplayNames(lang, { type: "region" });
  const name = (code) => say[code] ?? (/^[A-Z]{2}$/.test(code) ? countries.of(code) : code);
  const entries = [];
  let loading, failed, later;

  const make = (tag, kind, ...inside) => {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    element.append(...inside.filter(Boolean));
    return element;
  };
  // Only the path counts: the board may be looked at under another host than the one it is built for.
  const here = (url) => location.origin + new URL(url, location.href).pathname;
  const day = (text) => {
    const style = { year: "numeric", month: "short", day: text.length > 7 ? "numeric" : undefined, timeZone: "UTC" };
    const time = make("time", "", new Date(text).toLocaleDateString(lang === "en" ? "en-GB" : lang, style));
    time.dateTime = text;
    return time;
  };

  function card({ job, spots }) {
    const { remote, anywhere, regions = [], text } = job.location ?? {};
    const named = [...spots.map((parts) => [...new Set(parts)].join(", ")), ...regions];
    const place = [remote && remote !== "onsite" && name(remote), ...named.slice(0, 3), !named.length && anywhere && name("anywhere")];
    const link = make("a", "", job.title);
    link.href = here(job.url);
    if (job.language && job.language !== lang) [link.lang, link.dir] = [job.language, "auto"];
    const facts = [place.filter(Boolean).join(" · ") || text, job.salary?.text, ...(job.employment_type ?? []).map(name)];
    const items = facts.map((fact, at) => fact && make("li", ["place", "pay"][at], fact));
    const mark = job.company?.logo ? make("img", "logo") : make("span", "logo mono", (job.company?.name ?? job.title).match(/[\p{L}\p{N}]/u)?.[0].toUpperCase());
    if (job.company?.logo) [mark.src, mark.alt] = [here(job.company.logo), ""];
    else mark.ariaHidden = "true";
    const what = make("div", "what", make("h3", "", link), job.company && make("p", "who", job.company.name), make("ul", "facts", ...items));
    if (job.tags) what.append(make("p", "tags", ...job.tags.slice(0, 4).map((tag) => make("span", "", tag))));
    const when = make("p", "when", job.featured && make("span", "flag", say.featured), job.date_posted && day(job.date_posted));
    return make("li", job.featured ? "card featured" : "card", mark, what, when);
  }

  function count(number) {
    if (failed) return say.failed;
    if (loading) return say.loading;
    if (!number) return say.none;
    const found = say[new Intl.PluralRules(lang).select(number) === "one" ? "one" : "other"];
    return found.replace("{n}", number.toLocaleString(lang)) + (number > LIMIT ? ` ${say.more}` : "");
  }

  function show() {
    const query = input.value.trim();
    const found = search(entries, query);
    box.hidden = !found.length;
    box.querySelector("ul").replaceChildren(...found.slice(0, LIMIT).map(card));
    clearTimeout(later);
    // Browsers allow few changes of the address a second, and screen readers shall not be interrupted by each letter.
    later = setTimeout(() => {
      status.textContent = query ? count(found.length) : "";
      const url = new URL(location.href);
      if ((url.searchParams.get("q") ?? "").trim() === query) return;
      if (query) url.searchParams.set("q", query);
      else url.searchParams.delete("q");
      history.replaceState(null, "", url);
    }, 300);
  }

  async function load() {
    [loading, failed] = [true, false];
    entries.length = 0;
    try {
      for (let url = box.dataset.jobs; url; ) {
        const answer = await fetch(here(url));
        if (!answer.ok) throw new Error(answer.status);
        const part = await answer.json();
        entries.push(...part.jobs.map((job) => entry(job, name)));
        url = part.next_url;
        loading = Boolean(url);
        show();
      }
    } catch {
      [loading, failed] = [undefined, true];
      show();
    }
  }

  const ask = () => {
    if (loading === undefined && input.value.trim()) load();
    show();
  };
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.addEventListener("input", ask);
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  ask();
}

if (globalThis.document) start(document.querySelector("#results"));
