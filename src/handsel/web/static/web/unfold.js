// A link to a part that is folded, or to something in it, opens it, also when the page is opened there.
(() => {
  const unfold = () => {
    const part = document.getElementById(location.hash.slice(1));
    const folded = part?.closest("details");
    if (!folded) return;
    folded.open = true;
    if (folded === part) part.querySelector("summary").focus();
    else part.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  document.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="#"]')) setTimeout(unfold);
  });
  unfold();
})();
