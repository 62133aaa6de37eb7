import { spawnSync } from "node:child_process";
import { SEED } from "./e2e/seed.ts";

/** Moments at which code that depends on the calendar tends to break. Some runs continue past midnight. */
const MOMENTS = [
    ["a Sunday", "2027-01-17T12:00:00+01:00"],
    ["a Monday", "2027-01-18T08:00:00+01:00"],
    ["a month begins in Rome", "2027-03-01T00:05:00+01:00"],
    ["a month begins in Auckland", "2027-06-01T00:05:00+12:00"],
    ["a month ends in Rome", "2027-04-30T23:55:00+02:00"],
    ["a month ends in Auckland", "2027-09-30T23:55:00+13:00"],
    ["a leap day", "2028-02-29T23:50:00+01:00"],
    ["summer time begins", "2027-03-28T01:55:00+01:00"],
    ["summer time ends", "2027-10-31T02:55:00+02:00"],
    ["a year ends", "2027-12-31T23:55:00+01:00"],
    ["a year begins", "2028-01-01T00:05:00+01:00"],
];

const failed = [];
for (const [name, NOW] of MOMENTS) {
    console.log(`\n${name}: ${NOW}`);
    // Each moment tests another sample, which the same seed repeats.
    const env = { ...process.env, NOW, SEED: `${SEED} ${NOW}` };
    const { status } = spawnSync("playwright", ["test", ...process.argv.slice(2)], { stdio: "inherit", env });
    if (status !== 0) failed.push(`${name}: NOW=${NOW} SEED='${env.SEED}' npm run e2e`);
}
console.log(`\n${MOMENTS.length - failed.length} moments passed, ${failed.length} failed`);
for (const one of failed) console.log(`  ${one}`);
process.exitCode = failed.length === 0 ? 0 : 1;
