// Byte counts in the reader's language; a megabyte has 1,000,000 bytes, as everywhere in the house.
const units = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** Format a number of bytes for people. */
export function bytes(count) {
  const step = Math.min(3, Math.floor(Math.log10(Math.max(1, count)) / 3));
  const style = { style: "unit", unit: units[step], unitDisplay: step ? "short" : "long", maximumFractionDigits: step > 1 ? 1 : 0 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(count / 1000 ** step);
}
