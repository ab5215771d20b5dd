// Listens for changes of the board: loads the page again when it is another one now, exchanges style sheets, shows
// what is wrong over the last good page. The place to which the page was scrolled is kept.
const script = document.currentScript;
const place = `corkboard:${location.pathname}`;
let tag = `"${script.dataset.tag}"`;
let shown;

const kept = sessionStorage.getItem(place);
if (kept !== null) {
  sessionStorage.removeItem(place);
  const [left, top] = JSON.parse(kept);
  scrollTo({ left, top, behavior: "instant" });
}

function overlay(text) {
  let box = document.getElementById("corkboard-mistakes");
  if (!text) {
    box?.remove();
    return;
  }
  if (!box) {
    box = document.createElement("div");
    box.id = "corkboard-mistakes";
    box.setAttribute("role", "alert");
    box.append(document.createElement("pre"));
    document.body.append(box);
  }
  box.firstChild.textContent = text;
}

function restyle(number) {
  const links = [...document.querySelectorAll('link[rel="stylesheet"]')];
  const own = links.filter((link) => {
    const url = new URL(link.href);
    return url.origin === location.origin && !url.pathname.startsWith("/_corkboard/");
  });
  return Promise.all(own.map((link) => new Promise((done) => {
    const fresh = link.cloneNode();
    fresh.href = `${new URL(link.href).pathname}?preview=${number}`;
    fresh.addEventListener("load", () => done(link.remove()));
    fresh.addEventListener("error", () => done(fresh.remove()));
    link.after(fresh);
  })));
}

async function ask() {
  const answer = await fetch(location.pathname + location.search, { method: "HEAD", cache: "no-store" });
  return { isSame: !answer.redirected && answer.headers.get("etag") === tag, tag: answer.headers.get("etag") };
}

async function heed(status) {
  const before = shown;
  shown = status.number;
  if (status.change === "style" && before !== undefined && status.number === before + 1) {
    await restyle(status.number);
    tag = (await ask()).tag;
  } else if (!(await ask()).isSame) {
    sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
    location.reload();
  }
}

let turn = Promise.resolve();
const events = new EventSource("/_corkboard/events");
events.addEventListener("message", (event) => {
  const status = JSON.parse(event.data);
  overlay(status.mistakes);
  if (status.number === shown || status.mistakes) return;
  // One change after the other; a server that is just ending is asked again by the next event.
  turn = turn.then(() => heed(status)).catch(() => { shown = undefined; });
});
