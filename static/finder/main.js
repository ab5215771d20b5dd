// Begins on every page: marks and buttons on cards at once, the search itself when it is wanted. Nothing is sent
// anywhere; all that is fetched are the board's own files.

import { Device } from "./device.js";

const script = document.querySelector("script[data-finder]");
const say = JSON.parse(script.dataset.finder);
const base = new URL("../", import.meta.url);
const device = new Device(`corkboard ${base.pathname}`, globalThis.localStorage);
device.arrive();

/** An element with a class and what is inside. */
export function make(tag, kind, ...inside) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  element.append(...inside.filter((part) => part !== undefined && part !== ""));
  return element;
}

function button(label, about, press) {
  const element = make("button", "", label);
  element.type = "button";
  if (about) element.ariaLabel = `${label}: ${about}`;
  element.addEventListener("click", () => press(element));
  return element;
}

function saveButton(path, job) {
  const show = (element, isSaved) => {
    element.textContent = isSaved ? say.saved : say.save;
    element.ariaPressed = String(isSaved);
    element.ariaLabel = `${element.textContent}: ${job.title}`;
  };
  const element = button("", "", () => {
    show(element, device.toggleSaved(path, job));
    showSaved();
  });
  element.classList.add("save");
  show(element, path in device.saved);
  return element;
}

/** Puts buttons and marks on the cards of a list, and hides those that the visitor has hidden. */
export function dress(list) {
  for (const card of list.querySelectorAll(":scope > .card:not([data-path])")) {
    const link = card.querySelector("h3 a");
    if (!link) continue;
    const path = link.pathname;
    card.dataset.path = path;
    const job = { title: link.textContent, company: card.querySelector(".who")?.textContent ?? "" };
    const hide = button(say.hide, job.title, () => {
      device.setHidden(path, true);
      const next = card.nextElementSibling ?? card.previousElementSibling;
      count(list);
      next?.querySelector("h3 a")?.focus();
    });
    card.append(make("p", "own", hide, saveButton(path, job)));
    const time = card.querySelector("time")?.dateTime;
    if (time && device.lastVisit && time >= device.lastVisit) card.querySelector(".when").prepend(make("span", "flag new", say.new));
  }
  count(list);
}

function count(list) {
  const cards = [...list.children];
  for (const card of cards) card.hidden = card.dataset.path in device.hidden && !list.dataset.all;
  const hidden = cards.filter((card) => card.dataset.path in device.hidden);
  let note = list.nextElementSibling?.matches(".hidden-note") ? list.nextElementSibling : undefined;
  note?.remove();
  if (!hidden.length) return;
  const show = button(say.unhide, "", () => {
    for (const card of hidden) device.setHidden(card.dataset.path, false);
    count(list);
    hidden[0].querySelector("h3 a").focus();
  });
  note = make("p", "hidden-note", say.hidden.replace("{n}", hidden.length), show);
  list.after(note);
}

/** The way to the saved jobs, in the header. */
function showSaved() {
  const number = Object.keys(device.saved).length;
  const menu = document.querySelector("header.top ul");
  const old = menu?.querySelector(".saved-link");
  if (!number || !menu) return old?.remove();
  const link = make("a", "", `${say.saved} `, make("span", "n", String(number)));
  link.href = `${script.dataset.search}?view=saved`;
  if (old) old.replaceChildren(link);
  else menu.prepend(make("li", "saved-link", link));
}

async function get(url, isFresh) {
  const answer = await fetch(url, isFresh ? { cache: "no-cache" } : {});
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

/** Below each day how long ago it was or how soon it is; the day itself is there without this. */
function ages(place) {
  const words = new Intl.RelativeTimeFormat(`${document.documentElement.lang}-u-nu-latn`, { numeric: "auto" });
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  for (const time of place.querySelectorAll("time")) {
    const [year, month] = time.dateTime.split("-").map(Number);
    const months = (year - now.getFullYear()) * 12 + month - 1 - now.getMonth();
    const days = Math.round((Date.parse(time.dateTime) - today) / 86_400_000);
    const isNear = time.dateTime.length === 10 && Math.abs(days) <= 60;
    const far = Math.abs(months) < 24 ? [months, "month"] : [Math.trunc(months / 12), "year"];
    time.after(" ", make("span", "about", words.format(...(isNear ? [days, "day"] : far))));
  }
}

/** What the browser can do itself to pass a posting on: its own menu, else the clipboard. */
function share(title) {
  const line = document.querySelector(".share");
  const url = document.querySelector("meta[property='og:url']")?.content ?? location.href;
  if (!line) return;
  const told = make("span", "");
  told.role = "status";
  if (navigator.clipboard) line.append(button(say.copy, "", () => navigator.clipboard.writeText(url).then(() => (told.textContent = say.copied))));
  if (navigator.share) line.append(button(say.share, "", () => navigator.share({ title, url }).catch(() => {})));
  line.append(told);
}

function posting() {
  const place = document.querySelector(".posting .key");
  const title = document.querySelector(".posting h1")?.textContent;
  if (!place || !title) return;
  ages(place);
  share(title);
  place.append(saveButton(location.pathname, { title, company: document.querySelector(".posting header .who")?.textContent ?? "" }));
}

function start() {
  showSaved();
  posting();
  document.querySelectorAll("ul.cards").forEach(dress);
  const form = document.querySelector("form.search");
  if (!form) return;
  const tools = { form, base, device, say, get, make, button, dress, showSaved, search: script.dataset.search };
  let view;
  const open = () => (view ??= import(`./view.js${new URL(import.meta.url).search}`).then(({ View }) => new View(tools)));
  if (location.search.length > 1 || form.dataset.open !== undefined) open();
  else form.addEventListener("focusin", open, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open().then((opened) => opened.submit());
  });
  const filters = button(form.dataset.filters ?? say.filters, "", () => open().then((opened) => opened.toggleFilters()));
  filters.className = "toggle";
  filters.ariaExpanded = "false";
  form.append(filters);
}

start();
