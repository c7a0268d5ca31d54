// Keys, signed notes and checkpoints (C2SP signed-note, tlog-checkpoint), read as strictly as handsel-verify does.
verify.UNPRINTED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufeff]/;

// A plain Ed25519 key is a log's (1); the other is a witness's, which signs with the time (4).
verify.key = async (text, algorithm = 1) => {
  const [, name, id, data] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)\n?$/.exec(text) ?? [];
  const bytes = name ? verify.fromBase64(data) : [];
  if (verify.UNPRINTED.test(text) || bytes.length !== 33 || ![1, 4].includes(bytes[0])) verify.refuse("the key is not an Ed25519 key as <name>+<id>+<base64>");
  const hash = await verify.sha256(verify.utf8(`${name}\n`), bytes);
  if (verify.hex(hash.slice(0, 4)) !== id) verify.refuse("the key does not match its id");
  if (bytes[0] !== algorithm) verify.refuse(algorithm === 1 ? `${name} is not the key of a log` : `${name} is the key of a log, not of a witness`);
  return { name, id, text: text.trim(), public: bytes.slice(1) };
};

// A text, an empty line, and a signature on each line below it.
verify.note = (text) => {
  if (verify.utf8(text).length > 64 * 1024) verify.refuse("the note is longer than 65,536 bytes");
  const at = text.lastIndexOf("\n\n");
  if (at < 0 || !text.slice(at + 2).endsWith("\n")) verify.refuse("the note has no signatures under an empty line");
  if (verify.UNPRINTED.test(text)) verify.refuse("the note has a letter that no note has");
  return { text: text.slice(0, at + 1), signatures: text.slice(at + 2, -1).split("\n").map(verify.signature) };
};
verify.signature = (line) => {
  const [, name, written] = /^— ([^+\s]+) (\S+)$/.exec(line) ?? verify.refuse("a line under the note is no signature");
  const data = verify.fromBase64(written);
  if (data.length <= 4) verify.refuse("a signature under the note is empty");
  return { name, data };
};

// Points, without their sign, for which anybody can sign; what is not below the prime stands for two (RFC 8032, 5.1.3).
verify.WEAK = ["00".repeat(32), `01${"00".repeat(31)}`, `ec${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"];
verify.isStrong = (point) => {
  const text = verify.hex(point.map((byte, place) => (place === 31 ? byte & 0x7f : byte)));
  return !verify.WEAK.includes(text) && !/^(e[def]|f.)(ff){30}7f$/.test(text);
};

verify.holds = async (key, signature, signed) => {
  if (!verify.isStrong(key.public) || !verify.isStrong(signature.slice(0, 32))) return false;
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
  const [origin, size, root, ...more] = text.split("\n");
  if (!origin || !more.length || !/^(0|[1-9][0-9]{0,18})$/.test(size)) verify.refuse("the checkpoint has no origin and size");
  return { origin, size: BigInt(size), root: verify.hash(root) };
};

// A note with the checkpoint that a house signed for its own log.
verify.signedCheckpoint = async (text, key) => {
  const note = verify.note(text), checkpoint = verify.checkpoint(note.text);
  if (!await verify.isSigned(note, key)) verify.refuse("the checkpoint is not signed with the site’s key");
  if (checkpoint.origin !== key.name) verify.refuse(`the checkpoint is one of ${checkpoint.origin}, the key is one of ${key.name}`);
  return { note, ...checkpoint };
};
