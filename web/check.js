import { spawn } from "node:child_process";
import { FULL, SEED, shuffled } from "./e2e/seed.ts";

/** Where and in which language unit tests run must not matter to them: one pair a day, all with FULL. */
const PLACES = [
    { TZ: "UTC", LANG: "C" },
    { TZ: "Europe/Rome", LANG: "it_IT.UTF-8" },
    { TZ: "Pacific/Auckland", LANG: "en_NZ.UTF-8" },
    { TZ: "America/Los_Angeles", LANG: "de_DE.UTF-8" },
    { TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8" },
];
const places = FULL ? PLACES : shuffled(PLACES, "unit tests").slice(0, 1);
const unitTests = places.map((place) => ["vitest run", { ...place, LC_ALL: place.LANG }]);

/** What is beside each other here runs at the same time. */
const LANES = [
    [["eslint . --max-warnings 0"]],
    [["tsc --noEmit"], ...unitTests, ["vite build"], ["size-limit"], ["prettier --check ."]],
];

let isGood = true;

/** Says nothing but its result until it is over, so that what two say at a time is not mixed up. */
function run([command, environment = {}]) {
    const began = performance.now();
    const env = { ...process.env, ...environment };
    const child = spawn(command, { shell: true, env, stdio: ["ignore", "pipe", "pipe"] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(chunk));
    return new Promise((over) => {
        child.on("close", (code) => {
            const seconds = Math.round((performance.now() - began) / 1000);
            const where = Object.entries(environment).map((pair) => pair.join("="));
            console.log(`${String(seconds).padStart(4)} s  ${[...where, command].join(" ")}`);
            if (code !== 0 || /^(vitest|size)/.test(command)) console.log(Buffer.concat(said).toString());
            isGood &&= code === 0;
            over(code === 0);
        });
    });
}

async function follow(lane) {
    for (const step of lane) await run(step);
}

console.log(`again: SEED='${SEED}' npm run check`);
if (await run(["npm run -s types"])) await Promise.all(LANES.map(follow));
process.exitCode = isGood ? 0 : 1;
