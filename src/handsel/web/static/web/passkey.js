// Passkeys: a form with `data-passkey` (create or get) asks the device when it is sent, and takes its answer
// along. The options are in `data-options`, or at the address in `data-options-from`.

const FORM = "form[data-passkey]";

const bytes = (text) => {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
};

const text = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const withBytes = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

/** The options as the browser takes them: the site writes bytes as base64url. */
const readable = (options) => {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  key.excludeCredentials = withBytes(key.excludeCredentials);
  key.allowCredentials = withBytes(key.allowCredentials);
  return { publicKey: key };
};

/** The answer of the device as JSON. */
const written = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
};

const optionsOf = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The site answered ${answer.status}.`);
  return (await answer.json()).request_options;
};

/** Say in the form that it did not work; the person may have cancelled, so nothing more is known. */
const fail = (form) => {
  const words = form.querySelector("[data-passkey-failed]");
  words.hidden = false;
  words.focus();
};

const send = async (form) => {
  const input = form.querySelector("[data-credential]");
  const button = form.querySelector("button:not([type=button])");
  button.disabled = true;
  form.querySelector("[data-passkey-failed]").hidden = true;
  try {
    const options = readable(await optionsOf(form));
    input.value = written(await navigator.credentials[form.dataset.passkey](options));
    form.submit();
  } catch {
    button.disabled = false;
    fail(form);
  }
};

document.addEventListener("submit", (event) => {
  if (!event.target.matches(FORM)) return;
  event.preventDefault();
  send(event.target);
});

/* Whoever comes back to a page that was kept can press its button again. */
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll(`${FORM} button`)) button.disabled = false;
});

/* Where the browser knows no passkeys, nothing offers them. */
if (!window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkeys-only]")) part.hidden = true;
  for (const part of document.querySelectorAll("[data-no-passkeys]")) part.hidden = false;
}
