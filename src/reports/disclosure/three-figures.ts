/** 1, 10, 100 …: each exact, and so is a number of three figures times one; one divided by it is as near as can be. */
const POWERS = Array.from({ length: 16 }, (_, power) => Number(`1e${power}`));
/** What is this near to the middle of two figures is left to the language, which knows every digit. */
const MIDDLE = 1e-6;

/**
 * Peers' value as it may be shown, to 3 significant figures (sp-bench.md section 2 [D]): what toPrecision(3) says. By way
 * of a text that takes ten times as long, and a chart may ask it of every service in the country.
 */
export function toThreeFigures(value: number): number {
  const shift = 2 - Math.floor(Math.log10(value));
  const power = POWERS[Math.abs(shift)];
  if (power === undefined) return Number(value.toPrecision(3));
  const scaled = shift < 0 ? value / power : value * power;
  const isPlain = scaled >= 100 && scaled < 1000 && Math.abs((scaled % 1) - 0.5) > MIDDLE;
  if (!isPlain) return Number(value.toPrecision(3));
  const figures = Math.round(scaled);
  return shift < 0 ? figures * power : figures / power;
}
