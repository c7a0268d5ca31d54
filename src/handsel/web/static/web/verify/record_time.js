// Follow the time on a job's record, entry by entry; what was tracked and what was submitted is checked afterwards.
verify.RecordedTime = class {
  constructor() {
    Object.assign(this, { faults: [], brought: [], sheets: [], redacted: [], spans: new Map(), times: [], deleted: new Set() });
  }
  note({ header, content, at }) {
    const { kind, number } = header;
    if (!kind.startsWith("time.") && !["timesheet.submitted", "shot.deleted", "shot.redacted"].includes(kind)) return;
    let faults = [];
    try {
      verify.within("what it says of time cannot be read: ", () => { faults = this.faultsOf(kind, number, content, at); });
    } catch (error) {
      if (!(error instanceof verify.Broken)) throw error;
      faults = [`${error.message}; a newer page may read it`];
    }
    this.faults.push(...faults.map((fault) => `entry ${number}: ${fault}`));
  }
  faultsOf(kind, number, content, at) {
    verify.require(content !== null, "it was erased");
    if (kind === "shot.deleted") {
      this.deleted.add(verify.deletedIn(content));
      return [];
    }
    if (kind === "shot.redacted") {
      this.redacted.push({ entry: number, ...verify.redactedIn(content) });
      return [];
    }
    if (kind === "timesheet.submitted") return this.submit(number, verify.sheetOf(content));
    verify.require(verify.TIME.includes(kind), "it is of no known kind");
    const { added, off, segment } = verify.timeOf(kind, content);
    if (segment) this.brought.push({ entry: number, at, segment, spans: added, tracked: kind === "time.tracked" });
    return [...off.map((span) => this.remove(span)), ...added.map((span) => this.add(span))].filter(Boolean);
  }
  /** The place of a span among the times, which are in order. */
  placeOf({ start, end }) {
    let [low, high] = [0, this.times.length];
    while (low < high) {
      const middle = (low + high) >> 1, time = this.times[middle];
      if (time.start < start || (time.start === start && time.end < end)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  remove(span) {
    if (this.spans.get(span.span)?.text !== span.text) return "takes off time that is not there";
    this.spans.delete(span.span);
    this.times.splice(this.placeOf(span), 1);
    return "";
  }
  add(span) {
    if (this.spans.has(span.span)) return "adds time that is there already";
    const place = this.placeOf(span), [before, after] = [this.times[place - 1], this.times[place]];
    this.spans.set(span.span, span);
    this.times.splice(place, 0, { start: span.start, end: span.end });
    return (before && before.end > span.start) || (after && span.end > after.start) ? "adds time that overlaps other time" : "";
  }
  submit(entry, sheet) {
    const spans = [...this.spans.values()].filter(({ week }) => week === sheet.week), faults = verify.sheetFaults(sheet, spans);
    if (!faults.length) {
      const blocks = verify.blocksOf(sheet, spans);
      this.sheets.push({ entry, sheet, deleted: new Set(this.deleted), blocks: sheet.safe.map((number) => [number, blocks.get(number)]) });
    }
    return faults;
  }
};
