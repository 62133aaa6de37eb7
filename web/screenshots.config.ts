import config from "./playwright.config";

/** Every view, seen: on a desk, in the dark, on a phone. */
export default { ...config, testDir: "screenshots", reporter: [["line"]] };
