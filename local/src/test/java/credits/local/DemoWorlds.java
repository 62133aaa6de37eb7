package credits.local;

import credits.local.demo.Stories;
import credits.local.demo.Story;
import java.util.List;

/// The demo organisations as tests tell of them: with a tenth of their entries, and with all under `-Dfull=true`. What
/// they spend, and so how they stand, is the same.
final class DemoWorlds {
    private static final int LIGHTER = 10;
    private static final int LARGE_MONTH = 4_000;

    private DemoWorlds() {}

    static List<Story> stories() {
        return Boolean.getBoolean("full") ? Stories.all(Stories.LARGE_MONTH) : lighter();
    }

    private static List<Story> lighter() {
        return Stories.all(LARGE_MONTH).stream().map(DemoWorlds::lighter).toList();
    }

    private static Story lighter(Story story) {
        var months = story.months().stream().map(DemoWorlds::lighter).toList();
        return new Story(story.id(), story.about(), story.zone(), story.members(), months, story.endsInRefusals());
    }

    private static Story.Month lighter(Story.Month month) {
        return new Story.Month(month.credits(), month.limits(), month.cost(), month.entries() / LIGHTER, month.soFar());
    }
}
