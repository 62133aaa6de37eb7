import { spawn, type ChildProcess } from "node:child_process";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { measureClock } from "./clock";

/** How long a start may take. The first one builds everything, perhaps on a busy machine. */
const START_TIMEOUT_MS = 2_400_000;

/** No test looks at the large organisation: its usual history would cost the processor half a minute. */
const LARGE_MONTH_ENTRIES = "1000";

/**
 * Starts the local run on a free port and stops it afterwards. NOW sets its clock, and PAGE_FIRST lets the page go first.
 * BASE names a local run that is up already and is used instead.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  const { BASE, NOW } = process.env;
  if (BASE) return measureClock(BASE).then(() => undefined);
  const moment = NOW ? ["--now", NOW] : [];
  const run = spawn(
    fileURLToPath(new URL("../../run", import.meta.url)),
    ["--port", "0", "--sqs-port", "0", "--demo-entries", LARGE_MONTH_ENTRIES, ...moment],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  // In reality the system is elsewhere and takes no processor time from the page whose speed is measured.
  if (process.env["PAGE_FIRST"] && run.pid !== undefined)
    setPriority(run.pid, constants.priority.PRIORITY_LOW);
  const base = await waitForAddress(run);
  process.env["BASE"] = base;
  await measureClock(base);
  return () =>
    new Promise((stopped) => {
      run.once("exit", () => stopped());
      run.kill("SIGTERM");
    });
}

function waitForAddress(run: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = "";
    const timeout = setTimeout(() => {
      run.kill("SIGKILL");
      failed(new Error(`The local run did not start:\n${printed}`));
    }, START_TIMEOUT_MS);
    run.once("exit", () => failed(new Error(`The local run ended:\n${printed}`)));
    run.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const [, at] = /Ready after .*?(http:\/\/localhost:\d+)/.exec(printed) ?? [];
      if (!at) return;
      clearTimeout(timeout);
      found(at);
    });
  });
}
