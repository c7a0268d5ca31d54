// Keys for every page: / focuses search, Ctrl+K opens the palette, ? lists the keys. None while somebody types.
(() => {
  const [palette, keys] = [document.getElementById("palette"), document.getElementById("keys")];
  const single = keys.querySelector("[name=single]");
  const OFF = "keys off";
  const TYPED_IN = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable]";
  const store = (act) => {
    try {
      return act(localStorage);
    } catch {
      return null; // A browser may refuse storage: the choice then holds for this page.
    }
  };
  single.checked = !store((storage) => storage.getItem(OFF));
  single.addEventListener("change", () => {
    store((storage) => (single.checked ? storage.removeItem(OFF) : storage.setItem(OFF, "1")));
  });

  const open = (dialog) => {
    for (const menu of document.querySelectorAll(":popover-open")) menu.hidePopover();
    dialog.showModal();
  };
  const search = () => {
    const fields = [...document.querySelectorAll("[role=search] input[type=search]")];
    const field = fields.find((shown) => shown.checkVisibility());
    if (field) field.select();
    field ? field.focus() : open(palette);
  };
  const KEYS = { "/": search, "?": () => open(keys) };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.repeat) return;
    // For a moment after a dialog was closed, its hidden field still has the keys.
    if (event.target.closest?.(TYPED_IN)?.checkVisibility() || document.querySelector(":modal, .lightbox:popover-open")) return;
    const commands = event.ctrlKey || event.metaKey;
    const act = commands ? event.key.toLowerCase() === "k" && (() => open(palette)) : single.checked && KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  for (const button of document.querySelectorAll("[data-opens]")) {
    button.addEventListener("click", () => open(document.getElementById(button.dataset.opens)));
  }
  for (const dialog of [palette, keys]) {
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
})();
