import { expectAccessible } from "./accessibility";
import { baseUrl, expect, test } from "./fixtures";

test("the contract can be read, searched and linked to, without a token", async ({ page }) => {
  await page.goto(`${baseUrl()}/v1/openapi.html`);
  const limits = page.locator("#putLimits");

  await expect(limits.locator("summary")).toContainText("/v1/limits");
  await limits.locator("summary").click();
  await expect(limits).toContainText("If-Match");

  await page.getByRole("searchbox").fill("usage_reports");
  await expect(page.locator("#bookUsageReports")).toBeVisible();
  await expect(limits).toBeHidden();
  await page.getByRole("searchbox").fill("");

  await page.goto(`${baseUrl()}/v1/openapi.html#Limits`);
  await expect(page.locator("#Limits")).toHaveAttribute("open", "");
  await expect(page.locator("#Limits")).toContainText("allowed_limit");
  await expectAccessible(page, "the contract");
});
