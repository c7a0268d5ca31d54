// The command palette: what is typed is looked up among one's jobs, people, acts and pages; Enter goes there.
import { Options, isComposing } from "./options.js";

const dialog = document.getElementById("palette");
const [field, status] = [dialog.querySelector("input"), dialog.querySelector("[role=status]")];
const model = dialog.querySelector("template").content.firstElementChild;
const options = new Options(field, dialog.querySelector("[role=listbox]"), (option) => location.assign(option.dataset.href));
const PAUSE_MS = 120;
let request = new AbortController();
let answered = Promise.resolve();

const optionOf = ({ icon, word, hint, href }) => {
  const option = model.cloneNode(true);
  option.querySelector("use").setAttribute("href", `#i-${icon}`);
  option.querySelector("b").textContent = word;
  option.querySelector("small").textContent = hint;
  option.dataset.href = href;
  return option;
};

const find = async (pause) => {
  request.abort();
  request = new AbortController();
  const { signal } = request;
  await new Promise((over) => setTimeout(over, pause));
  if (signal.aborted) return;
  try {
    const response = await fetch(`${dialog.dataset.from}?q=${encodeURIComponent(field.value)}`, { signal });
    if (response.redirected) location.reload(); // The session ended: the page leads to signing in.
    const { items } = await response.json();
    options.fill(items.map(optionOf));
    status.textContent = status.dataset.words.replace("{n}", items.length);
  } catch {
    if (signal.aborted) return;
    options.fill([]);
    status.textContent = status.dataset.failed;
  }
  status.classList.toggle("hide", Boolean(options.active));
};

const begin = (pause) => {
  answered = find(pause);
};
field.addEventListener("input", () => begin(PAUSE_MS));
field.addEventListener("keydown", async (event) => {
  if (isComposing(event) || options.move(event) || event.key !== "Enter") return;
  event.preventDefault();
  // What was typed last counts, not what was listed before; opening may ask once more while one types.
  for (let last; last !== answered; await last) last = answered;
  if (options.active) options.choose(options.active);
});
// Before and not after it is shown: what is typed at once would be selected, and replaced by the next letter.
dialog.addEventListener("beforetoggle", ({ newState }) => {
  if (newState === "open") field.select();
});
dialog.addEventListener("toggle", () => {
  if (dialog.open) begin(0);
});
