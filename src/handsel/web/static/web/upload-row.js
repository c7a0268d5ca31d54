// One upload as a row of the list: its progress, announced to screen readers, and its buttons.
import { bytes } from "./bytes.js";
import { Refused, Transfer } from "./transfer.js";

const model = document.getElementById("upload-row");

export class Row {
  static words = model ? { ...model.dataset } : {};

  constructor(uploads, facts) {
    Object.assign(this, { uploads, known: facts, state: "ready" });
    const token = uploads.form.querySelector("[name=csrfmiddlewaretoken]").value;
    const creation = uploads.input.dataset.uploads;
    this.transfer = new Transfer(creation, token, (...event) => this.receiveState(...event), facts.address);
    this.element = model.content.firstElementChild.cloneNode(true);
    this.element.querySelector("b").textContent = facts.name;
    this.gauge = this.element.querySelector("[role=progressbar]");
    this.gauge.setAttribute("aria-label", facts.name);
    [this.pauser, this.remover] = this.element.querySelectorAll("button");
    this.pauser.addEventListener("click", () => this.pauseOrGoOn());
    this.remover.addEventListener("click", () => this.remove());
    for (const button of [this.pauser, this.remover]) button.querySelector(".hide").textContent = ` ${facts.name}`;
    this.show();
  }

  get facts() { return { ...this.known, address: this.transfer.address }; }
  get isReady() { return this.state === "ready" && this.transfer.file && !this.transfer.running; }
  get holds() { return this.state !== "done"; }
  get isStuck() { return ["again", "refused"].includes(this.state); }

  /** Whether this row waits for the rest of this file. */
  waitsFor(file) {
    const { name, size, modified } = this.known;
    return !this.transfer.file && name === file.name && size === file.size && modified === file.lastModified;
  }

  receive(file) {
    this.transfer.file = file;
    this.setState("ready");
  }

  start() {
    this.setState(navigator.onLine ? "sending" : "offline");
    if (navigator.onLine) this.transfer.run();
  }

  pauseOrGoOn() {
    const goesOn = this.state === "paused";
    if (!goesOn) this.transfer.pause();
    this.setState(goesOn ? "ready" : "paused");
    this.uploads.next();
  }

  goOffline() {
    if (!["sending", "waiting"].includes(this.state)) return;
    this.transfer.pause();
    this.setState("offline");
  }

  goOn() {
    if (this.state !== "offline") return;
    this.setState("ready");
    this.uploads.next();
  }

  async remove() {
    await this.transfer.remove();
    this.uploads.forget(this);
  }

  /** Ask the server about an earlier upload; remove the row if it is unknown there. */
  async find() {
    try {
      await this.transfer.look();
      this.setState(this.transfer.arrived === this.known.size ? "done" : "again");
    } catch (error) {
      if (error instanceof Refused) this.uploads.forget(this);
      else this.setState("again");
    }
  }

  receiveState(state, words = "", arrived = this.transfer.arrived) {
    if (state === "begun") this.uploads.keep();
    else if (state === "sending" && !["sending", "waiting"].includes(this.state)) return;
    else if (state !== "stopped") this.setState(state, words, arrived);
    if (["done", "refused", "stopped"].includes(state)) this.uploads.next();
  }

  setState(state, words = "", arrived = this.transfer.arrived) {
    const spoken = this.state !== state && state !== "ready";
    this.state = state;
    this.show(words, arrived);
    if (spoken) this.uploads.say(`${this.known.name}: ${this.element.querySelector(".say").textContent}`);
  }

  show(words = "", arrived = this.transfer.arrived) {
    const share = this.state === "done" ? 100 : Math.floor((100 * arrived) / Math.max(1, this.known.size));
    const filled = Row.words[this.state].replace("{done}", bytes(arrived)).replace("{whole}", bytes(this.known.size));
    this.element.querySelector(".say").textContent = words || filled;
    this.element.dataset.state = this.state;
    this.gauge.style.setProperty("--at", share);
    this.gauge.setAttribute("aria-valuenow", share);
    this.pauser.hidden = ["done", "refused", "again", "offline"].includes(this.state);
    this.pauser.firstChild.textContent = Row.words[this.state === "paused" ? "resume" : "pause"];
    this.element.querySelector("input")?.remove();
    if (this.state === "done") this.addId();
  }

  /** Add the upload's id to the form. */
  addId() {
    const id = this.transfer.address.split("/").at(-2);
    const named = Object.assign(document.createElement("input"), { type: "hidden", value: id });
    named.name = `${this.uploads.input.name}-upload`;
    this.element.append(named);
  }
}
