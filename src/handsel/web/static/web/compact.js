// Forms that expand when used, and on phones the proof of the linked entry.
(() => {
  // Once expanded, a form stays so: nothing below it may move away from under a finger.
  for (const form of document.querySelectorAll("form.compact")) {
    const open = () => form.classList.add("open");
    form.addEventListener("focusin", open);
    if (form.id === "composer") document.addEventListener("dragenter", open);
    if (location.hash === "#say" && form.id === "composer") open();
  }

  // A phone has no room beside the record: the proof goes below its entry.
  const proof = document.getElementById("proof");
  const entry = document.querySelector(".entry.chosen");
  if (proof && entry && !matchMedia("(min-width: 64rem)").matches) entry.after(proof);
})();
