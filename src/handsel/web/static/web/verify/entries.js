// Entries: parsing them, and finding their faults as handsel-verify does.
verify.ENTRY_MOST = 2 ** 24;

verify.sealed = (value) => {
  verify.refuseOtherFields(value, ["content", "hash", "header", "leaf", "salt"], "it");
  const { header, content, salt, leaf } = value;
  verify.refuseOtherFields(header, ["actor", "at", "chain", "commitment", "id", "kind", "number", "previous"], "its header");
  if (typeof header.number !== "number" || typeof header.kind !== "string") verify.refuse("its header has other fields than it should");
  for (const name of ["id", "chain", "actor"]) {
    if (typeof header[name] !== "string" || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(header[name])) verify.refuse("something that should be an identifier is not");
  }
  for (const name of ["previous", "commitment"]) verify.fromHex(header[name]);
  const at = verify.instant(header.at);
  if ((content !== null && !verify.isObject(content)) || (salt === null) !== (content === null)) verify.refuse("its content and salt do not go together");
  return { header, content, at, stated: value.hash, salt: salt === null ? null : verify.fromHex(salt), hash: verify.fromHex(value.hash), place: verify.placeOf(leaf) };
};

verify.placeOf = (leaf) => {
  if (leaf === null) return null;
  verify.refuseOtherFields(leaf, ["index", "proof", "salt"], "its place in the log");
  if (typeof leaf.index !== "number" || !Array.isArray(leaf.proof) || leaf.proof.length > 64) verify.refuse("its place in the log is none");
  return { index: BigInt(leaf.index), salt: verify.fromHex(leaf.salt), proof: leaf.proof.map(verify.hash) };
};

// The lines of a bundle: one entry each.
verify.lines = function* lines(bytes) {
  for (let at = 0, place = 1; at < bytes.length; place += 1) {
    const end = bytes.indexOf(10, at), line = bytes.subarray(at, end < 0 ? bytes.length : end + 1);
    yield verify.within(`entry ${place}: `, () => {
      if (line.length > verify.ENTRY_MOST) verify.refuse("it is longer than 16,777,216 bytes");
      const sealed = verify.within("it is not written as an entry: ", () => verify.sealed(verify.json(line)));
      return end < 0 ? verify.refuse("its line does not end") : sealed;
    });
    at += line.length;
  }
};

verify.filesIn = (value) => {
  if (value === null || typeof value !== "object") return [];
  const own = !Array.isArray(value) && typeof value.sha256 === "string" && "size" in value ? [[value.sha256, String(value.name ?? "")]] : [];
  return [...own, ...Object.values(value).flatMap(verify.filesIn)];
};

// The faults of one entry, given its place and the hash before it (null: not checked).
verify.entryFaults = async (sealed, checkpoint, place, before) => {
  const { header, content, salt, hash } = sealed;
  const faults = [];
  if (place !== null && header.number !== place) faults.push(`carries number ${header.number}`);
  if (before !== null && header.previous !== before) faults.push("does not point at the entry before it");
  if (!verify.same(await verify.leafHash(verify.utf8(verify.canonical(header))), hash)) faults.push("its header does not match its hash");
  if (content !== null && verify.hex(await verify.sha256(salt, verify.utf8(verify.canonical(content)))) !== header.commitment) {
    faults.push("its content does not match its commitment");
  }
  if (sealed.place === null) return faults;
  const { index, proof } = sealed.place;
  const leaf = await verify.leafHash(await verify.sha256(sealed.place.salt, hash));
  if (!await verify.includes(leaf, index, checkpoint.size, proof, checkpoint.root)) faults.push("its proof does not lead to the signed checkpoint");
  return faults;
};
