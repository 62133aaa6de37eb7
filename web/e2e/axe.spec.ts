import { expectAccessible } from "./accessible";
import { look, LOOKS, type Look } from "./look";
import { test } from "./test";
import { show, VIEWS, type View } from "./views";

/** Each of them once; with FULL all of them in all thirty looks. */
const CASES: [View, Look][] = VIEWS.filter(({ isInEveryAccount }) => !isInEveryAccount).flatMap(
  (view, index): [View, Look][] =>
    process.env["FULL"]
      ? Array.from({ length: LOOKS }, (_, each) => [view, look(each)])
      : [[view, look(index)]],
);

for (const [view, { scheme, width, locale }] of CASES)
  test.describe(() => {
    test.use({
      locale,
      viewport: { width, height: 800 },
      colorScheme: scheme === "dark" ? "dark" : "light",
      contextOptions: { forcedColors: scheme === "forced" ? "active" : "none", reducedMotion: "reduce" },
    });

    test(`${view.name} is accessible: ${scheme}, ${width}, ${locale}`, async ({ page, context }) => {
      await show(page, context, view);
      await expectAccessible(page, view.name);
    });
  });
