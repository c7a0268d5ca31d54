// Drafts on this device (web/draft.js writes them) go when the site has taken their form, after a week, and at sign-out.
(() => {
  const DAY_MS = 24 * 60 * 60 * 1000;
  const DAYS_MAX = 7;
  const ACCEPTED = "accepted_draft";

  const names = () => Object.keys(localStorage).filter((name) => name.startsWith("draft "));
  const isOld = (name) => {
    try {
      return !(JSON.parse(localStorage.getItem(name)).at > Date.now() - DAYS_MAX * DAY_MS);
    } catch {
      return true;
    }
  };
  const forget = (which) => {
    try {
      for (const name of names().filter(which)) localStorage.removeItem(name);
    } catch {
      /* No storage here, so there is nothing to delete. */
    }
  };

  forget(isOld);
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith(`${ACCEPTED}=`));
  if (cookie) {
    const accepted = decodeURIComponent(cookie.slice(ACCEPTED.length + 1));
    forget((name) => name === `draft ${accepted}`);
    document.cookie = `${ACCEPTED}=; path=/; max-age=0; samesite=lax`;
  }
  document.addEventListener("submit", (event) => {
    const person = event.target.dataset.signsOut;
    if (person) forget((name) => name.startsWith(`draft ${person} `));
  });
})();
