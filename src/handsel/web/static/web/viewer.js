// Screenshots of a day, one after the other at full size: arrow keys and the filmstrip walk, Escape closes.
// Without a script each is a link to its picture.
(() => {
  const viewer = document.getElementById("viewer");
  if (!viewer?.showPopover) return;
  const part = (name) => viewer.querySelector(`[data-${name}]`);
  const strip = viewer.querySelector(".filmstrip");
  const frames = () => [...document.querySelectorAll(".shots a.frame[data-title]")];
  let shown = "";

  const show = (frame) => {
    if (!frame) return;
    shown = frame.id;
    const small = frame.querySelector("img");
    const picture = new Image();
    picture.alt = small.alt;
    picture.src = frame.href;
    part("screen").replaceChildren(picture);
    viewer.querySelector("h2").textContent = frame.dataset.title;
    part("memo").textContent = frame.closest(".shift").querySelector(".hint").textContent;
    const activity = frame.closest("li").querySelector(".activity");
    const words = document.createElement("span");
    words.className = "hint";
    words.textContent = activity?.getAttribute("aria-label") ?? "";
    const bars = activity?.cloneNode(true);
    if (bars) bars.ariaHidden = "true";
    part("activity").replaceChildren(...(bars ? [bars, words] : []));
    const deletion = part("delete");
    deletion.hidden = !frame.dataset.deletion;
    deletion.href = frame.dataset.deletion;
    place();
  };

  // The filmstrip has the thumbnails of the page, and marks the one that is shown.
  const place = () => {
    const all = frames();
    strip.replaceChildren(
      ...all.map((frame) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "frame";
        button.dataset.frame = frame.id;
        if (frame.id === shown) button.ariaCurrent = "true";
        button.append(frame.querySelector("img").cloneNode());
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
    strip.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    const at = all.findIndex((frame) => frame.id === shown);
    for (const button of viewer.querySelectorAll("[data-step]")) {
      button.ariaDisabled = all[at + Number(button.dataset.step)] ? null : "true";
    }
  };

  const step = (by) => {
    const all = frames();
    show(all[all.findIndex((frame) => frame.id === shown) + by]);
  };

  document.addEventListener("click", (event) => {
    const frame = event.target.closest("a.frame[data-title]");
    if (!frame || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(frame);
    viewer.showPopover();
    viewer.focus();
  });
  viewer.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step], [data-frame]");
    if (button?.dataset.step) step(Number(button.dataset.step));
    if (button?.dataset.frame) {
      const chosen = button.dataset.frame;
      show(document.getElementById(chosen));
      strip.querySelector("[aria-current]")?.focus({ preventScroll: true });
    }
  });
  viewer.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    step(by);
    if (!viewer.contains(document.activeElement)) viewer.focus();
  });
  viewer.addEventListener("toggle", (event) => {
    if (event.newState === "closed") document.getElementById(shown)?.focus();
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    if (viewer.matches(":popover-open")) place();
  });
})();
