// Checking entries, bundles and files, as handsel-verify does; what is wrong is named in a sentence.
verify.commitment = (salt, content) => verify.sha256(salt, verify.utf8(verify.canonical(content)));

verify.filesIn = (value) => {
  if (value === null || typeof value !== "object") return [];
  const own = !Array.isArray(value) && typeof value.sha256 === "string" && "size" in value ? [[value.sha256, String(value.name ?? "")]] : [];
  return [...own, ...Object.values(value).flatMap(verify.filesIn)];
};

// What is wrong with one entry, given the place and the hash before it (null: as it says itself).
verify.entryFaults = async (entry, checkpoint, place, before) => {
  const { header, content, salt, leaf } = entry;
  const hash = verify.fromHex(entry.hash);
  const faults = [];
  if (place !== null && header.number !== place) faults.push(`carries number ${header.number}`);
  if (before !== null && header.previous !== before) faults.push("does not point at the entry before it");
  if (!verify.same(await verify.leafHash(verify.utf8(verify.canonical(header))), hash)) faults.push("its header does not match its hash");
  if (content !== null && verify.hex(await verify.commitment(verify.fromHex(salt), content)) !== header.commitment) {
    faults.push("its content does not match its commitment");
  }
  if (leaf === null) return faults;
  const data = await verify.sha256(verify.fromHex(leaf.salt), hash);
  const proof = leaf.proof.map(verify.fromBase64);
  if (!await verify.includes(await verify.leafHash(data), leaf.index, checkpoint.size, proof, checkpoint.root)) {
    faults.push("its proof does not lead to the signed checkpoint");
  }
  return faults;
};

verify.signedCheckpoint = async (text, key) => {
  const note = verify.note(text);
  if (!await verify.isSigned(note, key)) verify.refuse("the checkpoint is not signed with the house’s key");
  return { note, ...verify.checkpoint(note.text) };
};

// How old an entry may be without being in the log; the house promises a minute.
const LATE_MS = 60 * 60 * 1000;

// A bundle: the house's word for the manifest, every member, the whole chain, every file.
verify.bundle = async (zip, report, progress) => {
  const text = async (name) => verify.text(await zip.read(name));
  const key = await verify.key(await text("key.txt"));
  const checkpoint = await verify.signedCheckpoint(await text("checkpoint.txt"), key);
  const manifest = await zip.read("manifest.json");
  const said = verify.note(await text("statement.txt"));
  const expected = `${key.name} bundle\n${verify.hex(await verify.sha256(manifest))}\n`;
  if (said.text !== expected || !await verify.isSigned(said, key)) verify.refuse("the manifest is not the one that the house signed");
  report.key(key);
  report.holds(`${key.name} signed this bundle and a checkpoint over ${checkpoint.size} entries`);
  await verify.checkWitnesses(checkpoint.note, key, report);
  const facts = JSON.parse(verify.text(manifest));
  if (facts.format !== "handsel-bundle/1") verify.refuse("the manifest is of another format; a newer page may read it");
  await verify.members(zip, facts, report);
  await verify.chain(await text("entries.jsonl"), facts, checkpoint, report, progress);
};

verify.members = async (zip, facts, report) => {
  const signed = new Set(["manifest.json", "statement.txt", "checkpoint.txt", "key.txt"]);
  for (const name of zip.names()) if (!Object.hasOwn(facts.members, name) && !signed.has(name)) report.broken(`${name} was added to the bundle`);
  for (const [name, digest] of Object.entries(facts.members)) {
    const found = zip.has(name) ? verify.hex(await verify.sha256(await zip.read(name))) : "";
    if (!found) report.broken(`${name} is missing`);
    else if (found !== digest || (name.startsWith("files/") && name.slice(6) !== found)) report.broken(`${name} was changed: its bytes are not those that were signed for`);
  }
};

verify.chain = async (lines, facts, checkpoint, report, progress) => {
  const erased = new Set(), erasures = new Set(), known = report.faults;
  let place = 0, before = "0".repeat(64), chain = null, newer = 0;
  for (const line of lines.split("\n").filter(Boolean)) {
    const entry = JSON.parse(line);
    place += 1;
    for (const fault of await verify.entryFaults(entry, checkpoint, place, before)) report.broken(`entry ${place}: ${fault}`);
    chain ??= entry.header.chain;
    if (entry.header.chain !== chain) report.broken(`entry ${place}: belongs to another chain`);
    for (const [digest, name] of verify.filesIn(entry.content)) {
      report.knows(digest, name, place);
      if (!Object.hasOwn(facts.members, `files/${digest}`) && !Object.hasOwn(facts.left_out, digest)) report.broken(`entry ${place}: its file ${digest.slice(0, 16)} is missing`);
    }
    if (entry.content === null) erased.add(place);
    if (entry.header.kind === "content.erased") erasures.add(entry.content?.entry);
    if (entry.leaf !== null && newer) report.broken(`entry ${place}: it is in the log, and one before it is not`);
    if (entry.leaf === null) {
      newer += 1;
      if (!(Date.parse(entry.header.at) >= Date.parse(facts.made_at) - LATE_MS)) report.broken(`entry ${place}: it is old, and not in the log`);
    }
    before = entry.hash;
    if (place % 100 === 0) await progress(place);
  }
  if (place !== facts.entries) report.broken(`the house signed for ${facts.entries} entries, the bundle has ${place}`);
  if (before !== facts.head) report.broken("the last entry is not the one that was signed for");
  for (const number of erased) {
    if (erasures.has(number)) report.remark(`Entry ${number} was erased; a later entry says by whom and why`);
    else report.broken(`entry ${number}: its content is gone, but no entry erased it`);
  }
  for (const [digest, why] of Object.entries(facts.left_out)) report.remark(`The file ${digest.slice(0, 16)} is left out: ${why}`);
  if (newer) report.remark(`${newer} entries are newer than the checkpoint: only the statement covers them`);
  if (report.faults === known) report.holds(`the chain is whole: entries 1 to ${place}, each as it was sealed`);
};

verify.proof = async (said, report) => {
  const key = await verify.key(said.key);
  const checkpoint = await verify.signedCheckpoint(said.checkpoint, key);
  report.key(key);
  await verify.checkWitnesses(checkpoint.note, key, report);
  if (said.entry.leaf === null) report.broken("the entry is not in the log yet");
  for (const fault of await verify.entryFaults(said.entry, checkpoint, null, null)) report.broken(`entry ${said.entry.header.number}: ${fault}`);
  for (const [digest, name] of verify.filesIn(said.entry.content)) report.knows(digest, name, said.entry.header.number);
  report.holds(`${checkpoint.origin} signed for entry ${said.entry.header.number}, over ${checkpoint.size} entries`);
};
