import { BASE, expect, signIn, test } from "./test";

test("every answer of the page carries the security headers", async ({ request }) => {
  for (const path of ["/", "/history", "/config.json", "/favicon.svg"]) {
    const answer = await request.get(BASE() + path);
    expect(answer.status(), path).toBe(200);
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  }
  expect((await request.get(`${BASE()}/assets/none.js`)).status()).toBe(404);
});

test("the browser makes no markup and no script of text, and loads nothing from elsewhere", async ({
  page,
  faults,
}) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(BASE()) && !request.url().startsWith("blob:"))
      elsewhere.push(request.url());
  });
  await signIn(page, "acme");
  await page.getByRole("link", { name: "Monthly history" }).click();
  await expect(page.getByRole("region", { name: /Cost per month/ })).toBeVisible();

  // Through the page's own script, as somebody would who got a text into it.
  const tried = await page.evaluate(async () => {
    const outcome = (work: () => unknown) => {
      try {
        work();
        return "done";
      } catch (reason) {
        return (reason as Error).name;
      }
    };
    const picture = new Image();
    const isLoaded = new Promise((told) => {
      picture.onload = () => told("loaded");
      picture.onerror = () => told("refused");
    });
    picture.src = "https://elsewhere.example/pixel.png";
    return {
      markup: outcome(() => Reflect.set(document.createElement("p"), "innerHTML", "<b>bold</b>")),
      policy: outcome(() =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
        ).trustedTypes.createPolicy("mine", {}),
      ),
      script: outcome(() => (document.createElement("script").textContent = "window.broken = true")),
      picture: await isLoaded,
      isBroken: "broken" in window,
    };
  });

  expect(tried).toEqual({
    markup: "TypeError",
    policy: "TypeError",
    script: "TypeError",
    picture: "refused",
    isBroken: false,
  });
  expect(elsewhere.filter((url) => !url.startsWith("https://elsewhere.example/"))).toEqual([]);
  // What was tried here is told in the console too.
  expect(faults.length).toBeGreaterThan(0);
  faults.length = 0;
});
