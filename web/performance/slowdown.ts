/** By how much a processor with a benchmark index is faster than a mid-range phone. */
const CALIBRATION: readonly [index: number, slowdown: number][] = [
  [150, 1],
  [800, 2],
  [1300, 3],
  [1533, 4],
];

/**
 * The factor that slows a processor down to a mid-range phone. Lighthouse's default of 4 suits a developer's desktop
 * and makes slower machines imitate phones that nobody sells, so Lighthouse asks for a calibration:
 * https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md#cpu-throttling. This function interpolates
 * between the points of the calculator recommended there,
 * https://github.com/patrickhulce/lighthouse-cpu-throttling-calculator. A processor beyond its last point is slowed down
 * by Lighthouse's default, as in every score that others publish.
 */
export function slowdown(index: number): number {
  const [lastIndex, lastSlowdown] = CALIBRATION.at(-1) ?? [1, 1];
  if (index >= lastIndex) return lastSlowdown;
  const upper = Math.max(
    1,
    CALIBRATION.findIndex(([at]) => index < at),
  );
  const [from = [150, 1], to = [800, 2]] = CALIBRATION.slice(upper - 1, upper + 1);
  return Math.max(1, from[1] + ((index - from[0]) / (to[0] - from[0])) * (to[1] - from[1]));
}
