package credits.function.privacy;

import credits.account.SpendingLimits.LastChange;
import credits.account.command.AccountChange;
import credits.json.Json;
import credits.ledger.Segment;
import credits.usage.BookedLine;
import credits.usage.BookedReport;
import java.util.ArrayList;
import java.util.List;

/// What one segment of the chain says of a subject: the use of the subject's, and the limits that the subject has set.
record SegmentExtract(DataSubject subject) {
    List<Json> of(Segment segment) {
        var records = new ArrayList<Json>();
        for (var report : segment.reports()) {
            for (var line : report.lines()) {
                if (isOfSubject(line)) records.add(ExportPersonalData.toRecord("usage", json(segment, report, line)));
            }
        }
        if (segment.kind() == AccountChange.Kind.LIMITS)
            segment.account()
                    .limits()
                    .lastChange()
                    .filter(change -> subject.isMember(change.changedBy().value()))
                    .ifPresent(change -> records.add(ExportPersonalData.toRecord("limits", json(change))));
        return records;
    }

    private boolean isOfSubject(BookedLine line) {
        var member = line.pricedLine().line().member();
        return member.filter(each -> subject.isMember(each.value())).isPresent();
    }

    private static Json json(Segment segment, BookedReport report, BookedLine booked) {
        var priced = booked.pricedLine();
        return Json.object()
                .put("booked_at", segment.accountingTime())
                .put("time", priced.line().usedAt())
                .put("operation", priced.line().operation().value())
                .put("quantity", priced.line().quantity())
                .put("cost", priced.cost())
                .putOptional("member", priced.line().member())
                .put("source", report.source())
                .putOptional("reference", priced.line().reference())
                .put("status", booked.status().apiName())
                .build();
    }

    private static Json json(LastChange change) {
        return Json.object()
                .put("at", change.changedAt())
                .put("by", change.changedBy().value())
                .build();
    }
}
