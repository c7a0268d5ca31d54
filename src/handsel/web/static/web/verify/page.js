// Check the files that are dropped on the page. Nothing is sent anywhere.

class Report {
  constructor(out, name, published, known) {
    Object.assign(this, { out, published, known, files: new Map(), witnesses: [], faults: 0 });
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
  knows(digest, name, entry) { this.files.set(digest, { name, entry }); }
  key(key) {
    if (key.text === this.published) this.holds(this.out.dataset.ours);
    else this.remark(`${this.out.dataset.other} ${key.text}`);
  }
  /** Show the verdict; only an intact record vouches for its files. */
  done() {
    this.out.dataset.verdict = this.faults ? "broken" : "whole";
    if (!this.faults) for (const [digest, file] of this.files) this.known.set(digest, file);
  }
}

const known = new Map();
const form = document.getElementById("check");

async function check(file) {
  const out = document.getElementById("report").content.firstElementChild.cloneNode(true);
  const report = new Report(out, file.name, form.dataset.key, known);
  document.getElementById("reports").prepend(out);
  try {
    if (file.size > Number(form.dataset.most)) verify.refuse(form.dataset.large);
    report.witnesses = await verify.witnesses(form.elements.witnesses.value);
    await read(new Uint8Array(await file.arrayBuffer()), file, report, out);
  } catch (error) {
    report.broken(error instanceof verify.Broken ? error.message : form.dataset.unreadable);
  }
  report.done();
}

/** How to check a file that is a bundle or a proof; null where it is neither. */
function recognised(bytes, file, report, progress) {
  if (verify.hex(bytes.slice(0, 4)) === "504b0304") {
    const zip = new verify.Zip(bytes);
    if (zip.has("statement.txt")) return () => verify.bundle(zip, report, progress);
  } else if (file.name.endsWith(".json") && bytes.length <= verify.ENTRY_MOST) {
    const value = verify.json(bytes);
    if (value?.entry !== undefined && value.checkpoint !== undefined) return () => verify.proof(value, report);
  }
  return null;
}

async function read(bytes, file, report, out) {
  const progress = (count) => { out.querySelector("[data-progress]").textContent = count; return new Promise((go) => setTimeout(go)); };
  const digest = verify.hex(await verify.sha256(bytes)), namedFile = known.get(digest);
  let checked = null;
  try {
    checked = recognised(bytes, file, report, progress);
  } catch (error) {
    if (!namedFile) throw error; // a ZIP or JSON of any other sort, which a record names
  }
  if (checked) return checked();
  if (namedFile) report.holds(`${file.name} = ${namedFile.name}, entry ${namedFile.entry}`);
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
