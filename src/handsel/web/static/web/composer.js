// The composer: Ctrl+Enter sends, and pasted pictures are attached.
(() => {
  const form = document.getElementById("composer");
  const words = document.getElementById("id_words");
  const files = document.getElementById("id_attached");
  if (!form || !words || !files) return;

  // While an input method composes, its keys are its own; some browsers tell by the code 229 alone.
  words.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });

  words.addEventListener("paste", (event) => {
    const pictures = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!pictures.length) return;
    event.preventDefault();
    const all = new DataTransfer();
    for (const file of files.files) all.items.add(file);
    const stamp = new Date().toISOString().replace(/[-:]/g, "").slice(0, 15);
    pictures.forEach((file, n) => {
      const ending = file.type.split("/")[1].replace("+xml", "");
      all.items.add(new File([file], `pasted-${stamp}-${n + 1}.${ending}`, { type: file.type }));
    });
    files.files = all.files;
    files.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
