// Blocks of a timesheet: Shift selects all between two, buttons select those of a day or of what they were for,
// and the form says what freezes and what is still paid.
for (const form of document.querySelectorAll("form[data-blocks]")) {
  const boxes = [...form.querySelectorAll("input[name=block]")];
  let last = null;
  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last) selectBetween(boxes, last, box);
      last = box;
    });
  }
  // A restored draft ticks boxes too, without a click.
  form.addEventListener("input", () => showTotals(form, boxes));
  for (const button of form.querySelectorAll("[data-select]")) {
    button.addEventListener("click", () => {
      const checks = !areChecked(boxesOf(button, boxes));
      for (const box of boxesOf(button, boxes)) box.checked = checks;
      showTotals(form, boxes);
    });
  }
  showTotals(form, boxes);
}

/** The boxes of the blocks that a button names. */
function boxesOf(button, boxes) {
  const numbers = new Set(button.dataset.select.split(" "));
  return boxes.filter((box) => numbers.has(box.value));
}

/** Whether all of them are checked. */
function areChecked(boxes) {
  return boxes.every((box) => box.checked);
}

/** Give every block between two the state of the second. */
function selectBetween(boxes, first, second) {
  const [from, to] = [boxes.indexOf(first), boxes.indexOf(second)].sort((a, b) => a - b);
  for (const box of boxes.slice(from, to + 1)) box.checked = second.checked;
}

/** Say what the selected blocks cost, and what is left of the timesheet. */
function showTotals(form, boxes) {
  const money = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: form.dataset.currency });
  const unit = 10 ** money.resolvedOptions().maximumFractionDigits;
  const picked = boxes.filter((box) => box.checked).reduce((sum, box) => sum + Number(box.dataset.minor), 0);
  for (const place of form.querySelectorAll("[data-picked]")) place.textContent = money.format(picked / unit);
  for (const place of form.querySelectorAll("[data-left]")) place.textContent = money.format((form.dataset.open - picked) / unit);
  for (const button of form.querySelectorAll("[data-select]")) {
    button.setAttribute("aria-pressed", areChecked(boxesOf(button, boxes)));
  }
  const total = form.querySelector("[data-total]");
  if (total) total.hidden = picked === 0;
}
