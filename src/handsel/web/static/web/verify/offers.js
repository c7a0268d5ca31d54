// The sealed offers that settled disputes: both openings by their commitments, and what came of them, as handsel-verify checks them.
verify.SealedOffers = class {
  constructor() {
    Object.assign(this, { faults: [], settled: 0, commitments: new Map(), people: {} });
  }
  async note({ header, content }) {
    if (header.kind === "job.awarded") this.people = { client: header.actor, freelancer: content?.freelancer ?? null };
    if (header.kind === "job.joined") this.people.freelancer = header.actor;
    if (!["dispute.sealed", "dispute.met"].includes(header.kind)) return;
    let faults = [];
    try {
      faults = await this.faultsOf(header, content);
    } catch (error) {
      if (!(error instanceof verify.Broken)) throw error;
      faults = [`what it says of sealed offers cannot be read: ${error.message}; a newer page may read it`];
    }
    this.faults.push(...faults.map((fault) => `entry ${header.number}: ${fault}`));
  }
  /** Whether a side wrote something; where the record lost who that is, whether the other did not. */
  isOf(side, author) {
    const person = ["client", "freelancer"].includes(side) ? this.people[side] ?? null : null;
    return person === null ? !Object.values(this.people).includes(author) : person === author;
  }
  async faultsOf({ kind, actor }, content) {
    verify.require(content !== null, "it was erased");
    const { dispute, round } = content;
    verify.require([dispute, round].every((number) => typeof number === "number"), "it does not say which round of which dispute");
    if (kind === "dispute.met") return this.met(content);
    const side = verify.words(content.side, 40), place = `${dispute} ${round} ${side}`, again = this.commitments.has(place);
    verify.fromHex(content.commitment);
    this.commitments.set(place, content.commitment);
    const faults = this.isOf(side, actor) ? [] : [`it seals an offer of the ${side}, who did not write it`];
    return again ? [...faults, "it seals another offer of one side in one round"] : faults;
  }
  /** The client's opening first; an odd unit is the freelancer's. */
  async met({ dispute, round, openings, to_freelancer: part }) {
    this.settled += 1;
    verify.require(Array.isArray(openings) && openings.length === 2, "it does not say what both sealed");
    const faults = [], rows = openings.map(verify.openingOf);
    for (const [row, side] of [[rows[0], "client"], [rows[1], "freelancer"]]) {
      const committed = this.commitments.get(`${dispute} ${round} ${side}`), { salt, commitment, ...sealed } = row;
      if (row.side !== side || row.dispute !== dispute) faults.push("an opening is not of that side and dispute");
      else if (row.job !== (this.job ??= row.job)) faults.push("an opening is of another job");
      else if (commitment !== committed || verify.hex(await verify.sha256(verify.fromHex(salt), new TextEncoder().encode(verify.canonical(sealed)))) !== committed) faults.push(`the opening of the ${side} is not what was committed to`);
    }
    const [payer, payee] = rows.map((row) => BigInt(row.to_freelancer));
    if (payer < payee) faults.push("it settles by sealed offers that do not meet");
    else if (typeof part !== "number" || BigInt(part) !== (payer + payee + 1n) / 2n) faults.push("it does not settle half way between the sealed offers");
    return faults;
  }
};

verify.openingOf = (value) => {
  const opening = verify.fields(value, ["job", "dispute", "side", "to_freelancer", "salt", "commitment"], "an opening");
  verify.uuid(opening.job);
  verify.words(opening.side, 40);
  for (const name of ["dispute", "to_freelancer"]) verify.require(verify.isWhole(opening[name]), "a number of an opening is none");
  for (const name of ["salt", "commitment"]) verify.fromHex(opening[name]);
  return opening;
};

verify.sealedOffers = ({ faults, settled }, report) => {
  faults.forEach((words) => report.broken(words));
  if (settled && !faults.length) report.holds(`sealed offers are what both committed to: ${settled} settled a dispute`);
};
