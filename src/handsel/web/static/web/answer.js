// Reply and correct without leaving the page: the composer takes the quote of the entry, and the focus.
const form = document.getElementById("composer");
const words = document.getElementById("id_words");
const draft = form.dataset.draft;
const answering = () => document.getElementById("answering");

/** Put the parts of an answer into the form; the draft is then that of this answer. */
const begin = (part, name) => {
  answering().replaceWith(part);
  form.dataset.draft = name;
  form.classList.add("open");
  form.classList.toggle("answering", part.childElementCount > 0);
  const sendAs = form.elements.milestone;
  if (sendAs) sendAs.value = "";
  form.dispatchEvent(new Event("answering"));
  words.focus();
};

/** The composer of the page that a link leads to; null where there is none. */
const composerAt = async (address) => {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok || response.redirected) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html").getElementById("composer");
};

const answer = async (link) => {
  const composer = await composerAt(link.href);
  if (!composer) return location.assign(link.href);
  const corrects = link.dataset.answers === "corrects";
  if (corrects || form.querySelector("[name=corrects]")?.value) words.value = composer.querySelector("#id_words").value;
  begin(document.adoptNode(composer.querySelector("#answering")), corrects ? composer.dataset.draft : draft);
  words.setSelectionRange(words.value.length, words.value.length);
};

const cancel = () => {
  if (form.querySelector("[name=corrects]")?.value) words.value = "";
  begin(Object.assign(document.createElement("div"), { id: "answering" }), draft);
};

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const [link, leaves] = [event.target.closest("a[data-answers]"), event.target.closest("a[data-cancels]")];
  // A correction begins with the words that it corrects: what is being written stays, and its own page has both.
  const covers = link?.dataset.answers === "corrects" && words.value.trim();
  if ((!link && !leaves) || covers || (leaves && !form.classList.contains("answering"))) return;
  event.preventDefault();
  if (link) answer(link);
  else cancel();
});
