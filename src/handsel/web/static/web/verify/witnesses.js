// The witnesses that co-signed a checkpoint (C2SP tlog-cosignature), worded as in handsel-verify.
verify.witnesses = async (text) => {
  const keys = [];
  for (const line of text.split("\n").map((key) => key.trim()).filter(Boolean)) keys.push(await verify.key(line, 4));
  return keys;
};

// The seconds since 1970 at which a witness signed for this note; null where it did not.
verify.seenAt = async (note, witness) => {
  for (const line of verify.linesOf(note, witness)) {
    if (line.length !== 72) continue;
    const seconds = new DataView(line.buffer, line.byteOffset, 8).getBigUint64(0);
    if (await verify.holds(witness, line.slice(8), `cosignature/v1\ntime ${seconds}\n${note.text}`)) return seconds;
  }
  return null;
};

verify.moment = (seconds) => {
  if (seconds > 253402300799n) return "at a time that no calendar has";
  const [day, time] = new Date(Number(seconds) * 1000).toISOString().split("T");
  return `on ${day} at ${time.slice(0, 8)} UTC`;
};

// Witnesses named by the reader must have co-signed; if none is named, list the signatures there are.
verify.checkWitnesses = async (note, house, report) => {
  for (const witness of report.witnesses) {
    const seconds = await verify.seenAt(note, witness);
    if (seconds === null) report.broken(`${witness.name} has not co-signed the checkpoint: it may be shown to you alone`);
    else report.holds(`${witness.name} saw this checkpoint ${verify.moment(seconds)}, and co-signed it`);
  }
  const others = note.signatures.filter(({ data }) => verify.hex(data.slice(0, 4)) !== house.id).map(({ name }) => name);
  const names = [...new Set(others)].slice(0, 16).map((name) => name.slice(0, 120)).join(", ");
  if (names && !report.witnesses.length) report.remark(`Co-signed by ${names}; with the witness key of each this is checked too`);
};
