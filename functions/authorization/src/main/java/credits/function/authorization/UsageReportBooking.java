package credits.function.authorization;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import credits.account.command.AccountChange;
import credits.account.command.BookReports.Verdict;
import credits.api.UsageReportsRequest;
import credits.api.UsageReportsRequest.SubmittedReport;
import credits.event.UsageMessage;
import credits.event.UsageProducers;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.RequestCaller;
import credits.identity.ClientId;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.logging.LogWord;
import credits.logging.UsageBySource;
import credits.retry.RetryPolicy;
import credits.usage.ReportRejection;
import credits.usage.store.UsageLedger;
import credits.usage.store.UsageLedger.SentReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// `POST /v1/usage_reports`: books usage reports before it answers, with a verdict on each. They are the same reports
/// as those on the usage queue, with the same ids: one that is sent both ways is booked once.
///
/// A fault leaves the call undecided, though some of its reports may be booked; sending it again is safe.
final class UsageReportBooking {
    // A line of usual length in JSON.
    private static final int LINE_BYTES = 128;

    private final UsageProducers producers;
    private final UsageLedger usageLedger;
    private final Supplier<RetryPolicy> retryPolicies;

    UsageReportBooking(UsageProducers producers, UsageLedger usageLedger, Supplier<RetryPolicy> retryPolicies) {
        this.producers = producers;
        this.usageLedger = usageLedger;
        this.retryPolicies = retryPolicies;
    }

    // A report that is valid by itself, and its place in the request.
    private record PlacedReport(int index, SentReport sent) {}

    ApiResponse book(ApiRequest request, RequestCaller requestCaller) {
        requestCaller.requirePermission(ApiPermission.USAGE_REPORT);
        request.requireQueryParametersIn(Set.of());
        var submitted = UsageReportsRequest.parse(request).reports();
        var producer = requestCaller.client().map(ClientId::value).orElse("");
        var verdicts = new HashMap<Integer, Verdict>();
        var byOrganisation = IntStream.range(0, submitted.size())
                .mapToObj(i -> check(i, submitted.get(i).message(), producer, request.receivedAt(), verdicts))
                .flatMap(Optional::stream)
                .collect(groupingBy(placed -> placed.sent().report().organisation(), LinkedHashMap::new, toList()));
        byOrganisation.forEach((organisation, reports) -> admit(organisation, reports, requestCaller));
        // One for all organisations, because the caller waits for all of them.
        var retryPolicy = retryPolicies.get();
        var usage = new UsageBySource(producers.sources());
        byOrganisation.forEach((organisation, reports) -> book(organisation, reports, retryPolicy, verdicts, usage));
        log(verdicts, requestCaller);
        requestCaller.logMeasurements(usage.toLogLines());
        return response(submitted, verdicts);
    }

    /// The log lines of what the change booked for the sources that the producers name.
    List<Json> usageOfNamedSources(AccountChange change) {
        var usage = new UsageBySource(producers.sources());
        change.reports().forEach(usage::add);
        return usage.toLogLines();
    }

    private Optional<PlacedReport> check(
            int index, UsageMessage message, String producer, Instant sentAt, Map<Integer, Verdict> verdicts) {
        return switch (message) {
            case UsageMessage.Invalid(var why) -> {
                verdicts.put(index, new Verdict.Refused(why));
                yield Optional.empty();
            }
            case UsageMessage.Valid(var report) -> {
                var rejection = producers.reject(producer, report);
                rejection.ifPresent(why -> verdicts.put(index, new Verdict.Refused(why)));
                yield rejection.isPresent()
                        ? Optional.empty()
                        : Optional.of(new PlacedReport(index, new SentReport(report, sentAt)));
            }
        };
    }

    private static void admit(OrganisationId organisation, List<PlacedReport> reports, RequestCaller requestCaller) {
        var _ = requestCaller.identifyService(Optional.of(organisation));
        long lines = reports.stream()
                .mapToLong(placed -> placed.sent().report().lines().size())
                .sum();
        requestCaller.chargeBytes(lines * LINE_BYTES);
    }

    private void book(
            OrganisationId organisation,
            List<PlacedReport> reports,
            RetryPolicy retryPolicy,
            Map<Integer, Verdict> verdicts,
            UsageBySource usage) {
        var indexes = reports.stream().map(PlacedReport::index).iterator();
        usageLedger.book(
                organisation, reports.stream().map(PlacedReport::sent).toList(), retryPolicy, (report, verdict) -> {
                    verdicts.put(indexes.next(), verdict);
                    if (verdict instanceof Verdict.Booked) usage.add(report);
                });
    }

    private static void log(Map<Integer, Verdict> verdicts, RequestCaller requestCaller) {
        long booked = 0;
        long uncovered = 0;
        long invalid = 0;
        for (var verdict : verdicts.values()) {
            switch (verdict) {
                case Verdict.Booked(var _, var uncoveredLines) -> {
                    booked++;
                    uncovered += uncoveredLines;
                }
                case Verdict.AlreadyBooked() -> {}
                case Verdict.Refused(var _) -> invalid++;
            }
        }
        var outcome = "%s %d, invalid %d".formatted(LogWord.BOOKED.text(), booked, invalid);
        requestCaller.logOutcome(uncovered > 0 ? outcome + ", " + LogWord.UNCOVERED.text() + " " + uncovered : outcome);
    }

    private static ApiResponse response(List<SubmittedReport> submitted, Map<Integer, Verdict> verdicts) {
        var data = IntStream.range(0, submitted.size())
                .mapToObj(i -> toJson(submitted.get(i).id(), requireNonNull(verdicts.get(i))))
                .toList();
        return ApiResponse.json(200, Json.object().put("data", data).build());
    }

    private static Json toJson(String id, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Booked booked -> toJson(id, "booked", Optional.of(booked), Optional.empty());
            case Verdict.AlreadyBooked() -> toJson(id, "already_booked", Optional.empty(), Optional.empty());
            case Verdict.Refused(var rejection) -> toJson(id, "invalid", Optional.empty(), Optional.of(rejection));
        };
    }

    private static Json toJson(
            String id, String status, Optional<Verdict.Booked> booked, Optional<ReportRejection> rejection) {
        return Json.object()
                .put("id", id)
                .put("status", status)
                .putOptionalCount("debited_lines", booked.map(Verdict.Booked::debitedLines))
                .putOptionalCount("uncovered_lines", booked.map(Verdict.Booked::uncoveredLines))
                .putOptional("reason_code", rejection.map(why -> why.reason().code()))
                .putOptional("reason_detail", rejection.map(ReportRejection::detail))
                .build();
    }
}
