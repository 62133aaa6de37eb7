import { baseUrl, expect, navigate, signIn, tabTo, test } from "./fixtures";

test("an owner sets both limits with the keyboard alone", async ({ page, customer }) => {
  await customer.addCredits("100.00");
  await signIn(page, customer.id);
  await expect(page.getByText("No monthly limit set").first()).toBeVisible();

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  const open = page.getByRole("button", { name: "Configure limits" });
  await tabTo(page, open);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Monthly spending limits" })).toBeVisible();
  // Nothing is set yet, so No alert and No limit are ticked and their fields are disabled.
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

  await expect(page.getByText("The alert threshold can’t be higher than the limit.")).toBeVisible();
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

test("an owner is alerted at earlier values and again at the alert threshold", async ({ page, customer }) => {
  await customer.addCredits("100.00");
  await customer.setLimits("2.00", "50.00");
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await page.getByLabel("Earlier alert (€ or %)", { exact: true }).fill("4%");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The earlier alert must be lower than the alert threshold.")).toBeVisible();
  await page.getByLabel("Earlier alert (€ or %)", { exact: true }).fill("2%");
  await page.getByRole("button", { name: "Add an earlier alert" }).click();
  await page.getByLabel("Earlier alert (€ or %) 2").fill("0.50");
  await page.getByLabel("Also alert when the limit will be reached").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await customer.use("query.run", "10");
  await customer.waitForAlerts(1);
  await customer.use("query.run", "10");
  await customer.waitForAlerts(2);

  expect(await customer.read("/v1/limits")).toMatchObject({
    alert_values: ["0.50", "2%", "2.00"],
    forecast_alert: true,
  });
  await navigate(page, "/alerts");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.nth(1)).toContainText("€2.40 used; the threshold is €2.00.");
  await expect(rows.nth(2)).toContainText("Near the alert threshold");
  await expect(rows.nth(2)).toContainText("€1.20 used; you asked to be alerted at €1.00 and again at €2.00.");
});

test("a limit below the current usage needs a confirmation and then stops features", async ({
  page,
  customer,
}) => {
  await customer.addCredits("100.00");
  await customer.setLimits("10.00", "50.00");
  await customer.use("query.run", "10");
  await customer.waitForBalance("98.80");
  await signIn(page, customer.id);
  await expect(page.getByText("€1.20").first()).toBeVisible();
  await page.getByRole("button", { name: "Configure limits" }).click();
  await expect(page.getByLabel("Alert threshold (€)")).toBeFocused();

  await page.getByLabel("Alert threshold (€)").fill("1");
  await page.getByLabel("Allowed limit (€)").fill("1,00");
  await page.getByRole("button", { name: "Save" }).click();
  const confirmed = page.getByLabel("I understand that features will stop immediately");
  await expect(confirmed).toBeFocused();
  await expect(confirmed).toHaveAccessibleDescription("Confirm that features will stop immediately.");
  await confirmed.check();
  await page.getByRole("button", { name: "Save" }).click();

  await expect(page.getByText(/Monthly limit of €1\.00 reached/)).toBeVisible();
});

test("an owner who overwrites someone else's change is warned and can load the new limits", async ({
  page,
  customer,
}) => {
  await customer.addCredits("100.00");
  await customer.setLimits("10.00", "50.00");
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await expect(page.getByLabel("Allowed limit (€)")).toHaveValue("50.00");
  await customer.setLimits("20.00", "70.00");

  await page.getByLabel("Allowed limit (€)").fill("60");
  await page.getByRole("button", { name: "Save" }).click();
  // The message shows when the limits were changed, not when it appeared.
  const { last_changed: change } = (await customer.read("/v1/limits")) as {
    last_changed: { at: string; by: string };
  };
  const time = new Intl.DateTimeFormat("en-IE", {
    timeZone: "Europe/Rome",
    hour: "2-digit",
    minute: "2-digit",
  });
  const at = time.format(new Date(change.at));
  expect(change.by).toBe("usr_giulia");
  await expect(
    page.getByText(`You changed the limits at ${at} in another window. These changes were not saved.`),
  ).toBeVisible();
  await expect(page.getByText("In force now: alert threshold €20.00, allowed limit €70.00.")).toBeVisible();
  await expect(page.getByText("Yours: alert threshold €10.00, allowed limit €60.00.")).toBeVisible();
  await page.getByRole("button", { name: "Load new values" }).click();

  await expect(page.locator(".toast[role=status]")).toHaveText("New values loaded.");
  await expect(page.getByLabel("Alert threshold (€)")).toBeFocused();
  await expect(page.getByLabel("Allowed limit (€)")).toHaveValue("70.00");
  await page.getByLabel("Allowed limit (€)").fill("75");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".toast[role=status]")).toHaveText("Limits saved. Remaining: €75.00.");
});

test("a member who is not an owner is told who can change the limits", async ({ page }) => {
  await signIn(page, "acme", "member");
  const button = page.getByRole("button", { name: "Configure limits" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription(/Only owners can change the limits/);
  await button.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("after a lost response the page leaves open whether limits were saved, and saving again works", async ({
  page,
  customer,
}) => {
  await customer.addCredits("100.00");
  await customer.setLimits("10.00", "50.00");
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await page.getByLabel("Allowed limit (€)").fill("60");
  await page.route("**/v1/limits", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("We don’t know whether the limits were saved.")).toBeVisible();

  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".toast[role=status]")).toHaveText("Limits saved. Remaining: €60.00.");
});

test("a recipient confirms the address with the link in the e-mail, without signing in", async ({
  page,
  customer,
}) => {
  await customer.addCredits("100.00");
  await customer.setLimits("10.00", "50.00", [`anna@${customer.id}.example`]);
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await expect(page.getByText(`Waiting for confirmation: anna@${customer.id}.example`)).toBeVisible();
  await page.getByRole("button", { name: "Send the link again" }).click();
  await expect(page.locator(".toast[role=status]")).toHaveText("The link was sent again.");
  // The first one, and the one that was sent again.
  await expect.poll(async () => (await customer.mails()).length).toBe(2);
  const [mail = ""] = await customer.mails();
  const text = await (await fetch(`${mail}/text`)).text();
  const [link = ""] = new RegExp(`/confirm#${customer.id}/[0-9a-f]{32}`).exec(text) ?? [];

  await page.context().clearCookies();
  await page.goto("about:blank");
  await page.goto(baseUrl() + link);
  await expect(page.getByText(new RegExp(`${customer.id} will be sent to your address`))).toBeVisible();
  await page.getByRole("button", { name: "Confirm address" }).click();

  await expect(page.getByRole("status")).toHaveText("Your address is confirmed. You will get the alerts.");
  const limits = (await customer.read("/v1/limits")) as { unconfirmed_recipients: string[] };
  expect(limits.unconfirmed_recipients).toEqual([]);
  await page.reload();
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByRole("status")).toHaveText(/This link has been used already/);
});
