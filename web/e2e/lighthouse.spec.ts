import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BASE, expect, signIn, test } from "./test";

test.describe.configure({ mode: "serial" });

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });

for (const [path, organisation] of [
  ["/", "initech"],
  ["/pricing", "northwind"],
] as const)
  test(`${path} of ${organisation} is as good as Lighthouse can say`, async ({ launchOptions }) => {
    test.setTimeout(120_000);
    const port = await freePort();
    const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
    const browser = await chromium.launchPersistentContext(profile, {
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
    });
    try {
      await signIn(await browser.newPage(), organisation);

      const result = await lighthouse(BASE() + path, {
        port,
        output: "json",
        logLevel: "error",
        // The provider remembers who is signed in by a cookie.
        disableStorageReset: true,
        onlyCategories: ["accessibility", "best-practices", "seo", "performance"],
      });

      const scores = Object.fromEntries(
        Object.entries(result?.lhr.categories ?? {}).map(([name, { score }]) => [name, score]),
      );
      const failing = Object.values(result?.lhr.audits ?? {})
        .filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === "binary")
        .map(({ id, title, details }) => [id, title, JSON.stringify(details).slice(0, 400)]);
      expect(scores, JSON.stringify(failing)).toMatchObject({
        accessibility: 1,
        "best-practices": 1,
        seo: 1,
      });
      expect(result?.lhr.audits["cumulative-layout-shift"]?.numericValue).toBeLessThanOrEqual(0.01);
    } finally {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
