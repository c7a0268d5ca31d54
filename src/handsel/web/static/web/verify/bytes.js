// Bytes, checksums, hashes and Merkle trees, for the checks of a record.
verify.joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
verify.same = (left, right) => left.length === right.length && left.every((byte, at) => byte === right[at]);
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
  if (!(index >= 0n && index < size)) return false;
  let place = index, last = size - 1n, hash = leaf;
  const half = () => { place /= 2n; last /= 2n; };
  for (const step of proof) {
    if (last === 0n) return false;
    if (place % 2n === 1n || place === last) {
      hash = await verify.nodeHash(step, hash);
      while (place % 2n === 0n && place !== 0n) half();
    } else {
      hash = await verify.nodeHash(hash, step);
    }
    half();
  }
  return last === 0n && verify.same(hash, root);
};

// The sum of a ZIP's members (CRC-32), byte by byte from a table.
verify.sums = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});
verify.crc = (bytes) => {
  let sum = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) sum = verify.sums[(sum ^ bytes[at]) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
};
