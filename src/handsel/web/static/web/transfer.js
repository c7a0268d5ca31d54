// One resumable upload (tus 1.0): part by part, from its current offset, with retries.
const PART_BYTES = 8 * 1024 * 1024;
const PART_MS_MAX = 90_000;
const DELAY_MS_MAX = 30_000;
const RETRIED = new Set([0, 409, 423, 429, 502, 503, 504]);

/** The server refuses, so retrying is of no use. */
export class Refused extends Error {}

export class Transfer {
  /** `notify(state, words, arrived)` gets: begun, sending, waiting, stopped, done, refused. */
  constructor(creation, token, notify, address = "") {
    Object.assign(this, { creation, token, notify, address, arrived: 0, file: null, running: false, paused: false });
  }

  /** Send until all has arrived or it is paused; retry after errors, with growing delays. */
  async run() {
    if (this.running || !this.file) return;
    this.running = true;
    this.paused = false;
    for (let delay = 500; !this.paused; delay = Math.min(delay * 2, DELAY_MS_MAX)) {
      const before = this.arrived;
      try {
        await this.#send();
        this.running = false;
        return void this.notify("done");
      } catch (error) {
        if (this.paused) break;
        if (error instanceof Refused) {
          this.running = false;
          return void this.notify("refused", error.message);
        }
        if (this.arrived > before) delay = 500;
        this.notify("waiting");
        await new Promise((done) => { this.wake = done; setTimeout(done, delay); });
      }
    }
    this.running = false;
    this.notify("stopped");
  }

  /** Stop sending; the server keeps what has arrived. */
  pause() {
    this.paused = true;
    this.request?.abort();
    this.wake?.();
  }

  /** Ask the server how much has arrived. */
  async look() {
    const head = await this.#ask("HEAD", this.address);
    this.size = Number(head.getResponseHeader("Upload-Length"));
    this.arrived = Number(head.getResponseHeader("Upload-Offset"));
  }

  /** Delete the upload on the server. */
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
      this.notify("sending");
    } while (this.arrived < this.file.size);
  }

  /** Create the upload; true if the file is empty, and so complete at once. */
  async #begin() {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(this.file.name)));
    const headers = { "Upload-Length": this.file.size, "Upload-Metadata": `filename ${name}` };
    this.address = (await this.#ask("POST", this.creation, headers)).getResponseHeader("Location");
    this.notify("begun");
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
      if (body) request.upload.onprogress = (event) => this.notify("sending", "", from + event.loaded);
      request.onload = () => {
        const ours = request.getResponseHeader("Tus-Resumable");
        if (ours && request.status < 300) resolve(request);
        else if (RETRIED.has(request.status) || request.status === 500) reject(new Error("broken"));
        else reject(new Refused(ours ? request.responseText : ""));
      };
      request.onerror = request.onabort = request.ontimeout = () => reject(new Error("broken"));
      request.send(body);
    });
  }
}
