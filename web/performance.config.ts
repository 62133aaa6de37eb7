import config from "./playwright.config";

process.env["PAGE_FIRST"] = "1";

/** Measures the speed of the page. One worker, because tests that run side by side would slow each other down. */
export default { ...config, testDir: "performance", workers: 1, timeout: 600_000, reporter: [["list"]] };
