package credits.local.demo;

import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What one demo organisation is like.
///
/// @param id as tokens and reports name it
/// @param about one line for a newcomer
/// @param zone its own time zone; empty for the deployment's
/// @param members who uses it; the first is the owner
/// @param months its months, oldest first; the last is the current one; none for one that has done nothing
/// @param endsInRefusals does the current month end with work that is too dear for what is left?
public record Story(
        String id,
        String about,
        Optional<ZoneId> zone,
        List<String> members,
        List<Month> months,
        boolean endsInRefusals) {
    public Story {
        members = List.copyOf(members);
        months = List.copyOf(months);
    }

    /// A month as it was planned.
    ///
    /// @param credits what is given on its first day, in EUR; none when empty
    /// @param limits what is set on its first day, alert threshold and allowed limit in EUR; unchanged when empty
    /// @param cost about what its usage costs in EUR
    /// @param entries about how many lines are reported in a whole month
    /// @param soFar does `cost` stand for the part of the month that is over? Else for the whole month
    public record Month(Optional<String> credits, Optional<Bounds> limits, double cost, int entries, boolean soFar) {}

    /// Two limits.
    public record Bounds(String alertThreshold, String allowedLimit) {}

    public String owner() {
        return members.getFirst();
    }

    public String plainMember() {
        return members.get(1);
    }

    /// The month that `months.get(index)` is, if the last one is `current`.
    YearMonth month(int index, YearMonth current) {
        return current.minusMonths(months.size() - 1L - index);
    }
}
