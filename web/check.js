import { spawn } from "node:child_process";
import { FULL, SEED, shuffled } from "./e2e/seed.ts";

/** Unit tests must pass in any time zone and language: one of these a day, all of them with FULL. */
const ENVIRONMENTS = [
    { TZ: "UTC", LANG: "C" },
    { TZ: "Europe/Rome", LANG: "it_IT.UTF-8" },
    { TZ: "Pacific/Auckland", LANG: "en_NZ.UTF-8" },
    { TZ: "America/Los_Angeles", LANG: "de_DE.UTF-8" },
    { TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8" },
];
const environments = FULL ? ENVIRONMENTS : shuffled(ENVIRONMENTS, "unit tests").slice(0, 1);
const unitTests = environments.map((environment) => [
    "vitest run",
    { ...environment, LC_ALL: environment.LANG },
]);

/** The lanes run side by side, and the steps of a lane one after the other. */
const LANES = [
    [["eslint . --max-warnings 0"]],
    [
        ["tsc --noEmit"],
        ...unitTests,
        ["vite build"],
        ["vite build --config vite.embed.config.ts"],
        ["vite build --config vite.operator.config.ts"],
        ["size-limit"],
        ["prettier --check ."],
    ],
];

let succeeded = true;

/** Prints the output of a command when it has ended, so that the output of the two lanes is not mixed up. */
function run([command, environment = {}]) {
    const startedAt = performance.now();
    const env = { ...process.env, ...environment };
    const child = spawn(command, { shell: true, env, stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(chunk));
    return new Promise((resolve) => {
        child.on("close", (code) => {
            const seconds = Math.round((performance.now() - startedAt) / 1000);
            const variables = Object.entries(environment).map((pair) => pair.join("="));
            console.log(`${String(seconds).padStart(4)} s  ${[...variables, command].join(" ")}`);
            if (code !== 0 || /^(vitest|size)/.test(command)) console.log(Buffer.concat(output).toString());
            succeeded &&= code === 0;
            resolve(code === 0);
        });
    });
}

async function runLane(lane) {
    for (const step of lane) await run(step);
}

console.log(`Repeat with: SEED='${SEED}' npm run check`);
if (await run(["npm run -s types"])) await Promise.all(LANES.map(runLane));
process.exitCode = succeeded ? 0 : 1;
