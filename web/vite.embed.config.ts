import preact from "@preact/preset-vite";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const SRC = resolve(import.meta.dirname, "src");
const SHEET = "\0sheet:";

/** A style sheet with those that it imports. */
function readSheet(file: string): string {
  const text = readFileSync(file, "utf8");
  return text.replace(/@import "([^"]+)";/g, (_, other: string) => readSheet(resolve(dirname(file), other)));
}

/** What it is within a shadow root: each token is a property that the page around may set. */
function toShadow(sheet: string): string {
  return sheet
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/color-scheme: light dark;|overflow-y: scroll;/g, "")
    .replace(/^ {2}--([a-z-]+): ([^;]+);/gm, "  --$1: var(--credits-$1, $2);")
    .replace(/system-ui,[^;]+(?=;)/, (family) => `var(--credits-font, ${family})`)
    .replace(/^(\s*)(?::root|html|body)(?=[ ,])/gm, "$1:host")
    .replace(/\s+/g, " ");
}

/** Makes of each style sheet a module that adds it to the shadow root. */
const shadowStyles: Plugin = {
  name: "shadow-styles",
  enforce: "pre",
  resolveId: (source, importer) =>
    source.endsWith(".css") && importer ? `${SHEET}${resolve(dirname(importer), source)}.js` : null,
  load: (id) =>
    id.startsWith(SHEET)
      ? `import { adopt } from ${JSON.stringify(`${SRC}/embed/sheets.ts`)};
         adopt(${JSON.stringify(toShadow(readSheet(id.slice(SHEET.length, -".js".length))))});`
      : null,
};

/** The page as a custom element: the same views, with what belongs to a window replaced by its like in `src/embed`. */
export default defineConfig({
  plugins: [shadowStyles, preact({ reactAliasesEnabled: false })],
  base: "./",
  publicDir: false,
  resolve: { alias: [{ find: /^(?:\.\.?\/)+(root|router|shell)$/, replacement: `${SRC}/embed/$1` }] },
  build: {
    target: "es2023",
    outDir: "dist/embed",
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { "credits-usage": `${SRC}/embed/element.tsx` },
      output: { entryFileNames: "[name].js", chunkFileNames: "assets/[name]-[hash].js" },
    },
  },
});
