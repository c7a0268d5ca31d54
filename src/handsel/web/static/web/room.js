// An open Workroom: new entries load by themselves, and entries on the screen are marked read.
(() => {
  // Pages that load one after another share one heading for each day.
  const tidy = () => {
    let day = "";
    for (const heading of document.querySelectorAll("#record .day")) {
      if (heading.textContent === day) heading.remove();
      day = heading.textContent;
    }
  };
  document.body.addEventListener("htmx:afterSwap", tidy);

  const form = document.getElementById("reading");
  const news = document.getElementById("news");
  if (!form || !news) return;
  const POLL_MS = 15000;
  const DELAY_MS = 400;

  // Search results replace the record, and are not updated.
  const all = (what) => [...document.querySelectorAll(`#record[data-live] ${what}`)];
  const numberOf = (entry) => Number(entry.id.slice(1));
  const newest = () => Math.max(0, ...all(".entry").map(numberOf));

  // Ask for new entries when the stream says so, and at intervals without a stream.
  let streams = false;
  const ask = () => htmx.trigger(news, "ask");
  document.body.addEventListener("htmx:sseOpen", () => {
    streams = true;
  });
  document.body.addEventListener("htmx:sseError", () => {
    streams = false;
  });
  setInterval(() => {
    if (!streams) ask();
  }, POLL_MS);
  news.addEventListener("htmx:beforeRequest", (event) => {
    if (!newest()) event.preventDefault();
  });
  news.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.after = newest();
  });
  news.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.responseText.includes('class="heard"')) event.detail.shouldSwap = false;
  });

  // Place what came: the receipt under its entry, a sentence for screen readers.
  const place = (part) => {
    const receipt = part.querySelector(".receipt");
    const under = receipt && document.getElementById(`r${receipt.dataset.under}`);
    if (receipt) for (const old of all(".entry .receipt")) old.remove();
    if (under) under.append(receipt);
    const sentence = part.querySelector("p:not(.receipt)").textContent.trim();
    if (sentence) document.getElementById("heard").textContent = sentence;
    part.remove();
    if ("more" in part.dataset) ask();
  };

  // Mark as read what was on the screen while the page was visible.
  let read = Number(form.dataset.seen);
  let seen = read;
  let timer = 0;
  const sendRead = async () => {
    timer = 0;
    if (seen <= read || document.hidden) return;
    form.elements.number.value = seen;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
    }).catch(() => null);
    if (answer?.status === 204) read = Math.max(read, seen);
  };
  const schedule = () => {
    if (!timer && seen > read && !document.hidden) timer = setTimeout(sendRead, DELAY_MS);
  };
  const observer = new IntersectionObserver((changes) => {
    for (const change of changes) {
      if (change.isIntersecting) seen = Math.max(seen, numberOf(change.target));
    }
    schedule();
  });
  document.addEventListener("visibilitychange", schedule);

  const update = () => {
    for (const part of all(".heard")) place(part);
    for (const entry of all(".entry:not([data-watched])")) {
      entry.dataset.watched = "";
      observer.observe(entry);
    }
  };
  document.body.addEventListener("htmx:afterSwap", update);
  update();
})();
