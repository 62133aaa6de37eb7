import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";

/** What is seen is fetched from the beginning, but neither read nor run as long as the page is on its way to the provider. */
const fetchAhead: Plugin = {
  name: "fetch-ahead",
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
  plugins: [preact({ reactAliasesEnabled: false }), fetchAhead],
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Two files pack better than many: what signs in, and what is seen at first with all that it needs.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "start",
              test: /preload-helper|oidc-client-ts|src\/(config|session\/(session|draft-storage))/,
              priority: 1,
            },
            { name: "page", test: /src\/page\.tsx/ },
          ],
        },
      },
    },
  },
});
