// The search as it is seen: form, filters, results, all of it also in the address.

import { Filter } from "./filter.js";
import { Index } from "./index.js";

const SHOWN = 20;
const PAUSE = 400;
const DAYS = [1, 3, 7, 14, 30];
// What is paid with where a visitor's browser comes from; elsewhere the board's first currency is offered first.
const CODES = "ARS AUD BRL CAD CHF CLP CNY COP CZK DKK GBP HKD HUF IDR ILS INR JPY KES KRW MXN NGN NOK NZD PLN RON SEK SGD TRY UAH USD ZAR".split(" ");
const EURO = "AT BE DE ES FI FR GR IE IT NL PT".split(" ");
const MONEY = Object.fromEntries([...CODES.map((code) => [code.slice(0, 2), code]), ...EURO.map((country) => [country, "EUR"])]);
const CHOICES = ["sort", "from", "since", "pay", "currency"];

export class View {
  constructor(tools) {
    Object.assign(this, tools);
    this.lang = document.documentElement.lang;
    this.input = this.form.querySelector("input[type=search]");
    this.toggle = this.form.querySelector(".toggle");
    this.preset = [...this.form.querySelectorAll("input[type=hidden]")].map(({ name, value }) => [name, value]);
    this.static = document.querySelector(".listed");
    this.index = new Index(new URL("search-index/", this.base), this.get);
    this.number = 0;
    this.ready = this.begin();
  }

  async begin() {
    // Heard; what is seen of it is the heading of the results.
    this.status = document.querySelector("#found") ?? this.make("p", "unseen");
    this.status.id = "found";
    this.status.role = "status";
    if (!this.status.isConnected) this.form.after(this.status);
    try {
      await this.index.open();
    } catch {
      return this.fail();
    }
    Object.assign(this.say, this.index.meta.words);
    this.facets = [...this.index.meta.facets];
    this.facets.unshift({ id: "ways", label: this.say.ways, feeds: false });
    this.facets.sort((left, right) => isShort(right) - isShort(left) || (left.id === "companies") - (right.id === "companies"));
    this.build();
    // What was typed while the index was fetched stays.
    const typed = this.input.value;
    this.read(new URLSearchParams(location.search));
    const isTyped = typed !== "" && typed !== this.state.q;
    if (isTyped) this.input.value = this.state.q = typed;
    this.input.addEventListener("input", () => this.typed());
    addEventListener("popstate", () => {
      this.read(new URLSearchParams(location.search));
      this.run("none");
    });
    await this.run(isTyped ? "typed" : "none");
  }

  /** Makes everything that stands beside the form. */
  build() {
    const { make, say } = this;
    this.more = this.button(say.more, "", () => this.next());
    this.more.className = "more";
    this.list = make("ul", "cards");
    this.sort = this.select("sort", say.sort, [["", say.by_relevance], ["date", say.by_date], ["pay", say.by_pay]]);
    this.feed = make("a", "", "");
    this.feed.type = "application/rss+xml";
    this.chips = make("ul", "chips");
    this.clear = this.button(say.clear, "", () => this.reset());
    this.bar = make("div", "bar", this.chips, this.clear, this.sort.box);
    this.heading = make("h2", "", say.results);
    this.heading.id = "results";
    this.heading.tabIndex = -1;
    this.instead = make("p", "instead");
    this.results = make("section", "found", this.heading, this.instead, this.bar, this.list, this.more, make("p", "small", this.feed));
    this.results.setAttribute("aria-labelledby", "results");
    this.results.hidden = true;
    this.static.before(this.results);
    this.panel = make("div", "filters");
    this.panel.id = "filters";
    this.panel.hidden = true;
    this.toggle.setAttribute("aria-controls", "filters");
    for (const part of [this.panel, this.toggle]) part.addEventListener("keydown", (event) => this.escape(event));
    const visit = this.device.lastVisit;
    const since = DAYS.map((days) => [String(days), (days === 1 ? say.since_day : say.since_days).replace("{n}", days)]);
    if (visit) since.push([visit, say.since_visit]);
    this.from = this.select("from", say.from, [["", say.from_any]]);
    this.since = this.select("since", say.since, [["", say.since_any], ...since]);
    this.currency = this.select("currency", say.pay_currency, []);
    this.pay = { element: make("input", ""), box: make("label", "choice", make("span", "", say.pay_least)) };
    Object.assign(this.pay.element, { type: "number", name: "pay", min: "0", step: "1000", inputMode: "numeric" });
    this.pay.box.append(this.pay.element);
    this.currency.box.firstChild.className = "unseen";
    this.wage = make("div", "wage", this.pay.box, this.currency.box);
    this.wage.hidden = true;
    this.groups = this.facets.map((facet) => new Filter(this, facet));
    const boxes = (groups) => groups.map(({ box }) => box);
    const short = make("div", "short", ...boxes(this.groups.filter(isShort)));
    this.done = this.button("", "", () => {
      this.toggleFilters();
      (this.isActive ? this.heading : this.toggle).focus();
    });
    this.done.className = "done";
    this.panel.append(make("div", "choices", this.from.box, this.since.box, this.wage), short, ...boxes(this.groups.filter((group) => !isShort(group))), this.done);
    this.form.append(this.panel);
    for (const { element } of CHOICES.map((name) => this[name])) element.addEventListener("change", () => this.choose());
  }

