// What is typed is kept on this device, for every form with a `data-draft` name. Files and passwords never are.
(() => {
  const KINDS = "[type=text], [type=email], [type=date], [type=number], [type=checkbox]";
  const KEPT = `textarea, select, input:is(${KINDS}), [data-rows] input[type=hidden]`;
  const ACCEPTED = "draft";

  const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const initialOf = (field) => {
    if (field.type === "checkbox") return field.defaultChecked;
    const options = [...(field.options ?? [])];
    return field.defaultValue ?? (options.find((option) => option.defaultSelected) ?? options[0])?.value;
  };

  const differs = (values, others) => Object.keys(values).some((name) => values[name] !== others[name]);
  const read = (place) => {
    try {
      return JSON.parse(localStorage.getItem(place)) || {};
    } catch {
      return {};
    }
  };
  const write = (place, draft) => {
    try {
      if (draft) localStorage.setItem(place, JSON.stringify({ ...draft, at: Date.now() }));
      else localStorage.removeItem(place);
    } catch {
      /* No storage here: the text is in the form alone. */
    }
  };

  class DraftedForm {
    constructor(form) {
      this.form = form;
      this.draft = read(this.place);
      this.initial = this.values(initialOf);
      this.from = this.draft.sent ? this.draft.from : this.initial;
    }

    get place() { return `draft ${this.form.dataset.draft}`; }

    fields() {
      return [...this.form.elements].filter((field) => field.name && field.matches(KEPT));
    }

    values(value = valueOf) {
      return Object.fromEntries(this.fields().map((field) => [field.name, value(field)]));
    }

    /** Whether the form stood like this when the draft was begun; a form that was refused has its text already. */
    isSame(name) {
      return this.draft.from?.[name] === this.initial[name];
    }

    async restore() {
      if (!this.draft.values) return;
      await this.restoreRows();
      for (const field of this.fields()) {
        const value = this.draft.values[field.name];
        if (value === undefined || !this.isSame(field.name)) continue;
        field[field.type === "checkbox" ? "checked" : "value"] = value;
        if (value !== this.initial[field.name]) field.dispatchEvent(new Event("input", { bubbles: true }));
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
      const notice = this.form.querySelector("[data-restored]");
      notice.hidden = false;
      notice.closest("details")?.setAttribute("open", "");
      notice.querySelector("button").addEventListener("click", () => {
        write(this.place);
        location.reload();
      });
    }

    keep(sent) {
      const [now, key] = [this.values(), sent && this.form.elements.key?.value];
      write(this.place, differs(now, this.from) && { from: this.from, values: now, sent, key });
    }

    /** Keep what is sent with its name, by which the site says that it took it, and with its key: sent again, it acts once. */
    send() {
      const { key, values } = this.draft;
      if (key && !differs(this.values(), values)) this.form.elements.key.value = key;
      this.keep(true);
      const name = Object.assign(document.createElement("input"), { type: "hidden", name: ACCEPTED });
      name.value = this.form.dataset.draft;
      this.form.append(name);
    }

    watch() {
      this.form.addEventListener("input", () => this.keep(false));
      this.form.addEventListener("htmx:afterSwap", () => this.keep(false));
      this.form.addEventListener("answering", () => { this.from = this.values(); });
      this.form.addEventListener("submit", () => this.send());
      // After the session ended, htmx gets the page of signing in: go there, and come back to the draft.
      this.form.addEventListener("htmx:beforeSwap", (event) => {
        if (new URL(event.detail.xhr.responseURL).pathname === new URL(this.form.action).pathname) return;
        event.detail.shouldSwap = false;
        location.reload();
      });
    }
  }

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const drafted = new DraftedForm(form);
    drafted.restore().finally(() => drafted.watch());
  }
})();
