// The page that checks what is dropped on it. Nothing is sent anywhere.
const MOST = 256 * 1024 * 1024;

// A ZIP whose members are stored as they are, read from memory.
class Zip {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.places = new Map();
    let ends = [0];
    for (const member of [...this.directory()].sort((one, other) => one.begin - other.begin)) {
      if (this.places.has(member.name)) verify.refuse(`${member.name} is there twice`);
      if (!ends.includes(member.begin)) verify.refuse(`${member.name} does not begin where the member before it ends`);
      this.places.set(member.name, member);
      ends = member.streamed ? [member.end, member.end + 16, member.end + 24] : [member.end];
    }
    if (!ends.includes(this.list)) verify.refuse("something lies between the members and their list");
  }
  *directory() {
    let end = this.bytes.length - 22;
    while (end >= 0 && this.view.getUint32(end, true) !== 0x06054b50) end -= 1;
    if (end < 0) verify.refuse("it is no whole ZIP file: its end is missing");
    if (end + 22 !== this.bytes.length) verify.refuse("something lies behind its end");
    let at = this.list = this.view.getUint32(end + 16, true);
    for (let left = this.view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (this.view.getUint32(at, true) !== 0x02014b50) verify.refuse("its list of members is broken");
      const [method, size, names, extra, comment, place] = [this.view.getUint16(at + 10, true), this.view.getUint32(at + 24, true),
        this.view.getUint16(at + 28, true), this.view.getUint16(at + 30, true), this.view.getUint16(at + 32, true), this.view.getUint32(at + 42, true)];
      const name = verify.text(this.bytes.slice(at + 46, at + 46 + names));
      if (method !== 0) verify.refuse(`${name} is compressed, which no bundle’s members are`);
      const header = place + 30 + this.view.getUint16(place + 26, true) + this.view.getUint16(place + 28, true);
      const own = verify.text(this.bytes.slice(place + 30, place + 30 + this.view.getUint16(place + 26, true)));
      if (own !== name) verify.refuse(`${name} has another name in its own header`);
      yield { name, begin: place, first: header, end: header + size, streamed: Boolean(this.view.getUint16(at + 8, true) & 8) };
      at += 46 + names + extra + comment;
    }
  }
  names() { return [...this.places.keys()]; }
  has(name) { return this.places.has(name); }
  async read(name) {
    const place = this.places.get(name) ?? verify.refuse(`${name} is missing`);
    return this.bytes.slice(place.first, place.end);
  }
}

class Report {
  constructor(out, name, published, known) {
    Object.assign(this, { out, published, known, told: new Map(), witnesses: [], faults: 0 });
    out.querySelector("[data-name]").textContent = name;
  }
  say(list, words) {
    const item = document.createElement("li");
    item.textContent = words;
    this.out.querySelector(`[data-${list}]`).append(item);
  }
  holds(words) { this.say("holds", words); }
  remark(words) { this.say("remarks", words); }
  broken(words) { if (this.faults < 100) this.say("faults", words); this.faults += 1; }
  knows(digest, name, entry) { this.told.set(digest, { name, entry }); }
  key(key) {
    if (key.text === this.published) this.holds(this.out.dataset.ours);
    else this.remark(`${this.out.dataset.other} ${key.text}`);
  }
  /** The verdict; only what is whole tells what its files are. */
  done() {
    this.out.dataset.verdict = this.faults ? "broken" : "whole";
    if (!this.faults) for (const [digest, found] of this.told) this.known.set(digest, found);
  }
}

const known = new Map();
const form = document.getElementById("check");

async function check(file) {
  const out = document.getElementById("report").content.firstElementChild.cloneNode(true);
  const report = new Report(out, file.name, form.dataset.key, known);
  document.getElementById("reports").prepend(out);
  try {
    if (file.size > MOST) verify.refuse(form.dataset.large);
    report.witnesses = await verify.witnesses(form.elements.witnesses.value);
    await read(new Uint8Array(await file.arrayBuffer()), file, report, out);
  } catch (error) {
    report.broken(error instanceof verify.Broken ? error.message : form.dataset.unreadable);
  }
  report.done();
}

async function read(bytes, file, report, out) {
  const begins = verify.hex(bytes.slice(0, 4));
  const progress = (count) => { out.querySelector("[data-progress]").textContent = count; return new Promise((go) => setTimeout(go)); };
  const zip = begins === "504b0304" ? new Zip(bytes) : null;
  if (zip?.has("statement.txt")) return verify.bundle(zip, report, progress);
  if (file.name.endsWith(".json") && bytes.length < 2 ** 24) {
    const said = JSON.parse(verify.text(bytes));
    if (said?.entry && said.checkpoint) return verify.proof(said, report);
  }
  const digest = verify.hex(await verify.sha256(bytes));
  const found = known.get(digest);
  if (found) report.holds(`${file.name} = ${found.name}, № ${found.entry}`);
  else report.broken(`${form.dataset.unknown} SHA-256 ${digest}`);
  return undefined;
}

const take = async (files) => { for (const file of files) await check(file); };
form.querySelector("input[type=file]").addEventListener("change", ({ target }) => {
  take([...target.files]);
  target.value = ""; // so that the same file can be chosen again, with other keys
});
form.addEventListener("dragover", (event) => event.preventDefault());
form.addEventListener("drop", (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
