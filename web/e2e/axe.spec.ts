import { expectAccessible } from "./accessible";
import { languages, looks, seeAs } from "./look";
import { FULL, shuffled } from "./seed";
import { test } from "./test";
import { show, VIEWS } from "./views";

/** How many views are seen that `states.spec.ts` does not go through; with FULL all. */
const SAMPLE = 12;

const ALL = VIEWS.filter(({ isInEveryAccount }) => !isInEveryAccount);
const SEEN = FULL ? ALL : shuffled(ALL, "views").slice(0, SAMPLE);

for (const [index, view] of SEEN.entries())
  for (const locale of languages(index))
    test.describe(() => {
      test.use({ locale });

      test(`${view.name} is accessible: ${locale}`, async ({ page, context }) => {
        await show(page, context, view);
        for (const look of looks(index)) {
          await seeAs(page, look);
          await expectAccessible(page, `${view.name} ${look.scheme} ${look.width} ${locale}`);
        }
      });
    });
