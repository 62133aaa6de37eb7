import { expectAccessible } from "./accessible";
import { languages, looks, seeAs } from "./look";
import { test } from "./test";
import { show, VIEWS } from "./views";

for (const [index, view] of VIEWS.filter(({ isInEveryAccount }) => !isInEveryAccount).entries())
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
