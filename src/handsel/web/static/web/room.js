// The Workroom while it is open: new entries come by themselves, and what is seen is noted as read.
(() => {
  // Pages and news that are put together have one heading a day.
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
  const ASK_MS = 15000;
  const REST_MS = 400;

  // A search puts other entries in the record's place, which are not kept up to date.
  const all = (what) => [...document.querySelectorAll(`#record[data-live] ${what}`)];
  const numberOf = (entry) => Number(entry.id.slice(1));
  const newest = () => Math.max(0, ...all(".entry").map(numberOf));

  // Asking for news: when the stream says so, and now and then where there is none.
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
  }, ASK_MS);
  news.addEventListener("htmx:beforeRequest", (event) => {
    if (!newest()) event.preventDefault();
  });
  news.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.after = newest();
  });
  news.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.responseText.includes('class="heard"')) event.detail.shouldSwap = false;
  });

  // Putting news in its place: the receipt under its entry, one sentence said aloud.
  const hear = (heard) => {
    const receipt = heard.querySelector(".receipt");
    const under = receipt && document.getElementById(`r${receipt.dataset.under}`);
    if (receipt) for (const old of all(".entry .receipt")) old.remove();
    if (under) under.append(receipt);
    const said = heard.querySelector("p:not(.receipt)").textContent.trim();
    if (said) document.getElementById("heard").textContent = said;
    heard.remove();
    if ("more" in heard.dataset) ask();
  };

  // Reading: what has been on the screen of somebody who looks.
  let read = Number(form.dataset.seen);
  let seen = read;
  let resting = 0;
  const note = async () => {
    resting = 0;
    if (seen <= read || document.hidden) return;
    form.elements.number.value = seen;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
    }).catch(() => null);
    if (answer?.status === 204) read = Math.max(read, seen);
  };
  const later = () => {
    if (!resting && seen > read && !document.hidden) resting = setTimeout(note, REST_MS);
  };
  const eyes = new IntersectionObserver((sights) => {
    for (const sight of sights) {
      if (sight.isIntersecting) seen = Math.max(seen, numberOf(sight.target));
    }
    later();
  });
  document.addEventListener("visibilitychange", later);

  const look = () => {
    for (const heard of all(".heard")) hear(heard);
    for (const entry of all(".entry:not([data-watched])")) {
      entry.dataset.watched = "";
      eyes.observe(entry);
    }
  };
  document.body.addEventListener("htmx:afterSwap", look);
  look();
})();
