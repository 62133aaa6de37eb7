import { expectAccessible } from "./accessibility";
import { appearancesFor, localesFor, setAppearance } from "./appearance";
import { FULL, shuffled } from "./seed";
import { test } from "./fixtures";
import { openView, VIEWS } from "./views";

/** How many of the views that `states.spec.ts` does not cover are tested. With FULL, all of them are. */
const SAMPLE_SIZE = 8;

const ALL = VIEWS.filter(({ isCoveredByStates }) => !isCoveredByStates);
const TESTED = FULL ? ALL : shuffled(ALL, "views").slice(0, SAMPLE_SIZE);

for (const [index, view] of TESTED.entries())
  for (const locale of localesFor(index))
    test.describe(() => {
      test.use({ locale });

      test(`${view.name} is accessible: ${locale}`, async ({ page, context }) => {
        await openView(page, context, view);
        for (const appearance of appearancesFor(index)) {
          await setAppearance(page, appearance);
          await expectAccessible(page, `${view.name} ${appearance.scheme} ${appearance.width} ${locale}`);
        }
      });
    });
