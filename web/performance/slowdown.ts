/** How much faster a processor is than a phone of the middle, at these benchmark indexes. */
const KNOWN: readonly [index: number, slowdown: number][] = [
  [150, 1],
  [800, 2],
  [1300, 3],
  [1533, 4],
];

/**
 * By how much a processor must be slowed down to be as slow as a phone of the middle. Lighthouse's own 4 is right for a
 * developer's desktop and slows anything less down to phones that nobody sells, so it asks for a calibration:
 * https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md#cpu-throttling. These are the points of the
 * calculator that it names, https://github.com/patrickhulce/lighthouse-cpu-throttling-calculator, and straight lines
 * between them; the last line goes on.
 */
export function slowdown(index: number): number {
  const upper = Math.max(
    1,
    KNOWN.findIndex(([at], place) => index < at || place === KNOWN.length - 1),
  );
  const [from = [150, 1], to = [800, 2]] = KNOWN.slice(upper - 1, upper + 1);
  return Math.max(1, from[1] + ((index - from[0]) / (to[0] - from[0])) * (to[1] - from[1]));
}
