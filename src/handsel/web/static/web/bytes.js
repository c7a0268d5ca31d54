// Numbers of bytes in the reader's language; a megabyte has 1,000,000, as the house says everywhere.
const units = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** A number of bytes as people read it. */
export function bytes(count) {
  const step = Math.min(3, Math.floor(Math.log10(Math.max(1, count)) / 3));
  const style = { style: "unit", unit: units[step], unitDisplay: step ? "short" : "long", maximumFractionDigits: step > 1 ? 1 : 0 };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(count / 1000 ** step);
}
