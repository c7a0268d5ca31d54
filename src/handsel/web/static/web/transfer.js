// One file on its way to the house (tus 1.0): part by part, from where it stands, and again when a part breaks.
const PART_BYTES = 8 * 1024 * 1024;
const PART_MS_MAX = 90_000;
const REST_MS_MAX = 30_000;
const AGAIN = new Set([0, 409, 423, 429, 502, 503, 504]);

/** The house says no, so that trying again is of no use. */
export class Refused extends Error {}

export class Transfer {
  /** `told(state, words)` hears: begun, sending, waiting, stopped, done, refused. */
  constructor(creation, token, told, address = "") {
    Object.assign(this, { creation, token, told, address, arrived: 0, file: null, running: false, paused: false });
  }

  /** Send until all has arrived, or somebody stops it; breaks are waited for, longer each time. */
  async run() {
    if (this.running || !this.file) return;
    this.running = true;
    this.paused = false;
    for (let rest = 500; !this.paused; rest = Math.min(rest * 2, REST_MS_MAX)) {
      const before = this.arrived;
      try {
        await this.#send();
        this.running = false;
        return void this.told("done");
      } catch (error) {
        if (this.paused) break;
        if (error instanceof Refused) {
          this.running = false;
          return void this.told("refused", error.message);
        }
        if (this.arrived > before) rest = 500;
        this.told("waiting");
        await new Promise((done) => { this.wake = done; setTimeout(done, rest); });
      }
    }
    this.running = false;
    this.told("stopped");
  }

  /** Stop sending; what has arrived stays there. */
  pause() {
    this.paused = true;
    this.request?.abort();
    this.wake?.();
  }

  /** How much has arrived, as the house knows it. */
  async look() {
    const head = await this.#ask("HEAD", this.address);
    this.size = Number(head.getResponseHeader("Upload-Length"));
    this.arrived = Number(head.getResponseHeader("Upload-Offset"));
  }

  /** Have the house forget it. */
  async remove() {
    this.pause();
    for (let tries = 0; this.address && tries < 3; tries++) {
      const gone = await this.#ask("DELETE", this.address).then(() => true, (error) => error instanceof Refused);
      if (gone) return;
      await new Promise((done) => setTimeout(done, 300));
    }
  }

  async #send() {
    if (this.address) await this.look();
    else if (await this.#begin()) return;
    do {
      const part = this.file.slice(this.arrived, this.arrived + PART_BYTES);
      const headers = { "Upload-Offset": this.arrived, "Content-Type": "application/offset+octet-stream" };
      const answer = await this.#ask("PATCH", this.address, headers, part);
      this.arrived = Number(answer.getResponseHeader("Upload-Offset"));
      this.told("sending");
    } while (this.arrived < this.file.size);
  }

  /** Begin it; an empty file is there at once. */
  async #begin() {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(this.file.name)));
    const headers = { "Upload-Length": this.file.size, "Upload-Metadata": `filename ${name}` };
    this.address = (await this.#ask("POST", this.creation, headers)).getResponseHeader("Location");
    this.told("begun");
    return this.file.size === 0;
  }

  #ask(method, address, headers = {}, body = null) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open(method, address);
      request.timeout = PART_MS_MAX;
      for (const [name, value] of Object.entries({ "Tus-Resumable": "1.0.0", "X-CSRFToken": this.token, ...headers })) {
        request.setRequestHeader(name, value);
      }
      const from = this.arrived;
      if (body) request.upload.onprogress = (event) => this.told("sending", "", from + event.loaded);
      request.onload = () => {
        const ours = request.getResponseHeader("Tus-Resumable");
        if (ours && request.status < 300) resolve(request);
        else if (AGAIN.has(request.status) || request.status === 500) reject(new Error("broken"));
        else reject(new Refused(ours ? request.responseText : ""));
      };
      request.onerror = request.onabort = request.ontimeout = () => reject(new Error("broken"));
      request.send(body);
    });
  }
}
