import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.openapitools.client.api.FeaturesApi;
import org.openapitools.client.api.LimitsApi;
import org.openapitools.client.api.MembersApi;
import org.openapitools.client.api.PaymentsApi;
import org.openapitools.client.api.PricesApi;
import org.openapitools.client.api.UsageApi;
import org.openapitools.client.model.NewAuthorization;
import org.openapitools.client.model.NewCapture;
import org.openapitools.client.model.NewLimits;

/// Ten calls with a generated client against the local run. The first unexpected response ends the program.
public final class TenCalls {
    private TenCalls() {}

    /// Takes the URL, the tokens of an owner of `northwind` and of a service, and two idempotency keys.
    public static void main(String[] arguments) throws Exception {
        var owner = Connection.open(arguments[0], arguments[1]);
        var service = Connection.open(arguments[0], arguments[2]);
        var usage = new UsageApi(owner);

        require(new MembersApi(owner).getMe(null).getOrganisation().getId().equals("northwind"), "me");
        var month = usage.getMonthlyOverview("current", null);
        require(month.getStatusCauses().size() == 3, "overview");
        var year = Integer.toString(YearMonth.now(ZoneOffset.UTC).getYear());
        require(!usage.getMonthlyHistory(year, null).getMonths().isEmpty(), "history");
        var day = month.getDays().get(month.getDays().size() - 1).getDate();
        require(usage.getDailyDetail(day, null, null, 1, null, null).getData().size() == 1, "day");
        var operation = new PricesApi(owner).getPrices("deep", null).getData().get(0).getCode();
        var blockers = new UsageApi(service).getQuota("northwind", operation, "1000000").getBlockers();
        require(causes(blockers).equals(List.of("SpendingLimitBlocker", "CreditsBlocker")), "quota");
        var limits = new LimitsApi(owner).getLimits(null);
        var wanted = new NewLimits()
                .alertThreshold(limits.getAlertThreshold())
                .allowedLimit(limits.getAllowedLimit())
                .alertRecipients(limits.getAlertRecipients());
        require(new LimitsApi(owner).putLimits("*", wanted).getAllowedLimit().equals(limits.getAllowedLimit()), "limits");
        require(new PaymentsApi(owner).getPayments(1, null, null).getData().size() == 1, "payments");

        var features = new FeaturesApi(service);
        var work = new NewAuthorization().organisation("acme").operation(operation).quantity("2");
        var held = features.authorize(arguments[3], work);
        var settled = features.captureAuthorization(
                held.getId(), arguments[4], new NewCapture().organisation("acme").quantity("1"));
        require(settled.getStatus().getValue().equals("captured"), "capture");
    }

    private static List<String> causes(List<org.openapitools.client.model.Blocker> blockers) {
        return blockers.stream()
                .map(blocker -> blocker.getActualInstance().getClass().getSimpleName())
                .toList();
    }

    private static void require(boolean isAsExpected, String call) {
        if (!isAsExpected) throw new IllegalStateException("unexpected: " + call);
        System.out.println(call + " is as expected");
    }
}
