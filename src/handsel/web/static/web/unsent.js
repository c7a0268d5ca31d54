// Home lists the drafts that this person has on this device, newest first: where each was typed, and its longest new text.
import { read, write } from "./draft-store.js";

const WORDS_MAX = 120;
const section = document.getElementById("unsent");
const [rows, row] = [section.querySelector("ul"), section.querySelector("template")];
const site = document.title.slice(document.title.indexOf(" · "));

const places = () => {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(`draft ${section.dataset.person} `));
  } catch {
    return [];
  }
};

const wordsOf = ({ from, values }) => {
  const isNew = (name) => typeof values[name] === "string" && values[name] !== from[name];
  const texts = Object.keys(values).filter(isNew).map((name) => values[name].trim());
  const longest = texts.reduce((long, text) => (text.length > long.length ? text : long), "");
  return longest.length > WORDS_MAX ? `${longest.slice(0, WORDS_MAX)}…` : longest;
};

const rowOf = (place, draft) => {
  const item = row.content.cloneNode(true);
  const title = draft.title.replace(site, "");
  Object.assign(item.querySelector("a"), { href: draft.page, textContent: title });
  item.querySelector("p").textContent = wordsOf(draft);
  item.querySelector("button > span").textContent = title;
  item.querySelector("button").addEventListener("click", () => {
    write(place);
    show();
    (rows.querySelector("button") ?? document.getElementById("main")).focus();
  });
  return item;
};

const show = () => {
  const drafts = places().map((place) => [place, read(place)]).filter(([, draft]) => draft.page);
  drafts.sort(([, one], [, other]) => other.at - one.at);
  rows.replaceChildren(...drafts.map(([place, draft]) => rowOf(place, draft)));
  section.hidden = drafts.length === 0;
};

// Also when the page comes back as it was left.
addEventListener("pageshow", show);
