// The only encodings of bytes and times that a record may use; others are refused. Nothing leaves this page.
const verify = {};

verify.Broken = class extends Error {};
verify.refuse = (why) => { throw new verify.Broken(why); };
// Run a reader; if it refuses, put the given words before its reason.
verify.within = (words, read) => {
  try {
    return read();
  } catch (error) {
    if (error instanceof verify.Broken) verify.refuse(words + error.message);
    throw error;
  }
};

verify.hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
verify.fromHex = (text) => {
  if (typeof text !== "string" || !/^[0-9a-f]{64}$/.test(text)) verify.refuse("something that should be 32 bytes in hexadecimal is not");
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
};
verify.fromBase64 = (text) => {
  let data = "";
  try { data = atob(text); } catch { /* what is none is refused below */ }
  if (btoa(data) !== text) verify.refuse("something that should be base64 is not");
  return Uint8Array.from(data, (letter) => letter.charCodeAt(0));
};
verify.hash = (text) => {
  const bytes = verify.fromBase64(text);
  if (bytes.length !== 32) verify.refuse("a hash has not 32 bytes");
  return bytes;
};
verify.utf8 = (text) => new TextEncoder().encode(text);
verify.text = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return verify.refuse("it is no text in UTF-8");
  }
};

// A time in UTC, to the second or the microsecond, as microseconds since 1970.
verify.instant = (text) => {
  const [, second, micro = "0"] = /^((?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{6}))?\+00:00$/.exec(typeof text === "string" ? text : "") ?? [];
  const at = Date.parse(`${second}Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== second) verify.refuse("a time in it is none");
  return BigInt(at) * 1000n + BigInt(micro);
};

verify.isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
verify.refuseOtherFields = (value, names, what) => {
  if (!verify.isObject(value) || JSON.stringify(Object.keys(value).sort()) !== JSON.stringify(names)) verify.refuse(`${what} has other fields than it should`);
};
