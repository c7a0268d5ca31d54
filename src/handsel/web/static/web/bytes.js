// Numbers of bytes in the reader's language.
const units = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** A number of bytes as people read it. */
export function bytes(count) {
  const step = Math.min(3, Math.floor(Math.log2(Math.max(1, count)) / 10));
  const style = { style: "unit", unit: units[step], maximumFractionDigits: step > 1 ? 1 : 0 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(count / 1024 ** step);
}
