// Options under a field in which somebody types: one is active, by arrow keys or the mouse (ARIA combobox pattern).
export class Options {
  /** `choose(option)` gets the element that was picked, by Enter or by a click. */
  constructor(field, list, choose) {
    Object.assign(this, { field, list, choose, active: null });
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // The focus stays in the field.
    list.addEventListener("pointermove", (event) => this.activate(this.optionOf(event)));
    list.addEventListener("click", (event) => {
      const option = this.optionOf(event);
      if (option) this.choose(option);
    });
  }

  optionOf(event) { return event.target.closest("[role=option]"); }

  /** Show these elements as the options; the first is active. */
  fill(elements) {
    for (const [place, element] of elements.entries()) element.id = `${this.list.id}-${place}`;
    this.list.replaceChildren(...elements);
    this.list.hidden = !elements.length;
    if (this.field.role === "combobox") this.field.ariaExpanded = String(elements.length > 0);
    this.active = null;
    this.field.removeAttribute("aria-activedescendant");
    this.activate(elements[0]);
  }

  activate(option) {
    if (!option || option === this.active) return;
    for (const other of this.list.children) other.ariaSelected = String(other === option);
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
    this.active = option;
  }

  /** Move by an arrow key; whether the key was one. */
  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.active) return false;
    event.preventDefault();
    const all = [...this.list.children];
    this.activate(all.at((all.indexOf(this.active) + step) % all.length));
    return true;
  }
}

/** Whether an input method is composing, whose keys are its own; some browsers tell by the code 229 alone. */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
/** Whether a name, or a later word of it, begins so. */
export const isMeant = (name, typed) => ` ${folded(name)}`.includes(` ${folded(typed)}`);
/** Whether both are one name. */
export const isSame = (name, typed) => folded(name) === folded(typed);
/** The name on an option. */
export const nameOf = (option) => option.querySelector("b").textContent;
