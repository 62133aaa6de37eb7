import { chromium, type LaunchOptions } from "@playwright/test";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { baseUrl, providerCookie } from "./fixtures";

/** The part of Lighthouse's result that the tests read. */
export interface LighthouseResult {
  environment: { benchmarkIndex: number };
  categories: Record<string, { score: number | null }>;
  audits: Record<
    string,
    {
      id: string;
      score: number | null;
      scoreDisplayMode: string;
      numericValue?: number;
      details?: unknown;
    }
  >;
}
export type LighthouseAudit = (path: string, flags?: object) => Promise<LighthouseResult>;

/** Lighthouse has a package folder of its own. */
const AUDIT_SCRIPT = "lighthouse/audit.js";
const run = promisify(execFile);

const MAX_RESULT_BYTES = 100_000_000;
const START_TIMEOUT_MS = 60_000;
const EXIT_TIMEOUT_MS = 10_000;

/**
 * Lets Lighthouse audit pages as on a phone; the provider knows already who is there. Playwright is not
 * connected to the browser: what it does inside an attached page would be measured, too.
 */
export async function withLighthouse(
  launch: LaunchOptions,
  organisation: string,
  work: (audit: LighthouseAudit) => Promise<void>,
): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
  const browser = spawn(
    launch.executablePath ?? chromium.executablePath(),
    [
      ...(launch.args ?? []),
      "--headless",
      "--no-first-run",
      `--user-data-dir=${profile}`,
      "--remote-debugging-port=0",
      "about:blank",
    ],
    // A group of its own: on Debian, the command is a script that starts the browser.
    { stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  try {
    const port = await debuggingPort(browser);
    await signInOnPort(port, organisation);
    await work(async (path, flags = {}) => {
      // The provider's cookie, which says who is signed in, must survive.
      const given = { port, output: "json", logLevel: "error", disableStorageReset: true, ...flags };
      const audit = run(process.execPath, [AUDIT_SCRIPT, baseUrl() + path, JSON.stringify(given)], {
        maxBuffer: MAX_RESULT_BYTES,
      });
      // What is measured goes before what measures it.
      if (audit.child.pid !== undefined) setPriority(audit.child.pid, constants.priority.PRIORITY_LOW);
      const { stdout } = await audit;
      return JSON.parse(stdout) as LighthouseResult;
    });
  } finally {
    await stop(browser);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Without Playwright, whose tests never end a connection to a browser that they did not start. */
async function signInOnPort(port: number, organisation: string): Promise<void> {
  const version = await fetch(`http://127.0.0.1:${port}/json/version`);
  const { webSocketDebuggerUrl } = (await version.json()) as { webSocketDebuggerUrl: string };
  const socket = new WebSocket(webSocketDebuggerUrl);
  const answer = await new Promise<string>((received, failed) => {
    socket.onerror = () => failed(new Error("The browser does not answer."));
    socket.onmessage = ({ data }) => received(String(data));
    socket.onopen = () => {
      const params = { cookies: [providerCookie(organisation)] };
      socket.send(JSON.stringify({ id: 1, method: "Storage.setCookies", params }));
    };
  });
  socket.close();
  if (answer.includes('"error"')) throw new Error(`The browser takes no cookie: ${answer}`);
}

/** The browser chooses a free port and prints it once it is listening. */
function debuggingPort(browser: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    let output = "";
    const fail = (error: Error) => {
      clearTimeout(timeout);
      failed(error);
    };
    const timeout = setTimeout(
      () => fail(new Error(`The browser does not listen:\n${output}`)),
      START_TIMEOUT_MS,
    );
    browser.once("error", fail);
    browser.once("exit", () => fail(new Error(`The browser ended:\n${output}`)));
    browser.stderr?.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000);
      const [, port] = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(output) ?? [];
      if (!port) return;
      clearTimeout(timeout);
      found(Number(port));
    });
  });
}

/** Stops the browser and waits for its child processes, which write into the profile until they end. */
function stop(browser: ChildProcess): Promise<void> {
  const { pid } = browser;
  return new Promise((over) => {
    if (pid === undefined || browser.stderr?.closed !== false) return over();
    const force = setTimeout(() => signal(pid, "SIGKILL"), EXIT_TIMEOUT_MS);
    browser.once("close", () => {
      clearTimeout(force);
      over();
    });
    signal(pid, "SIGTERM");
  });
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // It has ended meanwhile.
  }
}
