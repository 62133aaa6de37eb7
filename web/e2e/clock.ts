/**
 * The clock of the system under test. The system may run at a pretended moment
 * (`NOW=2028-02-29T23:50:00+01:00 npm run e2e`), so tests must never use the machine's own clock.
 */
export const now = (): Date => new Date(Date.now() + Number(process.env["CLOCK_AHEAD_MILLIS"] ?? 0));

/** The time zone of an organisation that has not chosen one. */
export const DEFAULT_ZONE = "Europe/Rome";

/** The date in a time zone, such as 2026-11-30. */
export const dateIn = (zone: string, at = now()): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(at);

export const today = (): string => dateIn(DEFAULT_ZONE);

export const currentMonth = (): string => today().slice(0, 7);

export const lastYear = (): number => Number(currentMonth().slice(0, 4)) - 1;

/** Time zones whose midnight changes what a test sees. */
const DATE_ZONES = [DEFAULT_ZONE, "Pacific/Auckland", "UTC"];

export const currentDates = (): string => DATE_ZONES.map((zone) => dateIn(zone)).join();

/** Measures how far the clock of the system at this address is ahead of this machine's, for {@link now}. */
export async function measureClock(base: string): Promise<void> {
  const answer = await fetch(`${base}/local/clock`);
  const ahead = answer.ok ? Date.parse((await answer.text()).trim()) - Date.now() : 0;
  if (Number.isNaN(ahead)) throw new Error("The local run does not report its time.");
  process.env["CLOCK_AHEAD_MILLIS"] = String(ahead);
}
