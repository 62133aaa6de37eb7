package credits.local;

import credits.local.demo.Stories;
import credits.local.demo.Story;
import java.util.List;

/// The demo organisations as tests tell of them: with a tenth of their entries, and with all under `-Dfull=true`. What
/// they spend, and so how they stand, is the same.
final class DemoWorlds {
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final int LIGHTER = 10;

    private DemoWorlds() {}

    /// For the running system, which books all of it: the real ones when full.
    static List<Story> toBook() {
        return FULL ? Stories.all(Stories.LARGE_MONTH) : lighter(4_000);
    }

    /// To be worked out at many moments: the large one is smaller when full.
    static List<Story> toWorkOut() {
        return FULL ? Stories.all(2_000) : lighter(2_000);
    }

    private static List<Story> lighter(int largeMonth) {
        return Stories.all(largeMonth).stream().map(DemoWorlds::lighter).toList();
    }

    private static Story lighter(Story story) {
        var months = story.months().stream().map(DemoWorlds::lighter).toList();
        return new Story(story.id(), story.about(), story.zone(), story.members(), months, story.endsInRefusals());
    }

    private static Story.Month lighter(Story.Month month) {
        return new Story.Month(month.credits(), month.limits(), month.cost(), month.entries() / LIGHTER, month.soFar());
    }
}
