// Under the field of whom a job goes to, the people worked with before: arrow keys and Enter, or a click, choose one.
import { Options, isComposing, isMeant, isSame, nameOf } from "../ui/options.js";

const list = document.getElementById("people");
const field = document.querySelector(`[data-options=${list.id}]`);
const people = [...list.children];

const options = new Options(field, list, (option) => {
  field.value = nameOf(option);
  options.fill([]);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
const offer = () => {
  const meant = people.filter((option) => isMeant(nameOf(option), field.value.trim()));
  options.fill(meant.some((option) => isSame(nameOf(option), field.value.trim())) ? [] : meant);
};

field.removeAttribute("list");
Object.assign(field, { role: "combobox", ariaAutoComplete: "list" });
field.setAttribute("aria-controls", list.id);
options.fill([]);

field.addEventListener("input", (event) => {
  if (!event.isComposing && document.activeElement === field) offer();
});
field.addEventListener("click", offer);
field.addEventListener("blur", () => options.fill([]));
field.addEventListener("keydown", (event) => {
  if (isComposing(event) || options.move(event)) return;
  if (event.key === "ArrowDown") offer();
  else if (event.key === "Escape") options.fill([]);
  else if (event.key === "Enter" && options.active) options.choose(options.active);
  else return;
  event.preventDefault();
});
