// The time of a job as its entries say it: added, taken off and submitted, and the faults in that, as handsel-verify finds them.
verify.TIME = ["time.recorded", "time.changed", "time.removed", "time.timed", "time.moved", "time.tracked"];

// Which week, and which supplement of it; 0 is the week itself.
verify.weekOf = ({ week, supplement }) => {
  verify.require(verify.isWhole(supplement), "its supplement is none");
  return `${verify.words(week, 4000)} ${supplement}`;
};

verify.spanOf = (value) => {
  const row = verify.fields(value, ["span", "week", "supplement", "started_at", "ended_at", "seconds", "source", "memo", "segment"], "its time");
  const [start, end] = [row.started_at, row.ended_at].map(verify.instant);
  verify.require(start % verify.SECOND === 0n && end % verify.SECOND === 0n, "its time is not in whole seconds");
  verify.require(start < end, "its time ends before it starts");
  verify.require(typeof row.seconds === "number" && BigInt(row.seconds) * verify.SECOND === end - start, "its time has another length");
  verify.require((verify.words(row.source, 4000) === "tracked") === (row.segment !== null), "its time has a source of another sort");
  for (const text of [row.span, row.memo]) verify.words(text, 4000);
  if (row.segment !== null) verify.uuid(row.segment);
  return { ...row, week: verify.weekOf(row), start, end, text: verify.canonical(row) };
};

verify.namedSegment = (value) => {
  const named = verify.fields(value, ["segment", "device", "key", "seq", "digest", "is_backdated"], "its segment");
  verify.require(verify.isWhole(named.seq) && named.seq > 0, "the number of its segment is none");
  verify.require(typeof named.is_backdated === "boolean", "its segment is back-dated or not");
  verify.uuid(named.segment);
  verify.uuid(named.device);
  verify.fromHex(named.digest);
  return { ...named, public: verify.fromHex(named.key), text: verify.canonical(named) };
};

// What an entry adds and takes off, and the segment from which that is, if it was tracked.
verify.timeOf = (kind, content) => {
  const { spans, removed, late: _late, ...rest } = content;
  verify.require(Array.isArray(spans) && Array.isArray(removed), "it does not say which time it adds and takes off");
  const [added, off] = [spans.map(verify.spanOf), removed.map(verify.spanOf)];
  const named = { "time.tracked": rest, "time.moved": rest.tracked }[kind] ?? null;
  const segment = named === null ? null : verify.namedSegment(named);
  const tracked = (rows) => rows.filter((row) => row.segment !== null).map(({ text: _text, memo: _memo, start: _start, end: _end, ...rest }) => verify.canonical(rest)).join();
  if (kind === "time.changed") verify.require(tracked(added) === tracked(off), "it changes more of tracked time than its memo");
  else verify.require(added.every((span) => span.segment === (segment ? segment.segment : null)), "its time is not that of its segment");
  return { added, off, segment };
};

verify.blockNumbers = (value) => {
  const holds = Array.isArray(value) && value.every((number, place) => verify.isWhole(number) && (place === 0 || value[place - 1] < number));
  verify.require(holds, "its blocks are none, or not in order");
  return value;
};

verify.sheetOf = ({ week, supplement, amount, sheet, after, payable_seconds: payable }) => {
  verify.require(verify.isObject(sheet) && verify.isObject(after), "it does not say what was submitted");
  const numbers = [sheet.seconds, sheet.protected, sheet.unprotected, amount, after.rate, after.limit_seconds, payable];
  verify.require(numbers.every((number) => verify.isWhole(number)), "a number of its timesheet is none");
  const [start, end] = [after.starts_at, after.ends_at].map(verify.instant);
  verify.require(start < end && end - start <= 8n * 86400n * verify.SECOND, "its week is none");
  const ready = after.ready_at ?? null;
  return {
    week: verify.weekOf({ week, supplement }), start, end, amount, rate: after.rate, limit: after.limit_seconds, payable, ready: ready === null ? null : verify.instant(ready),
    seconds: sheet.seconds, protected: sheet.protected, unprotected: sheet.unprotected,
    safe: verify.blockNumbers(sheet.protected_blocks), unbilled: verify.blockNumbers(sheet.unbilled_blocks),
  };
};

// The time of a week by block: for each the seconds of its parts, and the segments in which they were tracked.
verify.blocksOf = (sheet, spans) => {
  const blocks = new Map();
  for (const { start, end, segment } of spans) {
    for (let at = start; at < end;) {
      const number = (at - sheet.start) / verify.BLOCK, next = sheet.start + (number + 1n) * verify.BLOCK, until = next < end ? next : end;
      if (!blocks.has(Number(number))) blocks.set(Number(number), []);
      blocks.get(Number(number)).push({ seconds: Number((until - at) / verify.SECOND), segment });
      at = until;
    }
  }
  return blocks;
};

verify.total = (parts) => parts.reduce((sum, { seconds }) => sum + seconds, 0);

// What of a timesheet does not follow from the time of its week.
verify.sheetFaults = (sheet, spans) => {
  if (spans.some(({ start, end }) => start < sheet.start || end > sheet.end)) return ["time of its week lies outside that week"];
  const faults = [], worked = spans.reduce((sum, { seconds }) => sum + seconds, 0), blocks = verify.blocksOf(sheet, spans);
  if (worked !== sheet.seconds) faults.push(`its timesheet has ${sheet.seconds} seconds, the record of its week ${worked}`);
  if (![...sheet.safe, ...sheet.unbilled].every((number) => blocks.has(number))) return [...faults, "its timesheet names a block without time"];
  if (sheet.payable > sheet.limit) faults.push("more is payable than its limit");
  let [safe, other] = [0, 0];
  for (const [number, parts] of blocks) {
    if (sheet.safe.includes(number)) safe += verify.total(parts);
    else if (!sheet.unbilled.includes(number)) other += verify.total(parts);
  }
  const first = Math.min(safe, sheet.payable);
  if (sheet.protected !== first || sheet.unprotected !== Math.min(other, sheet.payable - first)) faults.push("its paid seconds are not those of its blocks within the limit");
  const cost = (2n * (BigInt(sheet.protected) + BigInt(sheet.unprotected)) * BigInt(sheet.rate) + 3600n) / 7200n;
  if (cost !== BigInt(sheet.amount)) faults.push("its amount is not its paid seconds times its rate");
  return faults;
};
