package credits.infrastructure;

import static java.util.stream.Collectors.joining;

import credits.identity.EmailAddress;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Node;

/// The settings of one deployment: `stages.<stage>` in `cdk.json`, each key under the name it has here.
///
/// All keys are required and no others are accepted: a missing or misspelt key fails synthesis instead of silently
/// deploying a default.
///
/// @param stage the stage in `cdk.json`; part of the stacks' names
/// @param issuer the issuer of the tokens of members and services: any OpenID provider
/// @param audience the accepted values of a token's `aud`
/// @param defaultTimeZone the time zone of days and months in a new account
/// @param organisationClaim,memberClaim,permissionsClaim,rolesClaim the token claims that identify the caller
///     and its permissions
/// @param organisationNameClaim the token claim with the organisation's display name
/// @param roles the permissions that each role grants
/// @param largestAdjustment the maximum of one adjustment by an operator, in whole EUR, in either direction
/// @param topUp the amounts that may be topped up
/// @param billingContact the contact for members who may not buy credits themselves
/// @param quotaUrl,limitsUrl,topUpUrl the pages that refusals link to: the remaining quota, the limits, the top-up
/// @param returnUrl the page that members return to from the payment page
/// @param termsUrl the terms of sale, which members can read before they pay
/// @param vat how the VAT on top-ups is determined
/// @param seller the seller on invoices and its branding
/// @param stripeLive whether real money is taken
/// @param mailFrom the sender of e-mail; its domain is an identity that the AWS account has verified with SES
/// @param defaultLanguage the language of e-mail to an organisation that has not chosen one
/// @param requestsPerSecond the rate of requests, of all callers together, above which the API responds 429
/// @param debitConcurrency the number of usage batches booked concurrently, 2 to 1,000 (a limit of SQS event sources)
/// @param logRetention how long logs are kept; they contain ids, but no amounts and no names
/// @param snapStart whether interactive functions start from a snapshot
/// @param rollout how traffic shifts to a new version of a function
/// @param tableUnitsPerSecond the maximum of reads and of writes per second: bounds the cost of a bug
/// @param alarmMail the recipient of alarms, budget warnings and quarantined payments
/// @param monthlyBudget the cost of the AWS account per month, in whole USD, above which that address is notified
/// @param siteCertificate the ARN of a certificate in us-east-1 for the host of `returnUrl`, which then serves the web
///     app; or `cloudfront` for a host name of CloudFront's
/// @param webClientId,webScopes the client id and the scopes with which the web app requests tokens
/// @param protectData whether data outlives its stack, and the stack is protected against accidental deletion
record Settings(
        String stage,
        URI issuer,
        List<String> audience,
        ZoneId defaultTimeZone,
        String organisationClaim,
        String memberClaim,
        String permissionsClaim,
        String rolesClaim,
        String organisationNameClaim,
        Map<String, List<String>> roles,
        int largestAdjustment,
        TopUp topUp,
        EmailAddress billingContact,
        URI quotaUrl,
        URI limitsUrl,
        URI topUpUrl,
        URI returnUrl,
        URI termsUrl,
        VatSettings vat,
        SellerSettings seller,
        boolean stripeLive,
        EmailAddress mailFrom,
        Language defaultLanguage,
        int requestsPerSecond,
        int debitConcurrency,
        RetentionDays logRetention,
        boolean snapStart,
        Rollout rollout,
        int tableUnitsPerSecond,
        EmailAddress alarmMail,
        int monthlyBudget,
        String siteCertificate,
        String webClientId,
        List<String> webScopes,
        boolean protectData) {

    /// The settings of the stage that the context of `app` names.
    static Settings in(Node app) {
        var context = Keys.of(app);
        var stage = context.text("stage");
        var keys = context.section("stages").section(stage);
        var vat = VatSettings.in(keys.section("vat"));
        var settings = new Settings(
                stage,
                keys.httpsAddress("issuer"),
                keys.texts("audience"),
                keys.timeZone("defaultTimeZone"),
                keys.text("organisationClaim"),
                keys.text("memberClaim"),
                keys.text("permissionsClaim"),
                keys.text("rolesClaim"),
                keys.text("organisationNameClaim"),
                keys.permissionsByName("roles"),
                keys.number("largestAdjustment", 1, 1_000_000),
                TopUp.in(keys.section("topUp")),
                keys.emailAddress("billingContact"),
                keys.httpsAddress("quotaUrl"),
                keys.httpsAddress("limitsUrl"),
                keys.httpsAddress("topUpUrl"),
                keys.httpsAddress("returnUrl"),
                keys.httpsAddress("termsUrl"),
                vat,
                SellerSettings.in(keys.section("seller"), vat.seller()),
                keys.truth("stripeLive"),
                keys.emailAddress("mailFrom"),
                keys.oneOf("defaultLanguage", Language.class),
                keys.number("requestsPerSecond", 1, 10_000),
                keys.number("debitConcurrency", 2, 1_000),
                keys.oneOf("logRetention", RetentionDays.class),
                keys.truth("snapStart"),
                keys.oneOf("rollout", Rollout.class),
                keys.number("tableUnitsPerSecond", 10, 40_000),
                keys.emailAddress("alarmMail"),
                keys.number("monthlyBudget", 1, 1_000_000),
                keys.certificate("siteCertificate"),
                keys.text("webClientId"),
                keys.texts("webScopes"),
                keys.truth("protectData"));
        keys.refuseOthers();
        return settings;
    }

    /// The roles as the functions read them: `member=usage:read;owner=usage:read,limits:write`, sorted by role.
    String rolesAsText() {
        return roles.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(role -> role.getKey() + "=" + String.join(",", role.getValue()))
                .collect(joining(";"));
    }

    RemovalPolicy removal() {
        return protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    }

    String stackName(String part) {
        return "credits-%s-%s".formatted(stage, part);
    }
}
