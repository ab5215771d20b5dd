// The page of what is kept on this device: saved jobs, export, erasure.

export const Saved = {
  show(view) {
    const { make, say, device } = view;
    const items = Object.entries(device.saved).sort(([, left], [, right]) => right.at - left.at);
    const list = make("ul", "saved");
    for (const [path, { title, company }] of items) {
      const link = make("a", "", title);
      link.href = path;
      const remove = view.button(say.delete, title, () => {
        device.toggleSaved(path);
        view.showSaved();
        Saved.show(view);
        (view.status.isConnected ? view.status : view.input).focus?.();
      });
      list.append(make("li", "", link, make("span", "who", company), remove));
    }
    const download = view.button(say.export, "", () => {
      const file = make("a", "");
      file.href = URL.createObjectURL(new Blob([device.export()], { type: "application/json" }));
      file.download = "jobs.json";
      file.click();
      URL.revokeObjectURL(file.href);
    });
    const erase = view.button(say.erase, "", () => {
      device.erase();
      view.showSaved();
      Saved.show(view);
      view.status.textContent = say.erased;
    });
    const heading = make("h2", "", say.saved_jobs);
    heading.id = "kept";
    document.querySelector("section.kept")?.remove();
    const parts = [heading, items.length ? list : make("p", "empty", say.none_saved), make("p", "small", say.device), make("p", "own", download, erase)];
    if (device.last) {
      const again = make("a", "", say.last);
      again.href = view.search + device.last;
      parts.splice(2, 0, make("p", "", again));
    }
    const section = make("section", "kept", ...parts);
    section.setAttribute("aria-labelledby", "kept");
    view.results.hidden = true;
    view.static.hidden = true;
    view.status.textContent = "";
    view.results.before(section);
  },
};
