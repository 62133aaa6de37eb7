import { readFileSync, readdirSync } from "node:fs";

const html = readFileSync("dist/index.html", "utf8");
const named = (pattern) => [...html.matchAll(pattern)].map(([, path]) => `dist${path}`);
const files = (pattern) => readdirSync("dist/assets").filter((name) => pattern.test(name));

/** Gzipped budgets of what the first page needs before it shows anything, and of each catalogue. */
export default [
    { name: "scripts", path: named(/(?:src|href)="(\/assets\/[^"]+\.js)"/g), limit: "45 KiB", gzip: true },
    { name: "styles", path: named(/href="(\/assets\/[^"]+\.css)"/g), limit: "6 KiB", gzip: true },
    { name: "page", path: "dist/index.html", limit: "2 KiB", gzip: true },
    { name: "custom element", path: "dist/embed/credits-usage.js", limit: "24 KiB", gzip: true },
    { name: "operator console", path: "dist/assets/operator/*", limit: "54 KiB", gzip: true },
    ...files(/^(en|de|it|fr|es)[.-].*js$/).map((name) => ({
        name,
        path: `dist/assets/${name}`,
        limit: "4 KiB",
        gzip: true,
    })),
];
