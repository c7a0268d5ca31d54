// What a device with the Tracker signs of the time in one block, read as strictly as handsel-verify does.
verify.BLOCK = 12n * 60n * 1000000n;
verify.SECOND = 1000000n;
// How far from the second at which it is due a screenshot may be taken.
[verify.EARLY, verify.LATE_SHOT] = [2n * verify.SECOND, 30n * verify.SECOND];

verify.segment = (text) => {
  const bytes = verify.utf8(text);
  verify.require(bytes.length <= 64 * 1024, "it has more than 65536 bytes");
  const names = ["format", "device", "seq", "prev", "job", "block", "spans", "minutes", "memo", "work_view", "shots", "clock", "events", "commits", "program", "nonce"];
  const value = verify.json(bytes);
  verify.require(verify.hasNames(value, names), "it has other fields than a segment");
  verify.require(verify.canonical(value) === text, "it is not canonical");
  verify.require(value.format === "handsel-segment/1", "its format is not handsel-segment/1");
  verify.require(verify.isWhole(value.seq) && value.seq > 0, "its number is none");
  const part = (name, read, ...limits) => verify.within(`${name}: `, () => read(value[name], ...limits));
  part("prev", verify.fromHex);
  const block = part("block", verify.instant), year = Number(value.block.slice(0, 4));
  verify.require(year >= 2000 && year < 9000, "its block is in no year of ours");
  part("minutes", verify.minutes);
  part("clock", verify.clock);
  part("commits", verify.commits);
  part("program", verify.line, 200);
  part("device", verify.uuid);
  part("job", verify.uuid);
  const spans = part("spans", verify.spans, block);
  part("memo", verify.line, 400);
  const workView = part("work_view", verify.workView), shots = part("shots", verify.shots, block), kept = part("events", verify.kept);
  if (value.nonce !== null) part("nonce", verify.fromHex);
  return { ...value, block, workView, spans, shots, kept };
};

verify.workView = (value) => {
  const { state, reason } = verify.fields(value, ["state", "reason"], "Work View");
  verify.require(["on", "off", "unavailable"].includes(verify.line(state, 200)), "Work View has no such state");
  verify.line(reason, 200);
  return state;
};

verify.spans = (rows, block) => {
  verify.require(Array.isArray(rows) && rows.length > 0 && rows.length <= 360, "it has no time");
  const spans = rows.map((row) => {
    verify.require(Array.isArray(row) && row.length === 2, "a span is not a start and an end");
    const [start, end] = row.map(verify.instant);
    verify.require(start % verify.SECOND === 0n && end % verify.SECOND === 0n, "its time is not in whole seconds");
    return { start, end };
  });
  verify.require(spans.every(({ start, end }) => start < end), "a span ends before it starts");
  verify.require(spans.every(({ start }, place) => place === 0 || spans[place - 1].end < start), "its spans are not apart");
  verify.require(block <= spans[0].start && spans.at(-1).end - block <= verify.BLOCK, "its time is not within its block");
  return spans;
};

verify.minutes = (rows) => {
  verify.require(Array.isArray(rows) && rows.length <= 12, "it has too many minutes");
  for (const row of rows) {
    const { minute, active, keys, clicks } = verify.fields(row, ["minute", "active", "keys", "clicks"], "a minute");
    verify.require(verify.isWhole(minute, 11) && verify.isWhole(active, 60), "a minute is none");
    verify.require([keys, clicks].every((count) => count === null || verify.isWhole(count, 100000)), "a count is none");
  }
  verify.require(rows.every(({ minute }, place) => place === 0 || rows[place - 1].minute < minute), "its minutes are not in order");
};

verify.shots = (rows, block) => {
  verify.require(Array.isArray(rows) && rows.length <= 4, "it has too many shots");
  const shots = rows.map((row) => {
    const fields = verify.fields(row, ["due", "taken", "monitor", "commitment", "offline", "redactions"], "a shot");
    verify.fromHex(fields.commitment);
    verify.require(typeof fields.offline === "boolean", "a shot is offline or not");
    verify.require(verify.isWhole(fields.monitor, 16) && verify.isWhole(fields.redactions, 100), "a shot is none");
    return { ...fields, due: verify.instant(fields.due), taken: verify.instant(fields.taken) };
  });
  const isOfBlock = ({ due, taken }) => due >= block && due - block < verify.BLOCK && taken - block >= -verify.EARLY && taken - block <= verify.BLOCK + verify.LATE_SHOT;
  verify.require(shots.every(isOfBlock), "a shot is not of its block");
  verify.require(new Set(shots.map(({ commitment }) => commitment)).size === shots.length, "it has a shot twice");
  return shots;
};

// The longest stretch without input that was kept.
verify.kept = (rows) => {
  verify.require(Array.isArray(rows) && rows.length <= 100, "it has too many events");
  for (const row of rows) {
    const { at, kind, seconds } = verify.fields(row, ["at", "kind", "seconds"], "an event");
    verify.instant(at);
    verify.require(["sleep", "jump", "recovered", "idle", "kept", "locked"].includes(verify.line(kind, 200)), "an event is of no known kind");
    verify.require(verify.isWhole(seconds, 1e9), "an event has no length");
  }
  return Math.max(0, ...rows.filter(({ kind }) => kind === "kept").map(({ seconds }) => seconds));
};

verify.clock = (value) => {
  const { offset_ms: offset, boot, up_ms: up } = verify.fields(value, ["offset_ms", "boot", "up_ms"], "its clock");
  verify.require(typeof offset === "number" && verify.isWhole(up), "its clock is none");
  verify.line(boot, 64);
};

verify.commits = (rows) => {
  verify.require(Array.isArray(rows) && rows.length <= 20, "it has too many commits");
  for (const row of rows) {
    const { hash, subject } = verify.fields(row, ["hash", "subject"], "a commit");
    verify.require(typeof hash === "string" && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(hash), "a commit has no hash");
    verify.line(subject, 200);
  }
};
