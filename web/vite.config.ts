import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";

/** Preloads the script of the page with low priority. It is run only once somebody is signed in. */
const preloadPage: Plugin = {
  name: "preload-page",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle = {} }) =>
      Object.values(bundle)
        .filter((file) => file.type === "chunk" && file.name === "page")
        .map(({ fileName }) => ({
          tag: "link",
          attrs: {
            rel: "preload",
            as: "script",
            crossorigin: true,
            fetchpriority: "low",
            href: `/${fileName}`,
          },
        })),
  },
};

export default defineConfig({
  plugins: [preact({ reactAliasesEnabled: false }), preloadPage],
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Two files compress better than many: one signs in, the other shows the first page.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "start",
              test: /preload-helper|oidc-client-ts|src\/(config|confirmation|session\/(session|paths|draft-storage))/,
              priority: 1,
            },
            { name: "page", test: /src\/page\.tsx/ },
          ],
        },
      },
    },
  },
});
