// What this browser alone keeps of its visitor: saved jobs, hidden jobs, the last visit, the last search.
// Nothing of it leaves the device unless the visitor exports it.

const QUIET = 30 * 60 * 1000;

export class Device {
  constructor(key, storage, now = Date.now()) {
    this.key = key;
    this.storage = storage;
    this.now = now;
    this.read();
  }

  read() {
    let kept = {};
    try {
      kept = JSON.parse(this.storage.getItem(this.key)) ?? {};
    } catch {
      // No storage, or not ours: the page works without.
    }
    const isMap = (value) => value && typeof value === "object" && !Array.isArray(value);
    this.saved = isMap(kept.saved) ? kept.saved : {};
    this.hidden = isMap(kept.hidden) ? kept.hidden : {};
    this.visit = isMap(kept.visit) ? kept.visit : {};
    this.last = typeof kept.last === "string" ? kept.last : "";
  }

  write() {
    const { saved, hidden, visit, last } = this;
    try {
      this.storage.setItem(this.key, JSON.stringify({ saved, hidden, visit, last }));
    } catch {
      // Full or forbidden: kept until the page is left.
    }
  }

  /** Notes that the visitor is here. A visit ends after half an hour without a page. */
  arrive() {
    const { at } = this.visit;
    if (at && this.now - at > QUIET) this.visit.before = at;
    this.visit.at = this.now;
    this.write();
  }

  /** The day of the visit before this one, `2026-11-03`; nothing on the first. */
  get lastVisit() {
    return this.visit.before ? new Date(this.visit.before).toISOString().slice(0, 10) : undefined;
  }

  toggleSaved(path, job) {
    this.read();
    if (this.saved[path]) delete this.saved[path];
    else this.saved[path] = { ...job, at: this.now };
    this.write();
    return path in this.saved;
  }

  setHidden(path, isHidden) {
    this.read();
    if (isHidden) this.hidden[path] = this.now;
    else delete this.hidden[path];
    this.write();
  }

  remember(search) {
    this.read();
    this.last = search;
    this.write();
  }

  export() {
    const { saved, hidden, visit, last } = this;
    return JSON.stringify({ saved, hidden, visit, last }, undefined, 2);
  }

  erase() {
    try {
      this.storage.removeItem(this.key);
    } catch {
      // There was nothing to erase.
    }
    [this.saved, this.hidden, this.visit, this.last] = [{}, {}, {}, ""];
  }
}
