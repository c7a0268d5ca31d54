// What is being written stays on this device until it is sent, in every form that names a place for it.
(() => {
  const KEPT = "textarea, select, input[type=number], input[type=checkbox]";
  const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);

  const servedOf = (field) => {
    if (field.type === "checkbox") return field.defaultChecked;
    const options = [...(field.options ?? [])];
    return field.defaultValue ?? (options.find((each) => each.defaultSelected) ?? options[0])?.value;
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
      /* The device keeps nothing: the words are in the form alone. */
    }
  };

  // What was sent and taken is no draft any more, on whichever page it was written.
  const forget = () => {
    try {
      const drafts = Object.keys(localStorage).filter((key) => key.startsWith("draft "));
      for (const key of drafts) if (read(key).sent) write(key);
    } catch {
      /* The device keeps nothing, so there is nothing to forget. */
    }
  };
  if (document.querySelector("#toasts .toast")) forget();

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const place = `draft ${form.dataset.draft}`;
    const fields = [...form.elements].filter((field) => field.name && field.matches(KEPT));
    const of = (told) => Object.fromEntries(fields.map((field) => [field.name, told(field)]));
    const served = of(servedOf);
    const draft = read(place);

    // A draft goes into a form that is as it was when the draft was begun; what was refused is there already.
    for (const field of fields) {
      const words = draft.values?.[field.name];
      if (words === undefined || draft.from?.[field.name] !== served[field.name]) continue;
      field[field.type === "checkbox" ? "checked" : "value"] = words;
      if (words !== served[field.name]) field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    const from = draft.sent ? draft.from : served;
    const keep = (sent) => {
      const now = of(valueOf);
      const written = fields.some((field) => now[field.name] !== from[field.name]);
      write(place, written && { from, values: now, sent });
    };
    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", () => keep(true));
  }
})();
