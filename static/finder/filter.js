// A filter of the search: the values of one facet, each with its count and a box to tick.

const FIRST = 6;
const MANY = 40;

export class Filter {
  /** `view` is asked for what is chosen, and told when that changes. */
  constructor(view, { id, label }) {
    const { make, say } = view;
    Object.assign(this, { view, id, most: FIRST, counts: [], values: make("ul", "values"), within: make("input", "") });
    this.within.type = "search";
    this.within.ariaLabel = say.find_in.replace("{name}", label);
    this.within.placeholder = view.form.querySelector("button").textContent;
    this.within.hidden = true;
    this.all = view.button(say.all_values, label, () => {
      this.most = this.most === FIRST ? MANY : FIRST;
      this.all.ariaExpanded = String(this.most > FIRST);
      this.draw();
    });
    this.all.className = "all";
    this.all.ariaExpanded = "false";
    this.box = make("fieldset", "", make("legend", "", label), this.within, this.values, this.all);
    this.within.addEventListener("input", () => this.draw());
    this.values.addEventListener("change", ({ target }) => {
      const chosen = this.chosen.filter((slug) => slug !== target.value);
      if (target.checked) chosen.push(target.value);
      view.state.facets.set(id, chosen);
      view.choose();
    });
  }

  /** The values that are chosen. */
  get chosen() {
    return this.view.state.facets.get(this.id) ?? [];
  }

  /** Draws the values, by new counts when there are any; the control that has the focus stays the same element. */
  draw(counts = this.counts) {
    const { view, values, within, all, chosen } = this;
    this.counts = counts;
    const wanted = within.value.trim().toLowerCase();
    const shown = counts.filter(({ value, count }) => chosen.includes(value.slug) || (!value.isHidden && count && value.name.toLowerCase().includes(wanted)));
    const first = ({ value }) => (chosen.includes(value.slug) ? 0 : 1);
    shown.sort((left, right) => first(left) - first(right) || right.count - left.count || left.value.name.localeCompare(right.value.name, view.lang));
    const focused = values.contains(document.activeElement) ? document.activeElement.value : undefined;
    const old = new Map([...values.querySelectorAll("input")].map((input) => [input.value, input.closest("li")]));
    const items = shown.slice(0, Math.max(this.most, chosen.length)).map(({ value, count }) => {
      const item = old.get(value.slug) ?? this.item(value);
      item.querySelector("input").checked = chosen.includes(value.slug);
      item.querySelector(".n").textContent = view.written(count);
      return item;
    });
    if (items.some((item, at) => values.children[at] !== item) || items.length !== values.children.length) values.replaceChildren(...items);
    if (focused !== undefined) values.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    within.hidden = counts.length <= MANY / 2;
    all.hidden = shown.length <= FIRST;
    all.textContent = this.most > FIRST ? view.say.fewer : view.say.all_values;
    // One value for all jobs is no choice.
    this.box.hidden = !wanted && !chosen.length && counts.filter(({ count }) => count).length < 2 && (!items.length || counts.length < 2);
  }

  item(value) {
    const { make } = this.view;
    const input = make("input", "");
    Object.assign(input, { type: "checkbox", name: this.id, value: value.slug });
    return make("li", "", make("label", "", input, make("span", "", value.name), make("span", "n", "")));
  }
}
