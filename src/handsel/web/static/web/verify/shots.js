// Screenshots that were deleted or redacted, as entries say it; read as strictly as handsel-verify does.
// The segment of which an entry deleted a screenshot, and the amendment by which one redacted it.
verify.SHOT = ["week", "supplement", "segment", "taken_at", "commitment"];
verify.deletedIn = (content) => {
  const { segment, commitment } = verify.fields(content, verify.SHOT, "a deleted screenshot");
  verify.fromHex(commitment);
  return verify.uuid(segment);
};
verify.redactedIn = (content) => {
  const facts = verify.fields(content, [...verify.SHOT, "replacement", "redactions", "amendment", "signature"], "a redacted screenshot");
  const { device, segment, shot, replacement, redactions } = verify.amendment(verify.words(facts.amendment, 2048));
  const isSame = segment === facts.segment && shot === facts.commitment && replacement === facts.replacement && redactions === facts.redactions;
  verify.require(isSame, "its amendment says something else");
  return { device, segment, amendment: facts.amendment, signature: verify.bytesOf(facts.signature, 64) };
};
verify.amendment = (text) => {
  const bytes = verify.utf8(text);
  verify.require(bytes.length <= 2048, "it has more than 2048 bytes");
  const value = verify.fields(verify.json(bytes), ["format", "device", "segment", "change"], "an amendment");
  verify.require(verify.canonical(value) === text, "it is not canonical");
  verify.require(value.format === "handsel-amendment/1", "its format is not handsel-amendment/1");
  const { shot, replacement, redactions } = verify.redaction(value.change);
  return { device: verify.uuid(value.device), segment: verify.uuid(value.segment), shot, replacement, redactions };
};
// What redacts; anything else that an amendment may do is no redaction.
verify.redaction = (change) => {
  verify.require(verify.isObject(change) && ["redact", "delete", "remove"].includes(change.kind), "it changes nothing that can be changed");
  if (change.kind !== "redact") return {};
  const fields = verify.fields(change, ["kind", "shot", "replacement", "redactions"], "a redaction");
  for (const commitment of [fields.shot, fields.replacement]) verify.fromHex(commitment);
  verify.require(fields.shot !== fields.replacement, "a redacted screenshot is not the one before");
  verify.require(verify.isWhole(fields.redactions, 100) && fields.redactions > 0, "it makes nothing unreadable");
  return fields;
};

// Which screenshots were not redacted by what the device of their segment signed.
verify.redactions = async ({ brought, redacted }, broken) => {
  const named = new Map(brought.map(({ segment }) => [segment.segment, segment]));
  for (const { entry, device, segment, amendment, signature } of redacted) {
    const signer = named.get(segment);
    if (!signer || signer.device !== device) broken(`entry ${entry}: redacts a screenshot of a segment that no entry names`);
    else if (!await verify.holds({ public: signer.public }, signature, amendment)) broken(`entry ${entry}: its amendment is not signed with the key of its device`);
  }
};
