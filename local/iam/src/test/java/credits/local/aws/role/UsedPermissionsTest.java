package credits.local.aws.role;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The approved permissions against the calls that were seen in all tests. `CONTRIBUTING.md` says how the list is made.
class UsedPermissionsTest {
    private static final Pattern STATEMENT = Pattern.compile("Allow (?<actions>\\S+( \\S+)*?) on (?<resource>\\S+)"
            + "( of (?<keys>.+?))?(?<transaction> in transactions)?");

    /// What the code does not call itself: Lambda's service does, with the function's role.
    private static final Pattern BY_LAMBDA =
            Pattern.compile("(logs|xray):.*|sqs:(ChangeMessageVisibility|DeleteMessage|GetQueueAttributes|GetQueueUrl"
                    + "|ReceiveMessage)");

    /// Permissions that no test uses, each with the reason why it stays.
    private static final Map<String, String> KEPT = Map.of(
            "InvoiceFunction s3:GetObject brand/*",
            "the seller's logo, if the setting logo is true",
            "InvoiceFunction s3:GetObject invoices/*",
            "the file that an attempt has archived which crashed before it noted it",
            "InvoiceFunction s3:ListBucket",
            "a logo that is missing would look like an archive that does not respond",
            "NotifyFunction s3:ListBucket",
            "a document that is missing would look like an archive that does not respond",
            "OperatorFunction s3:ListBucket",
            "a document that is missing would look like an archive that does not respond",
            "WebhookFunction dynamodb:UpdateItem P#*",
            "the buyer whom Checkout has asked for, in VAT mode stripe_tax");

    /// Red when a role is given a permission that nothing uses, or one in `KEPT` is used or gone.
    @Test
    void every_permission_is_used_or_justified() {
        var unused = new TreeSet<String>();
        var seen = seenCalls();
        ApprovedPermissions.byFunction()
                .forEach((function, statements) -> statements
                        .lines()
                        .filter(line -> line.startsWith("Allow "))
                        .flatMap(line -> permissions(function, line).stream())
                        .filter(permission -> !isUsed(permission, seen))
                        .forEach(unused::add));

        assertThat(unused).isEqualTo(new TreeSet<>(KEPT.keySet()));
    }

    /// Red when the list has a call that was seen under an edited template, in a test of refusals.
    @Test
    void every_call_that_was_seen_is_permitted() {
        var permitted = new TreeSet<String>();
        ApprovedPermissions.byFunction()
                .forEach((function, statements) -> statements
                        .lines()
                        .filter(line -> line.startsWith("Allow "))
                        .forEach(line -> permitted.addAll(permissions(function, line))));

        assertThat(seenCalls())
                .allMatch(call -> permitted.contains(call) || permitted.contains(call.replace(" in transactions", "")));
    }

    /// `GetItem` and `Query` are granted together: one of them is enough.
    private static boolean isUsed(String permission, Set<String> seen) {
        return Stream.of(
                        permission,
                        permission + " in transactions",
                        permission.replace("dynamodb:GetItem ", "dynamodb:Query "),
                        permission.replace("dynamodb:Query ", "dynamodb:GetItem "))
                .anyMatch(seen::contains);
    }

    private static List<String> permissions(String function, String line) {
        var statement = STATEMENT.matcher(line);
        if (!statement.matches()) throw new IllegalArgumentException(line);
        var transaction = statement.group("transaction") == null ? "" : " in transactions";
        var permissions = new ArrayList<String>();
        for (var action : statement.group("actions").split(" ", -1)) {
            if (BY_LAMBDA.matcher(action).matches()) continue;
            for (var target : targets(statement.group("keys"), statement.group("resource")))
                permissions.add(function + " " + action + target + transaction);
        }
        return permissions;
    }

    private static List<String> targets(@Nullable String keys, String resource) {
        if (keys != null)
            return Stream.of(keys.split(" ", -1)).map(key -> " " + key).toList();
        var folder = resource.split("/", 2);
        return List.of(folder.length == 2 && folder[0].endsWith("Bucket.Arn") ? " " + folder[1] : "");
    }

    private static Set<String> seenCalls() {
        try (var list = requireNonNull(SeenCalls.class.getResourceAsStream("seen-calls.txt"))) {
            return new String(list.readAllBytes(), UTF_8).lines().collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
