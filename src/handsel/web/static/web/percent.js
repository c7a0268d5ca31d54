// A slider and its number field stay in step; at 100% a note shows, and the button says what it delivers.
const send = document.querySelector("button[data-delivers]");
const plain = send?.textContent;

for (const range of document.querySelectorAll("input[data-pair]")) {
  const box = document.getElementById(range.dataset.pair);
  const note = range.closest(".progress").querySelector("[data-at]");
  const show = () => { note.hidden = Number(box.value) < 100; nameButton(); };
  range.addEventListener("input", () => { box.value = range.value; show(); });
  box.addEventListener("input", () => { range.value = box.value; show(); });
  show();
}

/** Name on the button the milestones that it delivers. */
function nameButton() {
  const delivered = [...document.querySelectorAll("[data-at]:not([hidden])")].map((note) => note.dataset.milestone);
  const listed = new Intl.ListFormat(document.documentElement.lang).format(delivered);
  const words = delivered.length > 1 ? send.dataset.deliversMany : send.dataset.delivers;
  send.textContent = delivered.length ? words.replace("{n}", listed) : plain;
}