  select(name, label, options) {
    const element = this.make("select", "");
    element.name = name;
    for (const [value, text] of options) element.append(new Option(text, value));
    return { element, box: this.make("label", "choice", this.make("span", "", label), element) };
  }

  /** Takes the state from an address; the facets of the page itself are always in it. */
  read(parameters) {
    const facets = new Map();
    const all = [...parameters].length && parameters.has("preset") ? [] : this.preset;
    for (const { id } of this.facets) {
      const slugs = [...all.filter(([name]) => name === id).map(([, slug]) => slug), ...parameters.getAll(id)];
      if (slugs.length) facets.set(id, [...new Set(slugs)]);
    }
    this.state = {
      q: parameters.get("q") ?? "", facets, view: parameters.get("view") ?? "",
      ...Object.fromEntries(CHOICES.map((name) => [name, parameters.get(name) ?? ""])),
    };
    if (this.input.value.trim() !== this.state.q) this.input.value = this.state.q;
    for (const name of CHOICES) this.put(name, this.state[name]);
  }

  put(name, value) {
    const { element } = this[name];
    if (value && element.options && ![...element.options].some((option) => option.value === value)) element.append(new Option(name === "from" ? this.country(value) : value, value));
    element.value = value;
  }

  /** A number as the pages write it, always in the digits 0 to 9. */
  written(number) {
    return number.toLocaleString(`${this.lang}-u-nu-latn`);
  }

  country(code) {
    this.names ??= new Intl.DisplayNames(this.lang, { type: "region", fallback: "code" });
    return /^[A-Z]{2}$/.test(code) ? this.names.of(code) : code;
  }

  /** The address of the state: below this page as long as its own facets are chosen, else on the page that searches. */
  address() {
    const { q, facets, from, since, sort, pay, currency, view } = this.state;
    const keeps = this.preset.every(([id, slug]) => facets.get(id)?.includes(slug));
    const parameters = new URLSearchParams();
    const add = (name, value) => value && parameters.append(name, value);
    add("q", q.trim());
    for (const [id, slugs] of facets) {
      for (const slug of slugs) if (!keeps || !this.preset.some(([name, own]) => name === id && own === slug)) add(id, slug);
    }
    for (const [name, value] of Object.entries({ from, since, pay, currency: pay && currency, sort, view })) add(name, value);
    const text = parameters.toString();
    return { keeps, path: keeps ? location.pathname : this.search, query: text ? `?${text}` : "" };
  }

  typed() {
    this.state.view = "";
    this.state.q = this.input.value;
    this.run("typed");
  }

  submit() {
    this.ready.then(() => {
      this.state.view = "";
      this.state.q = this.input.value;
      this.run("push");
    });
  }

  choose() {
    for (const name of CHOICES) this.state[name] = this[name].element.value;
    this.state.view = "";
    this.run("push");
  }

  reset() {
    this.state = { q: "", facets: new Map(), view: "", ...Object.fromEntries(CHOICES.map((name) => [name, ""])) };
    for (const [id, slug] of this.preset) this.state.facets.set(id, [...(this.state.facets.get(id) ?? []), slug]);
    this.input.value = "";
    for (const name of CHOICES) this.put(name, "");
    this.run("push");
    this.input.focus();
  }

  /** Opens the filters once all that they show is there, so that they do not grow under the hand. */
  async toggleFilters() {
    await this.ready;
    if (!this.panel) return;
    this.isOpen = this.panel.hidden;
    if (!this.isOpen) return this.showPanel();
    // What is kept on the device has no filters.
    this.state.view = "";
    await this.run("push");
  }

