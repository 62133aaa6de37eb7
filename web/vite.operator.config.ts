import preact from "@preact/preset-vite";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const OPERATOR = resolve(import.meta.dirname, "src/operator");

/**
 * The console of the platform's operators, built apart so that the members' page has no byte of it: the same
 * components, with its own paths and, in place of five catalogues, English only.
 */
export default defineConfig({
  plugins: [preact({ reactAliasesEnabled: false })],
  publicDir: false,
  resolve: {
    alias: [
      { find: /^\.\/paths$/, replacement: `${OPERATOR}/paths` },
      { find: /^(?:\.\.?\/)+i18n\/i18n$/, replacement: `${OPERATOR}/i18n` },
    ],
  },
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Next to the members' page, which is built first.
    emptyOutDir: false,
    assetsDir: "assets/operator",
    rolldownOptions: { input: resolve(import.meta.dirname, "operator.html") },
  },
});
