// A confirmation that is open keeps Tab within; the browser gives it the focus, and takes it back after Escape.
// One that was sent back with an error stands open without a script; here it becomes a popover like the others.
(() => {
  const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const box of document.querySelectorAll(".lightbox[role=dialog]:not([popover])")) {
    box.popover = "auto";
    box.showPopover();
  }
  for (const box of document.querySelectorAll(".lightbox[popover]")) box.ariaModal = "true";

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const box = event.key === "Tab" && document.querySelector(".lightbox:popover-open");
    if (!box) return;
    const stops = [...box.querySelectorAll(STOPS)].filter((each) => !each.disabled && each.checkVisibility());
    const [first, last, at] = [stops[0], stops.at(-1), document.activeElement];
    const leaves = event.shiftKey ? at === first || at === box : at === last;
    if (!leaves && box.contains(at)) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  });
})();
