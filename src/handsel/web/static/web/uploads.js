// Chosen files upload before their form is sent, each with its progress; the form then carries their ids.
import { Row } from "./upload-row.js";

const RUNNING_MAX = 2;

class Uploads {
  constructor(input) {
    this.input = input;
    this.form = input.form;
    this.rows = [];
    this.list = document.createElement("ul");
    this.list.className = "files";
    this.status = document.createElement("p");
    this.status.className = "hide";
    this.status.role = "status";
    input.closest(".drop").after(this.list, this.status);
    this.kept = `uploads ${input.dataset.uploads} ${input.name}`;
    const limits = input.closest(".drop").querySelector("[data-limits]");
    if (limits) limits.textContent = Row.words.limits;
    input.addEventListener("change", () => this.take());
    this.form.addEventListener("submit", (event) => this.hold(event), true);
    window.addEventListener("offline", () => this.rows.forEach((row) => row.goOffline()));
    window.addEventListener("online", () => this.rows.forEach((row) => row.goOn()));
    this.restore();
  }

  /** Put each chosen or dropped file on a new row, or on the row that waits for it. */
  take() {
    for (const file of this.input.files) {
      const known = this.rows.find((row) => row.waitsFor(file));
      (known ?? this.add({ name: file.name, size: file.size, modified: file.lastModified })).receive(file);
    }
    this.input.value = "";
    this.next();
  }

  add(facts) {
    const row = new Row(this, facts);
    this.rows.push(row);
    this.list.append(row.element);
    return row;
  }

  /** Start as many as may run at once. */
  next() {
    const running = this.rows.filter((row) => row.transfer.running).length;
    const ready = this.rows.filter((row) => row.isReady).slice(0, Math.max(0, RUNNING_MAX - running));
    for (const row of ready) row.start();
    this.keep();
    if (this.submitter !== undefined) this.post();
  }

  /** Hold the form while files are uploading; it is sent by itself when all are complete. */
  hold(event) {
    if (!this.rows.some((row) => row.holds)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.submitter = event.submitter;
    this.say(Row.words.pending, true);
    this.post();
  }

  /** Send the form when every file is complete; a stuck file is reported instead, and the form stays. */
  post() {
    const stuck = this.rows.find((row) => row.isStuck);
    if (!stuck && this.rows.some((row) => row.holds)) return;
    const submitter = this.submitter;
    this.submitter = undefined;
    if (stuck) this.say(Row.words[stuck.state === "again" ? "missing" : "failed"], true);
    else this.form.requestSubmit(submitter);
  }

  say(words, shown = false) {
    this.status.className = shown ? "hint" : "hide";
    this.status.textContent = words;
  }

  forget(row) {
    this.rows = this.rows.filter((other) => other !== row);
    row.element.remove();
    this.input.focus();
    this.next();
  }

  keep() {
    const facts = this.rows.map((row) => row.facts).filter((known) => known.address);
    localStorage.setItem(this.kept, JSON.stringify(facts));
  }

  /** The addresses of uploads that were not posted; null if the server cannot be asked. */
  async waiting() {
    const answer = await fetch(this.input.dataset.uploads).catch(() => null);
    return answer?.ok ? (await answer.json()).waiting : null;
  }

  /** Restore unfinished uploads from before this page was loaded, without those posted meanwhile. */
  async restore() {
    const kept = JSON.parse(localStorage.getItem(this.kept) ?? "[]");
    const waiting = kept.length ? await this.waiting() : null;
    const known = kept.filter((facts) => waiting === null || waiting.includes(facts.address));
    await Promise.all(known.map((facts) => this.add(facts).find()));
    this.next();
  }
}

for (const input of document.querySelectorAll("input[type=file][data-uploads]")) new Uploads(input);
