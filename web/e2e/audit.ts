import { chromium, type LaunchOptions } from "@playwright/test";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { BASE, signIn } from "./test";

/** What we read of Lighthouse's result. */
export interface Result {
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
export type Audit = (path: string, flags?: object) => Promise<Result>;

/** Lighthouse has a folder of packages of its own. */
const AUDIT = "lighthouse/audit.js";
const run = promisify(execFile);

const MAX_RESULT_BYTES = 100_000_000;
const PATIENCE_MILLIS = 60_000;
const FAREWELL_MILLIS = 10_000;

/**
 * Asks Lighthouse about pages as somebody sees them who is signed in, as on a phone. The browser is nobody's but
 * Lighthouse's while it looks: what Playwright keeps doing inside of a page it is attached to would be measured too.
 */
export async function audited(
  launch: LaunchOptions,
  organisation: string,
  work: (audit: Audit) => Promise<void>,
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
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  try {
    const port = await debuggingPort(browser);
    await signInAt(port, organisation);
    await work(async (path, flags = {}) => {
      // The provider remembers who is signed in by a cookie.
      const given = { port, output: "json", logLevel: "error", disableStorageReset: true, ...flags };
      const { stdout } = await run(process.execPath, [AUDIT, BASE() + path, JSON.stringify(given)], {
        maxBuffer: MAX_RESULT_BYTES,
      });
      return JSON.parse(stdout) as Result;
    });
  } finally {
    await ended(browser);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function signInAt(port: number, organisation: string): Promise<void> {
  const attached = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  try {
    const page = await attached.contexts()[0]?.newPage();
    if (!page) throw new Error("a browser without a window");
    await signIn(page, organisation);
    await page.close();
  } finally {
    await attached.close();
  }
}

/** The browser chooses a free one, and says which when it listens. */
function debuggingPort(browser: ChildProcess): Promise<number> {
  return new Promise((found, failed) => {
    let said = "";
    const give = (up: Error) => {
      clearTimeout(patience);
      failed(up);
    };
    const patience = setTimeout(
      () => give(new Error(`The browser does not listen:\n${said}`)),
      PATIENCE_MILLIS,
    );
    browser.once("error", give);
    browser.once("exit", () => give(new Error(`The browser ended:\n${said}`)));
    browser.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-10_000);
      const [, port] = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(said) ?? [];
      if (!port) return;
      clearTimeout(patience);
      found(Number(port));
    });
  });
}

/** When its helpers are gone too: they hold its output open, and write into the profile to the last. */
function ended(browser: ChildProcess): Promise<void> {
  return new Promise((over) => {
    if (browser.pid === undefined || browser.exitCode !== null || browser.signalCode !== null) return over();
    const force = setTimeout(() => browser.kill("SIGKILL"), FAREWELL_MILLIS);
    browser.once("close", () => {
      clearTimeout(force);
      over();
    });
    browser.kill("SIGTERM");
  });
}
