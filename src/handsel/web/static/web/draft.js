// Unsent text is kept on this device as a draft, for every form with a `data-draft` name.
(() => {
  const KEPT = "textarea, select, input:is([type=text], [type=email], [type=date], [type=number], [type=checkbox])";
  const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);

  const initialOf = (field) => {
    if (field.type === "checkbox") return field.defaultChecked;
    const options = [...(field.options ?? [])];
    return field.defaultValue ?? (options.find((option) => option.defaultSelected) ?? options[0])?.value;
  };

  const read = (place) => {
    try {
      return JSON.parse(localStorage.getItem(place)) || {};
    } catch {
      return {};
    }
  };
  const write = (place, draft) => {
    try {
      if (draft) localStorage.setItem(place, JSON.stringify(draft));
      else localStorage.removeItem(place);
    } catch {
      /* No storage here: the text is in the form alone. */
    }
  };

  // A sent form that was accepted is no draft any more, on whichever page it was written.
  const forget = () => {
    try {
      const drafts = Object.keys(localStorage).filter((key) => key.startsWith("draft "));
      for (const key of drafts) if (read(key).sent) write(key);
    } catch {
      /* No storage here, so there is nothing to delete. */
    }
  };
  if (document.querySelector("#toasts .toast")) forget();

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const place = `draft ${form.dataset.draft}`;
    const fields = [...form.elements].filter((field) => field.name && field.matches(KEPT));
    const valuesBy = (read) => Object.fromEntries(fields.map((field) => [field.name, read(field)]));
    const initial = valuesBy(initialOf);
    const draft = read(place);

    // Restore a draft only if the form has not changed since it was begun; a refused form has its text already.
    for (const field of fields) {
      const words = draft.values?.[field.name];
      if (words === undefined || draft.from?.[field.name] !== initial[field.name]) continue;
      field[field.type === "checkbox" ? "checked" : "value"] = words;
      if (words !== initial[field.name]) field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    const from = draft.sent ? draft.from : initial;
    const keep = (sent) => {
      const now = valuesBy(valueOf);
      const written = fields.some((field) => now[field.name] !== from[field.name]);
      write(place, written && { from, values: now, sent });
    };
    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", () => keep(true));
  }
})();
