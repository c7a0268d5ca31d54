// What is typed is kept on this device, for every form with a `data-draft` name. Files and passwords never are.
import { KEPT, differs, initialOf, isTicked, nameOf, pageOf, read, valueOf, write } from "./draft-store.js";

const ACCEPTED = "draft";
const OF_THE_SITE = ["csrfmiddlewaretoken", "key", "shown", ACCEPTED];

class DraftedForm {
  constructor(form) {
    this.form = form;
    this.notice = form.querySelector("[data-restored]");
    this.begin(this.values(initialOf));
  }

  /** Take up the draft of the form's present name; `initial` is how the form stands without one. */
  begin(initial) {
    Object.assign(this, { name: this.place, draft: read(this.place), initial });
    this.from = this.draft.sent ? this.draft.from : initial;
    this.notice.hidden = true;
  }

  get place() { return `draft ${this.form.dataset.draft}`; }

  fields() {
    return [...this.form.elements].filter((field) => field.name && field.matches(KEPT));
  }

  values(value = valueOf) {
    return Object.fromEntries(this.fields().map((field) => [nameOf(field), value(field)]));
  }

  /** Whether the form stood like this when the draft was begun; a form that was refused has its text already. */
  isSame(name) {
    return this.draft.from?.[name] === this.initial[name];
  }

  async restore() {
    if (!this.draft.values) return;
    await this.restoreRows();
    for (const field of this.fields()) {
      const name = nameOf(field);
      const value = this.draft.values[name];
      if (value === undefined || !this.isSame(name)) continue;
      field[isTicked(field) ? "checked" : "value"] = value;
      if (value !== this.initial[name]) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (differs(this.values(), this.initial)) this.say();
  }

  /** Ask the site for as many rows as the draft has, if the rows are still those from which it was begun. */
  async restoreRows() {
    const rows = this.form.querySelector("[data-rows]");
    const inRows = (values) => Object.keys(values).filter((name) => name.startsWith(`${rows.dataset.rows}-`));
    if (!rows || inRows(this.draft.values).join() === inRows(this.initial).join()) return;
    if (!inRows(this.initial).every((name) => this.isSame(name))) return;
    this.from = this.draft.from;
    const [target, values] = [`#${rows.id}`, { ...this.draft.values, remove: "" }];
    await htmx.ajax("POST", this.form.action, { source: rows, target, select: target, swap: "outerHTML", values });
  }

  say() {
    this.notice.hidden = false;
    this.notice.closest("details")?.setAttribute("open", "");
    if (location.hash && pageOf(this.form).endsWith(location.hash)) this.notice.closest("[popover]")?.showPopover();
    this.notice.querySelector("button").onclick = () => {
      write(this.place);
      location.reload();
    };
  }

  keep() {
    const values = this.values();
    const page = { page: pageOf(this.form), title: document.title };
    write(this.place, differs(values, this.from) && { from: this.from, values, ...page, ...this.sent });
  }

  /** All that is sent but its key, and what the site says of itself. */
  content() {
    const entries = [...new FormData(this.form)].filter(([name]) => !OF_THE_SITE.includes(name));
    return JSON.stringify(entries.map(([name, value]) => [name, value.name ?? value, value.size]));
  }

  /** Keep what is sent with its name, by which the site says that it took it, and with its key: sent again, it acts once. */
  send() {
    const [content, { key }] = [this.content(), this.form.elements];
    if (content === this.draft.content) key.value = this.draft.key;
    this.sent = { sent: true, content, key: key?.value };
    this.keep();
    const field = { type: "hidden", name: ACCEPTED, value: this.form.dataset.draft };
    this.form.append(Object.assign(document.createElement("input"), field));
  }

  watch() {
    this.form.addEventListener("input", () => {
      this.sent = {};
      this.keep();
    });
    this.form.addEventListener("htmx:afterSwap", () => this.keep());
    this.form.addEventListener("answering", () => {
      if (this.place === this.name) return;
      this.begin(this.values());
      this.restore();
    });
    this.form.addEventListener("submit", () => this.send());
    // After the session ended, htmx gets the page of signing in: go there, and come back to the draft.
    this.form.addEventListener("htmx:beforeSwap", (event) => {
      const { xhr, pathInfo } = event.detail;
      if (new URL(xhr.responseURL).pathname === new URL(pathInfo.requestPath, location.href).pathname) return;
      event.detail.shouldSwap = false;
      location.reload();
    });
  }
}

// By then htmx listens, and what follows from a field follows from a restored one as well.
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const drafted = new DraftedForm(form);
    drafted.restore().finally(() => drafted.watch());
  }
});
