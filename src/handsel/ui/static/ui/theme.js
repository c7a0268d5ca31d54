// The theme that somebody chose on this device. It is set before the page is painted, so this script is not deferred.
(() => {
  const KEY = "theme";
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // A browser may refuse storage: the page then follows the system.
    }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  const keep = (theme) => {
    try {
      if (theme === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // The choice holds for this page.
    }
    apply(theme);
  };
  apply(stored());
  addEventListener("storage", (event) => event.key === KEY && apply(event.newValue));
  addEventListener("DOMContentLoaded", () => {
    const choice = document.querySelector("#theme");
    if (!choice) return;
    choice.hidden = false;
    choice.elements.theme.value = document.documentElement.dataset.theme ?? "system";
    choice.addEventListener("change", () => keep(choice.elements.theme.value));
  });
})();
