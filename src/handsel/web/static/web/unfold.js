// A link to a part that is folded opens it, also when the page is opened at it.
(() => {
  const unfold = () => {
    const part = document.getElementById(location.hash.slice(1));
    if (!(part instanceof HTMLDetailsElement)) return;
    part.open = true;
    part.querySelector("summary").focus();
  };
  addEventListener("hashchange", unfold);
  document.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="#"]')) setTimeout(unfold);
  });
  unfold();
})();
