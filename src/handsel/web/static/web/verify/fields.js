// Values within what a device signed and what entries say, read as strictly as handsel-verify does.
verify.require = (holds, otherwise) => { if (!holds) verify.refuse(otherwise); };
verify.isWhole = (value, most = Number.MAX_SAFE_INTEGER) => typeof value === "number" && value >= 0 && value <= most;
verify.uuid = (text) => {
  verify.require(typeof text === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text), "an identifier in it is none");
  return text;
};
// Control characters, and those that turn the direction of a line.
verify.CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
verify.words = (text, most) => {
  verify.require(typeof text === "string" && [...text].length <= most && !text.includes("\0"), `a text in it is none, or longer than ${most} characters`);
  return text;
};
verify.line = (text, most) => {
  verify.require(!verify.CONTROL.test(verify.words(text, most)), "a text in it has control characters");
  return text;
};
verify.hasNames = (value, names) => verify.isObject(value) && JSON.stringify(Object.keys(value).sort()) === JSON.stringify([...names].sort());
verify.fields = (value, names, what) => {
  verify.require(verify.hasNames(value, names), `${what} has other fields`);
  return value;
};
// A time as the record writes it: with a fraction only where there is one.
verify.instantText = (at) => {
  const [second] = new Date(Number(at / 1000n)).toISOString().split("."), micro = at % verify.SECOND;
  return `${second}${micro ? `.${String(micro).padStart(6, "0")}` : ""}+00:00`;
};
