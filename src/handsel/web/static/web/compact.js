// Forms that are small until they are used, and the proof of the entry that a phone was opened at.
(() => {
  // Once used, a form stays as large as it is: nothing below it may move away from under a finger.
  for (const form of document.querySelectorAll("form.compact")) {
    const open = () => form.classList.add("open");
    form.addEventListener("focusin", open);
    if (form.id === "composer") document.addEventListener("dragenter", open);
    if (location.hash === "#say" && form.id === "composer") open();
  }

  // Beside the record there is no room on a phone: the proof goes beneath its entry.
  const proof = document.getElementById("proof");
  const entry = document.querySelector(".entry.chosen");
  if (proof && entry && !matchMedia("(min-width: 64rem)").matches) entry.after(proof);
})();
