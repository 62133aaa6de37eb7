import config from "./playwright.config";

/** How fast the page is, one after the other and nothing beside it: seconds differ by machine. */
export default { ...config, testDir: "performance", workers: 1, timeout: 600_000, reporter: [["list"]] };
