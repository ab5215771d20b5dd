// Listens for changes of the board; loads the page or its style sheets again, or shows what is wrong.
const script = document.currentScript;
let shown = Number(new URL(script.src).search.slice(1)) || 0;
const events = new EventSource("/_corkboard/events");

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
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname.startsWith("/_corkboard/")) continue;
    const fresh = link.cloneNode();
    fresh.href = `${url.pathname}?preview=${number}`;
    fresh.addEventListener("load", () => link.remove());
    link.after(fresh);
  }
}

events.addEventListener("message", (event) => {
  const status = JSON.parse(event.data);
  overlay(status.mistakes);
  if (status.mistakes || status.number === shown) return;
  if (status.change === "style" && status.number === shown + 1) {
    shown = status.number;
    restyle(status.number);
    return;
  }
  location.reload();
});
