// A message after an act has the focus, so that it is read out; it goes away by a click or after a while.
// What went wrong stays until it is dismissed.
(() => {
  const SHOWN_MS = 15_000;
  const toasts = [...document.querySelectorAll("#toasts .toast")];
  for (const toast of toasts) {
    const close = () => {
      if (toast.contains(document.activeElement)) document.querySelector("main").focus({ preventScroll: true });
      toast.remove();
    };
    toast.querySelector("button").addEventListener("click", close);
    const closeUnlessRead = () => (toast.matches(":hover, :focus-within") ? setTimeout(closeUnlessRead, SHOWN_MS) : close());
    if (!toast.matches(".bad")) setTimeout(closeUnlessRead, SHOWN_MS);
  }
  // The address may end in #main, which the browser focuses once the page has loaded.
  addEventListener("load", () => requestAnimationFrame(() => (document.querySelector("#toasts .bad") ?? toasts[0])?.focus({ preventScroll: true })));
})();
