// The timer that runs, in the bar of every page: how long, and a sign of life each minute, without which the site stops it.
(() => {
  const BEAT_MS = 60_000;
  const SECOND_MS = 1_000;
  const LONGEST = 24 * 60;
  const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const chip = document.getElementById("timer");
  const remembered = cookie("timer");
  if (!chip || !remembered) return;
  const label = chip.querySelector("[data-timer]");
  let since = Number(remembered.split(".")[1]) * SECOND_MS;
  let beats;

  const show = () => {
    const minutes = Math.max(0, Math.floor((Date.now() - since) / BEAT_MS));
    if (minutes >= LONGEST) return; // A clock is wrong: the site says how long.
    const hours = Math.floor(minutes / 60), rest = minutes % 60;
    const length = [hours && `${hours} h`, (rest || !hours) && `${rest} min`].filter(Boolean).join(" ");
    for (const place of document.querySelectorAll("[data-timer]")) place.textContent = length;
  };
  const beat = async () => {
    try {
      const answer = await fetch(chip.dataset.beat, { method: "POST", headers: { "X-CSRFToken": cookie("csrftoken") } });
      if (!answer.ok) return;
      const state = await answer.json();
      if (state.running) {
        since = Date.now() - state.seconds * SECOND_MS;
        show();
      } else {
        clearInterval(beats);
        label.textContent = chip.dataset.stopped;
        chip.classList.add("bad");
      }
    } catch {
      /* The site is away: it is asked again within a minute. */
    }
  };

  show();
  chip.hidden = false;
  beats = setInterval(beat, BEAT_MS);
  beat();
  document.addEventListener("visibilitychange", () => document.hidden || chip.matches(".bad") || beat());
})();
