import { baseUrl, expect, signIn, test } from "./fixtures";

test("every response of the web server has the security headers", async ({ request }) => {
  for (const path of ["/", "/history", "/config.json", "/favicon.svg"]) {
    const answer = await request.get(baseUrl() + path);
    expect(answer.status(), path).toBe(200);
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  }
  expect((await request.get(`${baseUrl()}/assets/none.js`)).status()).toBe(404);
});

test("the browser turns no text into markup or script and loads nothing from another host", async ({
  page,
  faults,
}) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseUrl()) && !request.url().startsWith("blob:"))
      elsewhere.push(request.url());
  });
  await signIn(page, "acme");
  await page.getByRole("link", { name: "Monthly history" }).click();
  await expect(page.getByRole("region", { name: /Cost per month/ })).toBeVisible();

  // Runs in the page itself, as an injected script would.
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
  // These attempts are logged in the console, too.
  expect(faults.length).toBeGreaterThan(0);
  faults.length = 0;
});
