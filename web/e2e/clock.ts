/**
 * The system's clock. It may pretend a moment (`NOW=2028-02-29T23:50:00+01:00 npm run e2e`), so nothing here may ask this
 * machine's for the time.
 */
export const now = (): Date => new Date(Date.now() + Number(process.env["CLOCK_AHEAD_MILLIS"] ?? 0));

/** Where organisations are that chose no time zone of their own. */
export const ZONE = "Europe/Rome";

/** The date somewhere, as 2026-11-30. */
export const dateIn = (zone: string, at = now()): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(at);

export const today = (): string => dateIn(ZONE);

export const month = (): string => today().slice(0, 7);

export const lastYear = (): number => Number(month().slice(0, 4)) - 1;

/** Where a new day begins, it does for something in these tests. */
const ZONES = [ZONE, "Pacific/Auckland", "UTC"];

export const days = (): string => ZONES.map((zone) => dateIn(zone)).join();

/** How far the clock of the system that runs there is ahead of this machine's. */
export async function measureClock(base: string): Promise<void> {
  const answer = await fetch(`${base}/local/clock`);
  const ahead = answer.ok ? Date.parse((await answer.text()).trim()) - Date.now() : 0;
  if (Number.isNaN(ahead)) throw new Error("the local run tells no time");
  process.env["CLOCK_AHEAD_MILLIS"] = String(ahead);
}
