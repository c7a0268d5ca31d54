// Checking bundles and proofs of entries as handsel-verify does; each fault is a sentence.

// How old an entry may be without being in the log, in microseconds; the house promises a minute.
const LATE = 60n * 60n * 1000000n;
const SMALL = 64 * 1024;

verify.manifest = (bytes) => verify.within("the manifest is not one of handsel-bundle/1: ", () => {
  const value = verify.json(bytes);
  if (!verify.isObject(value) || value.format !== "handsel-bundle/1") verify.refuse("it names another format; a newer page may read it");
  const NAMES = /^(entries\.jsonl|index\.html|time\/(segments|seeds)\.jsonl|files\/[0-9a-f]{64})$/;
  const { members, left_out: leftOut, entries, head } = value;
  const withheld = Object.hasOwn(value, "withheld") ? value.withheld : {};
  if (typeof entries !== "number") verify.refuse("it does not say how many entries there are");
  verify.fromHex(head);
  for (const texts of [members, leftOut, withheld]) {
    if (!verify.isObject(texts) || !Object.values(texts).every((text) => typeof text === "string")) verify.refuse("it does not say what is there and what is left out");
  }
  for (const digest of [...Object.values(members), ...Object.keys(leftOut)]) verify.fromHex(digest);
  if (!Object.keys(members).every((name) => NAMES.test(name))) verify.refuse("it names a member that no bundle has");
  return { members, leftOut, entries, head, withheld, madeAt: verify.instant(value.made_at) };
});

// Check a bundle: the signed manifest, every member, the whole chain, every file.
verify.bundle = async (zip, report, progress) => {
  const text = (name) => {
    const bytes = zip.read(name, SMALL);
    return verify.within(`${name}: `, () => verify.text(bytes));
  };
  const key = await verify.key(text("key.txt"));
  const checkpoint = await verify.signedCheckpoint(text("checkpoint.txt"), key);
  const manifest = zip.read("manifest.json", 32 * 1024 * 1024);
  const statement = verify.note(text("statement.txt"));
  const expected = `${key.name} bundle\n${verify.hex(await verify.sha256(manifest))}\n`;
  if (statement.text !== expected || !await verify.isSigned(statement, key)) verify.refuse("the manifest is not the one that the site signed");
  report.key(key);
  report.holds(`${key.name} signed this bundle and a checkpoint over ${checkpoint.size} entries`);
  const facts = verify.manifest(manifest);
  await verify.checkWitnesses(checkpoint.note, key, report);
  await verify.members(zip, facts, report);
  const { time, offers } = await verify.chain(zip.read("entries.jsonl"), facts, checkpoint, report, progress);
  await verify.time(zip, facts, time, key, report);
  verify.sealedOffers(offers, report);
};

verify.members = async (zip, facts, report) => {
  const signed = new Set(["manifest.json", "statement.txt", "checkpoint.txt", "key.txt"]);
  for (const name of zip.names()) if (!Object.hasOwn(facts.members, name) && !signed.has(name)) report.broken(`${name} was added to the bundle`);
  for (const [name, digest] of Object.entries(facts.members)) {
    const actual = zip.has(name) ? verify.hex(await verify.sha256(zip.read(name))) : "";
    if (!actual) report.broken(`${name} is missing`);
    else if (actual !== digest || (name.startsWith("files/") && name.slice(6) !== actual)) report.broken(`${name} was changed: its bytes are not those that were signed for`);
  }
};

verify.chain = async (bytes, facts, checkpoint, report, progress) => {
  const erased = new Set(), erasures = new Set(), known = report.faults;
  const time = new verify.RecordedTime(), offers = new verify.SealedOffers();
  let place = 0, before = "0".repeat(64), chain = null, newer = 0;
  for (const sealed of verify.lines(bytes)) {
    const { header, content } = sealed;
    place += 1;
    time.note(sealed);
    await offers.note(sealed);
    for (const fault of await verify.entryFaults(sealed, checkpoint, place, before)) report.broken(`entry ${place}: ${fault}`);
    chain ??= header.chain;
    if (header.chain !== chain) report.broken(`entry ${place}: belongs to another chain`);
    for (const [digest, name] of verify.filesIn(content)) {
      report.knows(digest, name, place);
      if (!Object.hasOwn(facts.members, `files/${digest}`) && !Object.hasOwn(facts.leftOut, digest)) report.broken(`entry ${place}: its file ${digest.slice(0, 16)} is missing`);
    }
    if (content === null) erased.add(place);
    if (header.kind === "content.erased") erasures.add(content?.entry);
    if (sealed.place !== null && newer) report.broken(`entry ${place}: it is in the log, and one before it is not`);
    if (sealed.place === null) {
      newer += 1;
      if (facts.madeAt - sealed.at > LATE) report.broken(`entry ${place}: it is old, and not in the log`);
    }
    before = sealed.stated;
    if (place % 100 === 0) await progress(place);
  }
  if (place !== facts.entries) report.broken(`the site signed for ${facts.entries} entries, the bundle has ${place}`);
  if (before !== facts.head) report.broken("the last entry is not the one that was signed for");
  for (const number of erased) {
    const why = Object.hasOwn(facts.withheld, `${number}`) ? facts.withheld[number] : "";
    if (erasures.has(number)) report.remark(`Entry ${number} was erased; a later entry says by whom and why`);
    else if (why) report.remark(`The content of entry ${number} is withheld: ${why}`);
    else report.broken(`entry ${number}: its content is gone, but no entry erased it`);
  }
  for (const [digest, why] of Object.entries(facts.leftOut)) report.remark(`The file ${digest.slice(0, 16)} is left out: ${why}`);
  if (newer) report.remark(`${newer} entries are newer than the checkpoint: only the statement covers them`);
  if (report.faults === known) report.holds(`the chain is whole: entries 1 to ${place}, each as it was sealed`);
  return { time, offers };
};

verify.proof = async (value, report) => {
  verify.refuseOtherFields(value, ["checkpoint", "entry", "key"], "the proof");
  const sealed = verify.within("it is not written as an entry: ", () => verify.sealed(value.entry)), { number } = sealed.header;
  const key = await verify.key(String(value.key));
  const checkpoint = await verify.signedCheckpoint(String(value.checkpoint), key);
  report.key(key);
  await verify.checkWitnesses(checkpoint.note, key, report);
  const known = report.faults;
  if (sealed.place === null) report.broken(`entry ${number}: it is not in the log yet`);
  for (const fault of await verify.entryFaults(sealed, checkpoint, null, null)) report.broken(`entry ${number}: ${fault}`);
  for (const [digest, name] of verify.filesIn(sealed.content)) report.knows(digest, name, number);
  if (report.faults === known) report.holds(`${checkpoint.origin} signed for entry ${number}, over ${checkpoint.size} entries`);
};
