// Bytes, hashes and signed notes: what the checks of a record are made of. Nothing leaves this page.
const verify = {};

verify.Broken = class extends Error {};
verify.refuse = (why) => { throw new verify.Broken(why); };

verify.hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
verify.fromHex = (text) => {
  if (typeof text !== "string" || !/^([0-9a-f]{2})*$/.test(text)) verify.refuse("something that should be hexadecimal is not");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
};
verify.fromBase64 = (text) => {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return verify.refuse("something that should be base64 is not");
  }
};
verify.utf8 = (text) => new TextEncoder().encode(text);
verify.text = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return verify.refuse("something that should be text is not");
  }
};
verify.joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
verify.same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
verify.sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", verify.joined(...parts)));
verify.leafHash = (data) => verify.sha256(Uint8Array.of(0), data);
verify.nodeHash = (left, right) => verify.sha256(Uint8Array.of(1), left, right);

// RFC 8785: names in the order of UTF-16, numbers and strings as this language writes them.
verify.canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(verify.canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${verify.canonical(value[name])}`).join(",")}}`;
};

// RFC 9162, 2.1.3.2: whether a proof leads from a leaf to the root of a tree of that size.
verify.includes = async (leaf, index, size, proof, root) => {
  if (!(index >= 0 && index < size)) return false;
  let place = index, last = size - 1, found = leaf;
  const half = () => { place = Math.floor(place / 2); last = Math.floor(last / 2); };
  for (const step of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      found = await verify.nodeHash(step, found);
      while (place % 2 === 0 && place !== 0) half();
    } else {
      found = await verify.nodeHash(found, step);
    }
    half();
  }
  return last === 0 && verify.same(found, root);
};

// C2SP: a plain Ed25519 key is a log's (1); the other is a witness's, which signs with the time (4).
verify.key = async (text, algorithm = 1) => {
  const [, name, id, data] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)\s*$/.exec(text) ?? verify.refuse("the key is not an Ed25519 key as <name>+<id>+<base64>");
  const bytes = verify.fromBase64(data);
  const hash = await verify.sha256(verify.utf8(`${name}\n`), bytes);
  if (bytes.length !== 33 || verify.hex(hash.slice(0, 4)) !== id) verify.refuse("the key does not match its id");
  if (bytes[0] !== algorithm) verify.refuse(algorithm === 1 ? `${name} is not the key of a log` : `${name} is the key of a log, not of a witness`);
  return { name, id, text: text.trim(), public: bytes.slice(1) };
};

// C2SP signed-note: a text, an empty line, and lines of signatures.
verify.note = (text) => {
  const at = text.lastIndexOf("\n\n");
  if (at < 0) verify.refuse("a note has no signatures");
  const lines = text.slice(at + 2).trimEnd().split("\n").map((line) => /^— (\S+) (\S+)$/.exec(line));
  return { text: text.slice(0, at + 1), signatures: lines.filter(Boolean).map(([, name, data]) => ({ name, data: verify.fromBase64(data) })) };
};

verify.holds = async (key, signature, signed) => {
  const trusted = await crypto.subtle.importKey("raw", key.public, "Ed25519", false, ["verify"]).catch(() => verify.refuse(
    "this browser cannot check Ed25519 signatures; use handsel-verify, or a newer browser"));
  return crypto.subtle.verify("Ed25519", trusted, signature, verify.utf8(signed));
};
verify.linesOf = (note, key) => note.signatures.filter(({ name, data }) => name === key.name && verify.hex(data.slice(0, 4)) === key.id).map(({ data }) => data.slice(4));
verify.isSigned = async (note, key) => {
  for (const signature of verify.linesOf(note, key)) if (await verify.holds(key, signature, note.text)) return true;
  return false;
};

verify.checkpoint = (text) => {
  const [origin, size, root] = text.split("\n");
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size ?? "")) verify.refuse("the checkpoint has no size");
  return { origin, size: Number(size), root: verify.fromBase64(root ?? "") };
};
