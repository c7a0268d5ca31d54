// The composer: a draft on this device, Ctrl and Enter, and pictures from the clipboard.
(() => {
  const form = document.getElementById("composer");
  const words = document.getElementById("id_words");
  const files = document.getElementById("id_attached");
  if (!form || !words || !files) return;
  const room = `draft ${form.dataset.draft}`;
  const corrects = form.elements.corrects.value;
  const place = corrects ? `${room} ${corrects}` : room;

  const kept = (key = place) => {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  };
  const keep = (draft) => {
    try {
      if (draft.words) localStorage.setItem(place, JSON.stringify(draft));
      else localStorage.removeItem(place);
    } catch {
      /* The device keeps nothing: the words are in the form alone. */
    }
  };

  // What was posted is no draft any more, whether it was a message or a correction.
  const forget = () => {
    try {
      const keys = Object.keys(localStorage).filter((key) => key === room || key.startsWith(`${room} `));
      for (const key of keys) if (kept(key).sent) localStorage.removeItem(key);
    } catch {
      /* The device keeps nothing, so there is nothing to forget. */
    }
  };
  if (document.querySelector("#toasts .toast")) forget();
  const draft = kept();
  if (draft.words && (corrects || !words.value)) words.value = draft.words;

  words.addEventListener("input", () => keep({ words: words.value }));
  form.addEventListener("submit", () => keep({ words: words.value, sent: true }));

  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });

  words.addEventListener("paste", (event) => {
    const pictures = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!pictures.length) return;
    event.preventDefault();
    const all = new DataTransfer();
    for (const file of files.files) all.items.add(file);
    const stamp = new Date().toISOString().replace(/[-:]/g, "").slice(0, 15);
    pictures.forEach((file, n) => {
      const ending = file.type.split("/")[1].replace("+xml", "");
      all.items.add(new File([file], `pasted-${stamp}-${n + 1}.${ending}`, { type: file.type }));
    });
    files.files = all.files;
    files.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
