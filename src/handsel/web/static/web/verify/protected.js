// Moments of screenshots, of a seed and a nonce, and whether protected blocks can be protected; in the words of handsel-verify.
verify.DAY = 86400n * verify.SECOND;
verify.LEEWAY = 5n * verify.SECOND;
verify.dayOf = ({ device, block }) => `${verify.instantText(block).slice(0, 10)} for device ${device}`;

verify.bundledSeed = (value) => {
  const note = verify.note(verify.words(verify.fields(value, ["note"], "it").note, 4096)), lines = note.text.split("\n");
  verify.require(lines.length === 8, "its note is not that of a seed");
  const [origin, device, day, commitment, received, seed, given] = lines;
  verify.require(origin.endsWith(" seed"), "its note is not that of a seed");
  verify.fromHex(commitment);
  verify.bytesOf(seed, given ? 32 : 0);
  verify.uuid(device);
  const midnight = verify.instant(`${day}T00:00:00+00:00`), read = { device, day, note, origin, commitment, received: verify.instant(received), seed, given: given ? verify.instant(given) : null };
  const times = [verify.instantText(midnight).slice(0, 10), verify.instantText(read.received), read.given === null ? "" : verify.instantText(read.given)];
  verify.require([day, received, given].every((text, place) => text === times[place]), "its note is not that of a seed");
  return read;
};

// The seeds of the days on which segments have nonces.
verify.seeds = async (bytes, segments, key, broken) => {
  const days = new Set([...segments.values()].filter(({ nonce }) => nonce !== null).map(verify.dayOf)), seeds = new Map();
  for (const row of verify.linesOfMember(bytes, verify.SEEDS, "a seed", verify.bundledSeed)) {
    const name = `${row.day} for device ${row.device}`;
    if (seeds.has(name)) broken(`seed of ${name}: is there twice`);
    else if (!days.has(name)) broken(`seed of ${name}: no segment needs it`);
    if (row.origin !== `${key.name} seed` || !await verify.isSigned(row.note, key)) broken(`seed of ${name}: is not signed with the site’s key`);
    seeds.set(name, row);
  }
  return seeds;
};

verify.hashed = async (bytes, times) => {
  let value = bytes;
  for (let left = times; left > 0; left -= 1) value = await verify.sha256(value);
  return value;
};

// When the screenshot of a segment was due: drawn by seed and nonce, or by the nonce alone; null if that cannot be checked.
verify.momentOf = async (segment, day) => {
  const begun = segment.spans[0].start + verify.LEEWAY;
  if (!day || segment.nonce === null || day.received > begun) return null;
  const nonce = verify.fromHex(segment.nonce), place = Number((segment.block % verify.DAY) / verify.BLOCK);
  if (verify.hex(await verify.hashed(nonce, place + 1)) !== day.commitment) return null;
  const offline = day.given === null || day.given > begun;
  return { offline, due: await verify.dueIn(segment, offline ? nonce : verify.joined(verify.fromHex(day.seed), nonce)) };
};
verify.dueIn = async ({ job, block, spans }, bytes) => {
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]), until = block + verify.BLOCK;
  const draw = async (start) => {
    const drawn = new DataView(await crypto.subtle.sign("HMAC", key, verify.utf8(`${job} ${verify.instantText(block)} ${verify.instantText(start)}`)));
    return start + verify.SECOND * (drawn.getBigUint64(0) % ((until - start) / verify.SECOND));
  };
  let due = await draw(block);
  for (const { start, end } of spans) {
    if (due < start) due = await draw(start);
    if (due < end) return due;
  }
  return spans.at(-1).end - verify.SECOND;
};
verify.hasShot = async (segment, seeds) => {
  const moment = await verify.momentOf(segment, seeds.get(verify.dayOf(segment)));
  return moment !== null && segment.shots.some(({ due, taken, offline }) => due === moment.due && taken - due >= -verify.EARLY && taken - due <= verify.LATE_SHOT && offline === moment.offline);
};

// The first reason why a block cannot be protected; empty if there is none.
verify.reasonAgainst = async ({ sheet, deleted }, number, parts, { segments, seeds, backdated }) => {
  const tracked = parts.filter(({ segment }) => segments.has(segment)).map(({ segment }) => segments.get(segment));
  if (tracked.length < parts.length) return "some of its time was not tracked";
  if (sheet.ready === null || sheet.ready > sheet.start + BigInt(number) * verify.BLOCK) return "its week was not funded when it began";
  if (tracked.some(({ workView }) => workView !== "on")) return "Work View was off";
  if (parts.some(({ segment }) => deleted.has(segment))) return "its screenshot was deleted";
  if (parts.some(({ segment }) => backdated.has(segment))) return "some of its time was back-dated";
  const lacking = [];
  for (const { seconds, segment } of parts) if (!await verify.hasShot(segments.get(segment), seeds)) lacking.push(seconds);
  if (verify.total(parts) >= 30 && (lacking.length === parts.length || lacking.some((seconds) => seconds >= 30))) return "it has no screenshot at its moment";
  return tracked.some(({ kept }) => kept > 30 * 60) ? "more than 30 minutes without input were kept" : "";
};

// Check the time on the record, and what is in the bundle of tracked time.
verify.time = async (zip, facts, record, key, report) => {
  const known = report.faults, broken = (words) => report.broken(words), names = [verify.SEGMENTS, verify.SEEDS];
  let [segments, seeds] = [new Map(), new Map()];
  record.faults.forEach(broken);
  const there = names.filter((name) => Object.hasOwn(facts.members, name));
  if (!record.brought.length) for (const name of there) broken(`${name} is there, but no time was tracked`);
  else if (there.length < names.length) for (const name of names) if (!there.includes(name)) broken(`${name} is missing, but time was tracked`);
  if (record.brought.length && there.length === names.length) {
    segments = await verify.trackedSegments(zip.read(verify.SEGMENTS), record.brought, key, broken);
    seeds = await verify.seeds(zip.read(verify.SEEDS), segments, key, broken);
  }
  await verify.redactions(record, broken);
  const backdated = new Set(record.brought.filter((row) => row.segment.is_backdated).map((row) => row.segment.segment));
  for (const row of record.sheets) {
    for (const [number, parts] of row.blocks) {
      const why = await verify.reasonAgainst(row, number, parts, { segments, seeds, backdated });
      if (why) broken(`entry ${row.entry}: block ${number} is protected, but ${why}`);
    }
  }
  if (segments.size && report.faults === known) {
    report.holds(`tracked time is as it was signed: ${segments.size} segments with receipts`);
    const keys = new Map(record.brought.map(({ segment: { device, key } }) => [device, key.slice(0, 16).match(/.{4}/g).join(" ")]));
    for (const [device, key] of [...keys].slice(0, 16)) report.remark(`Device ${device} signed with the key ${key}: compare it with what the device shows`);
    if (keys.size > 16) report.remark(`${keys.size - 16} more devices signed: ask the site for their keys`);
  }
  if (record.sheets.length && report.faults === known) report.holds(`timesheets are the sums of their time: ${record.sheets.length} submitted`);
};
