// What depends on the chosen policy follows the choice: `data-words` names the words that its option carries.
const policy = document.querySelector("select[name=policy]");

const show = () => {
  for (const place of document.querySelectorAll("[data-words]")) {
    place.textContent = policy.selectedOptions[0].dataset[place.dataset.words];
  }
};
if (policy) {
  policy.addEventListener("input", show);
  show();
}
