// JSON as the record writes it: in UTF-8, no name twice, whole numbers alone, nothing nested deeper than a hundred times.
verify.Json = class {
  constructor(bytes) { this.text = verify.text(bytes); this.at = 0; }
  whole() {
    const value = this.value(0);
    this.space();
    if (this.at !== this.text.length) verify.refuse("it is no JSON");
    return value;
  }
  value(depth) {
    this.space();
    const sign = this.text[this.at];
    if (sign === '"') return this.string();
    if (sign !== "{" && sign !== "[") return this.word();
    if (depth === 100) verify.refuse("it is nested too deeply");
    return sign === "{" ? this.object(depth + 1) : this.array(depth + 1);
  }
  object(depth) {
    const members = Object.create(null);
    this.list("}", () => {
      const name = this.string();
      if (name in members) verify.refuse("it has a name twice");
      if (!this.took(":")) verify.refuse("it is no JSON");
      members[name] = this.value(depth);
    });
    return members;
  }
  array(depth) {
    const items = [];
    this.list("]", () => items.push(this.value(depth)));
    return items;
  }
  list(end, read) {
    this.at += 1;
    if (this.took(end)) return;
    do read(); while (this.took(","));
    if (!this.took(end)) verify.refuse("it is no JSON");
  }
  string() {
    this.space();
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    const value = this.taken(this.text.slice(this.at, end + 1));
    if (typeof value !== "string") verify.refuse("it is no JSON");
    if (/\p{Surrogate}/u.test(value)) verify.refuse("it is no text in UTF-8");
    return value;
  }
  word() {
    const [word] = /^[-+.\w]*/.exec(this.text.slice(this.at, this.at + 40));
    if (/^(-?Infinity|NaN|-?[0-9].*)$/.test(word) && !(/^(0|-?[1-9][0-9]{0,15})$/.test(word) && Number.isSafeInteger(Number(word)))) verify.refuse(`a record has no number like ${word.slice(0, 20)}`);
    return this.taken(word);
  }
  taken(token) {
    this.at += token.length;
    try { return JSON.parse(token); } catch { return verify.refuse("it is no JSON"); }
  }
  took(sign) {
    this.space();
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }
  space() { while (/^[ \t\n\r]$/.test(this.text[this.at])) this.at += 1; }
};
verify.json = (bytes) => new verify.Json(bytes).whole();
