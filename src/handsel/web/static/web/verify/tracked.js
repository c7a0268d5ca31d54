// Tracked time by what is in the bundle: signatures, chains of devices and receipts; each fault in the words of handsel-verify.
[verify.SEGMENTS, verify.SEEDS] = ["time/segments.jsonl", "time/seeds.jsonl"];
verify.bytesOf = (text, count) => {
  verify.require(typeof text === "string" && text.length === 2 * count && /^[0-9a-f]*$/.test(text), `something that should be ${count} bytes in hexadecimal is not`);
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
};

// The lines of a member: what each says, read by a reader.
verify.linesOfMember = function* rows(bytes, name, what, reader) {
  for (let at = 0, place = 1; at < bytes.length; place += 1) {
    const end = bytes.indexOf(10, at), line = bytes.subarray(at, end < 0 ? bytes.length : end + 1);
    try {
      verify.require(line.length <= 256 * 1024, "it is longer than 262,144 bytes");
      const value = reader(verify.json(line));
      verify.require(end >= 0, "its line does not end");
      yield value;
    } catch (error) {
      if (!(error instanceof verify.Broken)) throw error;
      verify.refuse(`${name}, line ${place}: it is not written as ${what}: ${error.message}; a newer page may read it`);
    }
    at += line.length;
  }
};
verify.bundledSegment = (value) => {
  const { content, signature, receipt } = verify.fields(value, ["content", "signature", "receipt"], "it");
  verify.words(content, 64 * 1024);
  return { content, signature: verify.bytesOf(signature, 64), segment: verify.segment(content), receipt: verify.note(verify.words(receipt, 4096)) };
};

// The identifier of a segment: version 5 of RFC 9562, of its device, job and block.
verify.segmentId = async ({ device, job, block }) => {
  const name = verify.utf8(`${job} ${verify.instantText(block)}`), space = verify.bytesOf(device.replaceAll("-", ""), 16);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-1", verify.joined(space, name))).slice(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return verify.hex(hash).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

// What the record names, by segment, and where it contradicts itself.
verify.bySegment = (brought, broken) => {
  const named = new Map(), last = new Map(), keys = new Map();
  for (const row of brought) {
    const { segment, device, seq, text } = row.segment;
    if (!named.has(segment)) named.set(segment, { ...row.segment, brought: [] });
    if (named.get(segment).text !== text) broken(`entry ${row.entry}: names another segment under the same identifier`);
    if (keys.has(device) && keys.get(device) !== row.segment.key) broken(`entry ${row.entry}: names another key of its device`);
    if (!keys.has(device)) keys.set(device, row.segment.key);
    if (row.tracked && seq <= (last.get(device) ?? 0)) broken(`entry ${row.entry}: number ${seq} of its device is out of order`);
    if (row.tracked) last.set(device, seq);
    named.get(segment).brought.push(row);
  }
  return named;
};

verify.segmentFaults = async ({ content, signature, segment, receipt }, named, key) => {
  const faults = [], [{ entry }] = named.brought;
  if (segment.device !== named.device || segment.seq !== named.seq) faults.push(`is another than entry ${entry} names`);
  if (verify.hex(await verify.sha256(verify.utf8(content))) !== named.digest) faults.push(`does not have the digest that entry ${entry} names`);
  if (!await verify.holds({ public: named.public }, signature, content)) faults.push("is not signed with the key of its device");
  const received = receipt.text.split("\n")[3] ?? "";
  if (receipt.text !== `${key.name} receipt\n${named.segment}\n${named.digest}\n${received}\n`) return [...faults, "its receipt is of something else"];
  if (!await verify.isSigned(receipt, key)) faults.push("its receipt is not signed with the site’s key");
  let at = 0n;
  try { at = verify.instant(received); } catch { return [...faults, "its receipt has no time"]; }
  const isFar = (other) => (other > at ? other - at : at - other) > 60n * verify.SECOND;
  return [...faults, ...named.brought.filter((row) => row.tracked && isFar(row.at)).map((row) => `its receipt has another time than entry ${row.entry}`)];
};

// Whether tracked time is all of its segment, split where a week ends; time that was moved is a part of it.
verify.isTimeOf = ({ spans, tracked }, segment) => {
  const joined = [];
  for (const { start, end } of spans) {
    if (joined.length && joined.at(-1).end === start) joined.at(-1).end = end;
    else joined.push({ start, end });
  }
  if (!tracked) return joined.every((span) => segment.spans.some((whole) => whole.start <= span.start && span.end <= whole.end));
  return joined.length === segment.spans.length && joined.every(({ start, end }, place) => start === segment.spans[place].start && end === segment.spans[place].end);
};

// A memo without blanks, since the record drops those around it.
verify.letters = (memo) => memo.replace(/[ \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g, "");

verify.chainFaults = (named, segments, broken) => {
  const digests = new Map(), jobs = new Set(), rows = [...named.values()].filter(({ segment }) => segments.has(segment));
  for (const { segment, device, seq, digest, brought } of rows.sort((left, right) => (left.device < right.device ? -1 : left.device > right.device) || left.seq - right.seq)) {
    if (digests.has(`${device} ${seq}`)) broken(`segment ${segment}: another of its device has its number`);
    const before = seq > 1 ? digests.get(`${device} ${seq - 1}`) : "0".repeat(64);
    if (before !== undefined && segments.get(segment).prev !== before) broken(`segment ${segment}: does not name the one before it`);
    digests.set(`${device} ${seq}`, digest);
    if (brought.some(({ tracked }) => tracked)) jobs.add(segments.get(segment).job);
  }
  if (jobs.size > 1) broken("its segments are of more than one job");
};

verify.trackedSegments = async (bytes, brought, key, broken) => {
  const named = verify.bySegment(brought, broken), segments = new Map();
  for (const row of verify.linesOfMember(bytes, verify.SEGMENTS, "a segment", verify.bundledSegment)) {
    const id = await verify.segmentId(row.segment);
    if (segments.has(id)) broken(`segment ${id}: is there twice`);
    else if (!named.has(id)) broken(`segment ${id}: no entry names it`);
    else {
      for (const fault of await verify.segmentFaults(row, named.get(id), key)) broken(`segment ${id}: ${fault}`);
      for (const time of named.get(id).brought) if (!verify.isTimeOf(time, row.segment)) broken(`entry ${time.entry}: its time is not that of its segment`);
      for (const { entry: number } of named.get(id).brought.filter(({ spans, tracked }) => tracked && spans.some(({ memo }) => verify.letters(memo) !== verify.letters(row.segment.memo)))) broken(`entry ${number}: its memo is not that of its segment`);
      segments.set(id, row.segment);
    }
  }
  for (const [id, { brought: [{ entry }] }] of named) if (!segments.has(id)) broken(`entry ${entry}: its segment ${id} is missing`);
  verify.chainFaults(named, segments, broken);
  return segments;
};