  showPanel() {
    this.panel.hidden = !this.isOpen;
    this.toggle.ariaExpanded = String(Boolean(this.isOpen));
  }

  /** Escape closes the filters, and the focus goes where they were opened. */
  escape(event) {
    if (event.key !== "Escape" || this.panel.hidden || event.target.value && event.target.type === "search") return;
    event.preventDefault();
    this.toggleFilters();
    this.toggle.focus();
  }

  /** Finds and shows what the state asks for. `how` says what becomes of the address. */
  async run(how) {
    const own = (this.number += 1);
    const { keeps, path, query } = this.address();
    if (!keeps) return location.assign(path + query);
    this.keep(how, path + query);
    document.querySelector("section.kept")?.remove();
    delete this.form.dataset.answer;
    if (this.state.view === "saved") {
      const { Saved } = await import(`./saved.js${new URL(import.meta.url).search}`);
      return Saved.show(this);
    }
    const { q, facets, from, since, pay, currency, sort } = this.state;
    try {
      const found = await this.index.find({ q, facets, from, since: day(since), least: Number(pay) || 0, currency, sort });
      const isActive = query !== "";
      const cards = isActive ? this.index.cards(found.slots.slice(0, SHOWN)) : [];
      const [html, mark, count] = await Promise.all([cards, this.mark(), this.count(found)]);
      if (own !== this.number) return;
      // All at once: nothing moves twice.
      Object.assign(this, { found, isActive });
      this.tell(found, q);
      mark();
      this.draw(html, 0);
      count();
      if (this.isActive) this.device.remember(query);
      this.form.dataset.answer = query;
    } catch {
      if (own === this.number) this.fail();
    }
  }

  fail() {
    this.status.className = "count";
    this.status.textContent = this.say.failed;
  }

  /** Another question is a step that one can go back over; one that is still being typed is not. */
  keep(how, address) {
    clearTimeout(this.later);
    const current = location.pathname + location.search;
    if (how === "push" && address !== current) history.pushState(null, "", address);
    if (how === "push") this.settled = this.state.q.trim();
    if (how !== "typed") return;
    const before = this.settled ?? new URLSearchParams(location.search).get("q") ?? "";
    const q = this.state.q.trim();
    this.later = setTimeout(() => {
      if (address === location.pathname + location.search) return;
      const goesOn = before && (q.startsWith(before) || before.startsWith(q)) && q;
      if (goesOn) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
      this.settled = q;
    }, PAUSE);
  }

