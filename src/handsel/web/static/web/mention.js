// After an @ in the composer, the names of those in the job: arrow keys and Enter or Tab, or a click, complete one.
import { Options, isComposing, isMeant, isSame, nameOf } from "../ui/options.js";

const words = document.getElementById("id_words");
const list = document.getElementById("mentions");
const people = [...list.children];
const BEGUN = /(?:^|[^\p{L}\p{N}_@])@([\p{L}\p{M}\p{N}.'’-][\p{L}\p{M}\p{N}.'’ -]*|)$/u;

/** What is typed after the last @, up to the caret; null outside a mention. */
const begun = () => words.value.slice(0, words.selectionStart).match(BEGUN)?.[1] ?? null;

const options = new Options(words, list, (option) => {
  const end = words.selectionStart;
  words.setRangeText(`${nameOf(option)} `, end - begun().length, end, "end");
  options.fill([]);
  words.dispatchEvent(new Event("input", { bubbles: true }));
});
options.fill([]);

const offer = () => {
  const typed = begun();
  const meant = typed === null ? [] : people.filter((option) => isMeant(nameOf(option), typed));
  const isWhole = meant.length === 1 && isSame(nameOf(meant[0]), typed.trim());
  options.fill(isWhole ? [] : meant);
};

words.addEventListener("input", (event) => {
  if (!event.isComposing) offer();
});
words.addEventListener("blur", () => options.fill([]));
words.addEventListener("keydown", (event) => {
  if (isComposing(event) || !options.active || event.ctrlKey || event.metaKey) return;
  if (options.move(event)) return;
  if (event.key === "Escape") options.fill([]);
  else if (["Enter", "Tab"].includes(event.key) && !event.shiftKey) options.choose(options.active);
  else return;
  event.preventDefault();
});
