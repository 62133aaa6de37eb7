import { chromium, type LaunchOptions } from "@playwright/test";
import lighthouse from "lighthouse";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BASE, signIn } from "./test";

export type Result = NonNullable<Awaited<ReturnType<typeof lighthouse>>>["lhr"];

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });

/** Asks Lighthouse about pages as somebody sees them who is signed in, in a browser of its own, as on a phone. */
export async function audited(
  launch: LaunchOptions,
  organisation: string,
  work: (audit: (path: string, flags?: object) => Promise<Result>) => Promise<void>,
): Promise<void> {
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
  const browser = await chromium.launchPersistentContext(profile, {
    ...launch,
    args: [...(launch.args ?? []), `--remote-debugging-port=${port}`],
  });
  try {
    await signIn(await browser.newPage(), organisation);
    await work(async (path, flags = {}) => {
      // The provider remembers who is signed in by a cookie.
      const given = { port, output: "json", logLevel: "error", disableStorageReset: true, ...flags } as const;
      const result = await lighthouse(BASE() + path, given);
      if (!result) throw new Error(`nothing came of ${path}`);
      return result.lhr;
    });
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
