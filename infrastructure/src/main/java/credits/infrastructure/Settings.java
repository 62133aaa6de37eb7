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

/// Everything one deployment may choose: `stages.<stage>` in `cdk.json`, each key by the name it has here.
///
/// All keys are required and no other is accepted: a key that was forgotten or misspelt stops synthesis instead of
/// deploying a default that nobody chose.
///
/// @param stage which of the stages in `cdk.json` this is; part of the stacks' names
/// @param issuer who signs the tokens of members and services: any OpenID provider
/// @param audience what a token's `aud` must contain one of
/// @param defaultTimeZone in which a new account keeps its days and months
/// @param organisationClaim,memberClaim,permissionsClaim,rolesClaim where a token says who calls and what is
///     allowed
/// @param organisationNameClaim where a token says what people call the organisation
/// @param roles the permissions that each role grants
/// @param largestAdjustment how much an operator may give or take at once, in whole EUR
/// @param topUp what may be topped up at once
/// @param billingContact whom members ask who may not buy credits themselves
/// @param quotaUrl,limitsUrl,topUpUrl the pages that refusals lead to: what may still be used, the limits, buying
/// @param returnUrl the page that members come back to from the payment page
/// @param termsUrl what the platform promises who buys credits: members read it before they pay
/// @param vat who decides the VAT on top-ups, and how
/// @param seller who sells, as invoices say it, and how the paper looks
/// @param stripeLive whether real money is taken
/// @param mailFrom who e-mail comes from; its domain is an identity that the account has verified with SES
/// @param defaultLanguage of e-mail to an organisation that has not chosen one
/// @param requestsPerSecond how many requests of all callers together the API takes before it answers 429
/// @param debitConcurrency how many batches of usage are booked at once, 2 to 1,000 (a limit of SQS event sources)
/// @param logRetention how long logs are kept: they hold ids, no amounts and no names
/// @param snapStart whether functions that people wait for start from a snapshot
/// @param rollout how a new version of a function gets its calls
/// @param tableUnitsPerSecond the most that is read and written in a second, a fuse: a fault of ours cannot cost more
/// @param alarmMail who is told of alarms, of costs, and of payments that are set aside
/// @param monthlyBudget what the account may cost in a month, in whole USD, before that address is told
/// @param siteCertificate the ARN of a certificate in us-east-1 for the host of `returnUrl`, at which the web app is
///     then served; or `cloudfront`: at a name of CloudFront's
/// @param webClientId,webScopes as whom, and for what, the web app asks the issuer for tokens
/// @param protectData whether data outlives its stack, and its stack cannot be deleted by a slip
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

    /// The settings of the stage that `app`'s context names.
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
