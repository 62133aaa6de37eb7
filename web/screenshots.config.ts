import config from "./playwright.config";

/** Takes screenshots of every view: on a desktop, in the dark scheme and on a phone. */
export default { ...config, testDir: "screenshots", reporter: [["line"]] };
