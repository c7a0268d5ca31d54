// A slider and its number follow each other; what 100% triggers shows at 100% alone.
for (const range of document.querySelectorAll("input[data-pair]")) {
  const box = document.getElementById(range.dataset.pair);
  const note = range.closest(".progress").querySelector("[data-at]");
  const show = () => { note.hidden = Number(box.value) < 100; };
  range.addEventListener("input", () => { box.value = range.value; show(); });
  box.addEventListener("input", () => { range.value = box.value; show(); });
  show();
}
