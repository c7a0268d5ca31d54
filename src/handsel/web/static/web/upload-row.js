// A file on its way, as a row that people see and hear: how far it is, and what can be done about it.
import { bytes } from "./bytes.js";
import { Refused, Transfer } from "./transfer.js";

const model = document.getElementById("upload-row");

export class Row {
  static words = model ? { ...model.dataset } : {};

  constructor(uploads, facts) {
    Object.assign(this, { uploads, known: facts, state: "ready" });
    const token = uploads.form.querySelector("[name=csrfmiddlewaretoken]").value;
    const creation = uploads.input.dataset.uploads;
    this.transfer = new Transfer(creation, token, (...heard) => this.hear(...heard), facts.address);
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

  /** Whether it is the rest of this file that is missing. */
  waitsFor(file) {
    const { name, size, modified } = this.known;
    return !this.transfer.file && name === file.name && size === file.size && modified === file.lastModified;
  }

  receive(file) {
    this.transfer.file = file;
    this.turn("ready");
  }

  start() {
    this.turn(navigator.onLine ? "sending" : "offline");
    if (navigator.onLine) this.transfer.run();
  }

  pauseOrGoOn() {
    const goesOn = this.state === "paused";
    if (!goesOn) this.transfer.pause();
    this.turn(goesOn ? "ready" : "paused");
    this.uploads.next();
  }

  goOffline() {
    if (!["sending", "waiting"].includes(this.state)) return;
    this.transfer.pause();
    this.turn("offline");
  }

  goOn() {
    if (this.state !== "offline") return;
    this.turn("ready");
    this.uploads.next();
  }

  async remove() {
    await this.transfer.remove();
    this.uploads.forget(this);
  }

  /** Ask the house for an upload of before; what it does not know is taken off the list. */
  async find() {
    try {
      await this.transfer.look();
      this.turn(this.transfer.arrived === this.known.size ? "done" : "again");
    } catch (error) {
      if (error instanceof Refused) this.uploads.forget(this);
      else this.turn("again");
    }
  }

  hear(heard, words = "", arrived = this.transfer.arrived) {
    if (heard === "begun") this.uploads.keep();
    else if (heard === "sending" && !["sending", "waiting"].includes(this.state)) return;
    else if (heard !== "stopped") this.turn(heard, words, arrived);
    if (["done", "refused", "stopped"].includes(heard)) this.uploads.next();
  }

  turn(state, words = "", arrived = this.transfer.arrived) {
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
    if (this.state === "done") this.name();
  }

  /** The form names it by its id. */
  name() {
    const id = this.transfer.address.split("/").at(-2);
    const named = Object.assign(document.createElement("input"), { type: "hidden", value: id });
    named.name = `${this.uploads.input.name}-upload`;
    this.element.append(named);
  }
}