  /** Shows how many there are, and announces it when typing pauses. */
  tell({ slots, instead }, q) {
    const { say, lang } = this;
    const form = say[new Intl.PluralRules(lang).select(slots.length)] ?? say.other;
    const number = slots.length ? form.replace("{n}", this.written(slots.length)) : say.none;
    const also = instead.length && slots.length ? say.instead.replace("{words}", instead.slice(0, 3).join(", ")) : "";
    this.heading.textContent = number.replace(/\.$/, "");
    this.instead.textContent = also;
    this.done.textContent = say.show.replace("{n}", this.written(slots.length));
    this.status.className = "unseen";
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => (this.status.textContent = this.isActive ? `${number} ${also}`.trim() : ""), q ? PAUSE : 0);
    this.results.dataset.count = slots.length;
  }

  /** Shows the next of the jobs found. */
  async next() {
    const own = this.number;
    const { shown } = this;
    const html = await this.index.cards(this.found.slots.slice(shown, shown + SHOWN));
    if (own === this.number) this.draw(html, shown);
  }

  /** Cards behind those that are there; from 0 on in the place of those. */
  draw(html, from) {
    const template = this.make("template", "");
    template.innerHTML = html.join("");
    const fresh = [...template.content.children];
    if (from) this.list.append(...fresh);
    else this.list.replaceChildren(...fresh);
    this.shown = from + html.length;
    this.more.hidden = this.found.slots.length <= this.shown;
    this.form.toggleAttribute("data-active", this.isActive);
    this.results.hidden = !this.isActive;
    this.static.hidden = this.isActive;
    this.dress(this.list);
    if (from) fresh[0]?.querySelector("h3 a").focus();
    this.results.dataset.shown = this.number;
  }

  /** Buttons that take each choice back, the feed, the order: gives what shows them. */
  async mark() {
    const { state, make, say } = this;
    const items = [];
    const add = (name, back) => {
      const take = this.button(name, "", () => {
        back();
        this.run("push");
        (this.chips.querySelector("button") ?? this.input).focus();
      });
      take.ariaLabel = say.remove.replace("{name}", name);
      items.push(make("li", "", take));
    };
    let [feed, least] = [undefined, Infinity];
    for (const { id, feeds } of this.facets) {
      const slugs = state.facets.get(id) ?? [];
      const { by } = slugs.length ? await this.index.facet(id) : {};
      for (const slug of slugs) {
        const value = by.get(slug);
        add(value?.name ?? slug, () => state.facets.set(id, state.facets.get(id).filter((other) => other !== slug)));
        // A feed covers the search when every job found is in it: of several places each alone does not.
        const covers = feeds && value && (id === "tags" || slugs.length === 1);
        if (covers && value.slots.length < least) [feed, least] = [[`${id}/${slug}/rss.xml`, value.name], value.slots.length];
      }
    }
    // Whatever is remote is in the feed of remote jobs.
    const isRemote = state.from || String(state.facets.get("ways") ?? "") === "remote";
    const remote = isRemote && this.facets.some(({ id, feeds }) => id === "places" && feeds) ? (await this.index.facet("places")).by.get("remote") : undefined;
    if (remote && remote.slots.length < least) feed = ["places/remote/rss.xml", remote.name];
    if (state.from) add(`${say.from} ${this.country(state.from)}`, () => this.put("from", (state.from = "")));
    if (state.since) add(this.since.element.selectedOptions[0]?.textContent ?? state.since, () => this.put("since", (state.since = "")));
    if (state.pay) add(`${say.pay_least} ${state.pay} ${state.currency}`, () => this.put("pay", (state.pay = "")));
    return () => {
      this.chips.replaceChildren(...items);
      this.clear.hidden = !this.isActive;
      this.toggle.textContent = items.length ? `${say.filters} (${items.length})` : say.filters;
      this.feed.href = new URL(feed ? feed[0] : "rss.xml", this.base);
      this.feed.textContent = feed ? say.subscribe_to.replace("{name}", feed[1]) : say.subscribe;
    };
  }

  /** Counts for the filters, and what they offer when they are opened first: gives what shows them. */
  async count(found) {
    if (!this.isOpen) return () => {};
    const isFirst = this.from.element.options.length < 3;
    const [countries, pay] = isFirst ? await Promise.all([this.index.countries(), this.index.pay()]) : [];
    const counts = await Promise.all(this.groups.map(({ id }) => this.index.counts(id, found)));
    return () => {
      this.showPanel();
      this.groups.forEach((group, at) => group.draw(counts[at]));
      if (!isFirst) return;
      this.countries(countries);
      this.currencies(pay);
    };
  }

  /** The currencies in which pay can be compared; without any figure there is no such filter. */
  currencies({ codes }) {
    const { element } = this.currency;
    element.replaceChildren(...codes.map((code) => new Option(code, code)));
    const own = MONEY[navigator.languages.map((tag) => tag.split("-")[1]).find((region) => region in MONEY)];
    this.put("currency", this.state.currency || (codes.includes(own) ? own : codes[0]));
    this.wage.hidden = !codes.length;
  }

  /** The countries that remote jobs name; the one of the browser's language first. */
  countries(codes) {
    const here = navigator.languages.map((tag) => tag.split("-")[1]).find((code) => /^[A-Z]{2}$/.test(code ?? ""));
    const named = [...new Set([...codes, ...(here ? [here] : [])])].map((code) => [code, this.country(code)]);
    named.sort(([left, one], [right, other]) => (right === here) - (left === here) || one.localeCompare(other, this.lang));
    const { element } = this.from;
    element.replaceChildren(element.options[0], ...named.map(([code, name]) => new Option(name, code)));
    this.put("from", this.state.from);
  }
}

/** Facets of a few values, which stand in one column. */
const isShort = ({ id }) => ["ways", "types", "levels"].includes(id);

/** A day from a number of days back, or the day itself. */
function day(since) {
  if (/^\d{4}-\d\d-\d\d$/.test(since)) return since;
  if (!/^\d{1,4}$/.test(since)) return undefined;
  return new Date(Date.now() - Number(since) * 86_400_000).toISOString().slice(0, 10);
}
