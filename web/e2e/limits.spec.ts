import { expect, signIn, tabTo, test } from "./test";

test("an owner sets both limits with the keyboard alone", async ({ page, customer }) => {
  await customer.getsCredits("100.00");
  await signIn(page, customer.id);
  await expect(page.getByText("No monthly limit set").first()).toBeVisible();

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  const open = page.getByRole("button", { name: "Configure limits" });
  await tabTo(page, open);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Monthly spending limits" })).toBeVisible();
  // Nothing is set yet: no alert and no limit are ticked.
  await expect(page.getByLabel("No alert")).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByLabel("Alert threshold (€)")).toBeFocused();
  await page.keyboard.type("80,50");
  await tabTo(page, page.getByLabel("No limit"));
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByLabel("Allowed limit (€)")).toBeFocused();
  await page.keyboard.type("60");
  await page.keyboard.press("Enter");

  await expect(page.getByText("The alert must be lower than or equal to the limit.")).toBeVisible();
  await expect(page.getByLabel("Alert threshold (€)")).toBeFocused();
  await expect(page.getByLabel("Alert threshold (€)")).toHaveAttribute("aria-invalid", "true");

  await tabTo(page, page.getByLabel("Allowed limit (€)"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("150.00");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator(".toast[role=status]")).toHaveText("Limits saved. Remaining: €150.00.");
  await expect(open).toBeFocused();
  await expect(page.getByRole("meter")).toHaveAttribute("aria-valuetext", /Alert threshold €80\.50/);
});

test("a limit below what is used asks for a confirmation, then stops features", async ({
  page,
  customer,
}) => {
  await customer.getsCredits("100.00");
  await customer.setsLimits("10.00", "50.00");
  await customer.uses("query.run", "10");
  await customer.hasLeft("98.80");
  await signIn(page, customer.id);
  await expect(page.getByText("€1.20").first()).toBeVisible();
  await page.getByRole("button", { name: "Configure limits" }).click();
  await expect(page.getByLabel("Alert threshold (€)")).toBeFocused();

  await page.getByLabel("Alert threshold (€)").fill("1");
  await page.getByLabel("Allowed limit (€)").fill("1,00");
  await page.getByRole("button", { name: "Save" }).click();
  const confirmed = page.getByLabel("I understand that features stop immediately");
  await expect(confirmed).toBeFocused();
  await expect(confirmed).toHaveAccessibleDescription("Confirm that features stop immediately.");
  await confirmed.check();
  await page.getByRole("button", { name: "Save" }).click();

  await expect(page.getByText(/Monthly limit of €1\.00 reached/)).toBeVisible();
});

test("who saves limits that somebody else has changed is told, and loads the new ones", async ({
  page,
  customer,
}) => {
  await customer.getsCredits("100.00");
  await customer.setsLimits("10.00", "50.00");
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await expect(page.getByLabel("Allowed limit (€)")).toHaveValue("50.00");
  await customer.setsLimits("20.00", "70.00");

  await page.getByLabel("Allowed limit (€)").fill("60");
  await page.getByRole("button", { name: "Save" }).click();
  // The time of the change, as the API keeps it, not of the message.
  const { last_changed: change } = (await customer.read("/v1/limits")) as {
    last_changed: { at: string; by: string };
  };
  const time = new Intl.DateTimeFormat("en-IE", {
    timeZone: "Europe/Rome",
    hour: "2-digit",
    minute: "2-digit",
  });
  const at = time.format(new Date(change.at));
  await expect(
    page.getByText(`${change.by} changed the limits at ${at}. Nothing of yours was saved.`),
  ).toBeVisible();
  await page.getByRole("button", { name: "Load new values" }).click();

  await expect(page.locator(".toast[role=status]")).toHaveText("The new values are loaded.");
  await expect(page.getByLabel("Alert threshold (€)")).toBeFocused();
  await expect(page.getByLabel("Allowed limit (€)")).toHaveValue("70.00");
  await page.getByLabel("Allowed limit (€)").fill("75");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".toast[role=status]")).toHaveText("Limits saved. Remaining: €75.00.");
});

test("a plain member sees what an owner may do, and who that is", async ({ page }) => {
  await signIn(page, "acme", "member");
  const button = page.getByRole("button", { name: "Configure limits" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription(/Only owners can change the limits/);
  await button.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("whether limits were saved is left open when the answer is lost, and saving again is safe", async ({
  page,
  customer,
}) => {
  await customer.getsCredits("100.00");
  await customer.setsLimits("10.00", "50.00");
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await page.getByLabel("Allowed limit (€)").fill("60");
  await page.route("**/v1/limits", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("We don't know whether the limits were saved.")).toBeVisible();

  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".toast[role=status]")).toHaveText("Limits saved. Remaining: €60.00.");
});
