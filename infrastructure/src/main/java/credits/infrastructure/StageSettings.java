package credits.infrastructure;

import static java.util.stream.Collectors.joining;

import credits.http.ListClaim;
import credits.identity.EmailAddress;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Node;

/// The settings of one deployment: `stages.<stage>` in `cdk.json`, each key under the name it has here.
///
/// All keys are required and no others are accepted: a missing or misspelt key fails synthesis instead of silently
/// deploying a default.
///
/// @param stage the stage in `cdk.json`; part of the names of stacks and resources
/// @param issuer the issuer of the tokens of members and services: any OpenID provider, or `cognito` for a user pool of
///     the stage's own
/// @param audience the accepted values of a token's `aud`; with a user pool, the ids of its clients besides the web app
/// @param defaultTimeZone the time zone of days and months in a new account
/// @param organisationClaim,memberClaim,permissionsClaim,rolesClaim the token claims that identify the caller
///     and its permissions
/// @param clientClaim the token claim with the client that requested the token, such as `azp` or `client_id`
/// @param permissionsFormat,rolesFormat how the identity provider lists permissions and roles
/// @param platform the platform's organisation and clients: no other token, such as the web app's, has the
///     permissions of operators and services, whatever its roles
/// @param organisationNameClaim the token claim with the organisation's display name
/// @param roles the permissions that each role grants
/// @param largestAdjustment the maximum of one adjustment by an operator, in whole EUR, in either direction
/// @param dailyAdjustments the maximum of all adjustments by one operator in a day, in whole EUR, their signs ignored
/// @param topUpSettings the amounts that may be topped up
/// @param billingContact the contact for members who may not buy credits themselves
/// @param quotaUrl,limitsUrl,topUpUrl the pages that refusals link to: the remaining quota, the limits, the top-up
/// @param returnUrl the page that members return to from the payment page
/// @param termsUrl the terms of sale, which members can read before they pay
/// @param vat how the VAT on top-ups is determined
/// @param seller the seller on invoices and its branding
/// @param stripeLive whether real money is taken
/// @param mailFrom the sender of e-mail; its domain is an identity that the AWS account has verified with SES
/// @param mailsPerDay the maximum of e-mails to an organisation in a day (UTC)
/// @param defaultLanguage the language of e-mail to an organisation that has not chosen one
/// @param requestLimits the rates of requests above which the API responds 429
/// @param debitConcurrency the number of usage batches booked concurrently, 2 to 1,000 (a limit of SQS event sources)
/// @param logRetention how long logs are kept; they contain ids, but no amounts and no names
/// @param snapStart whether interactive functions start from a snapshot
/// @param rollout how traffic shifts to a new version of a function
/// @param tableUnitsPerSecond the maximum of reads and of writes per second: bounds the cost of a bug
/// @param alarmMail the recipient of alarms, budget warnings and quarantined payments
/// @param monthlyBudget the cost of the AWS account per month, in whole USD, above which that address is notified
/// @param siteCertificate the ARN of a certificate in us-east-1 for the host of `returnUrl`, which then serves the web
///     app; or `cloudfront` for a host name of CloudFront's
/// @param apiHost,apiCertificate a host name of our own for the API, and the ARN of a certificate for it in the stage's
///     region; or `execute-api` for a host name of API Gateway's, which another API would not have
/// @param problemOrigin the scheme and host of the pages of problems, such as `https://api.example.com`; or `none` for
///     of each call
/// @param corsOrigins the origins of other front ends that may call the API from a browser; empty for none
/// @param frameAncestors the origins that may show the web app in a frame; empty for none
/// @param producerAccounts the other AWS accounts whose features may report usage
/// @param accountsOpenByUse whether usage opens an account for an organisation that has none, or is refused
/// @param usageProducers what each producer of usage may report
/// @param webhooks whether events can be sent to HTTP endpoints, for platforms that do not use the event bus
/// @param webClientId,webScopes the client id and the scopes with which the web app requests tokens
/// @param restoredTables the names of the tables that were restored, in order; the last is in use: see
///     `docs/restore.md`
/// @param backupVault the ARN of a backup vault in another account, to which the table is copied every day
/// @param protectData whether data outlives its stack, and the stack is protected against accidental deletion
/// @param skipAlarm whether new versions take over even if they fail: not a setting, but an option of one deployment
record StageSettings(
        String stage,
        String issuer,
        List<String> audience,
        ZoneId defaultTimeZone,
        String organisationClaim,
        String memberClaim,
        String clientClaim,
        String permissionsClaim,
        String rolesClaim,
        ListClaim.Format permissionsFormat,
        ListClaim.Format rolesFormat,
        PlatformSettings platform,
        String organisationNameClaim,
        Map<String, List<String>> roles,
        int largestAdjustment,
        int dailyAdjustments,
        TopUpSettings topUpSettings,
        EmailAddress billingContact,
        URI quotaUrl,
        URI limitsUrl,
        URI topUpUrl,
        URI returnUrl,
        URI termsUrl,
        VatSettings vat,
        SellerConfig seller,
        boolean stripeLive,
        EmailAddress mailFrom,
        int mailsPerDay,
        EmailLanguage defaultLanguage,
        RequestLimits requestLimits,
        int debitConcurrency,
        RetentionDays logRetention,
        boolean snapStart,
        Rollout rollout,
        int tableUnitsPerSecond,
        EmailAddress alarmMail,
        int monthlyBudget,
        String siteCertificate,
        String apiHost,
        String apiCertificate,
        Optional<String> problemOrigin,
        List<String> corsOrigins,
        List<String> frameAncestors,
        List<String> producerAccounts,
        boolean accountsOpenByUse,
        ProducerSettings usageProducers,
        boolean webhooks,
        String webClientId,
        List<String> webScopes,
        List<String> restoredTables,
        Optional<String> backupVault,
        boolean protectData,
        boolean skipAlarm) {
    // Encrypted, or a developer's own machine.
    private static final String ORIGIN = "https://[a-z0-9.-]+\\.[a-z]+(:[0-9]{1,5})?|http://localhost(:[0-9]{1,5})?";

    /// The settings of the stage that the context of `app` names.
    static StageSettings read(Node app) {
        var context = SettingsReader.rootOf(app);
        var stage = context.stageName("stage");
        var reader = context.section("stages").section(stage);
        var vat = VatSettings.read(reader.section("vat"));
        var platform = PlatformSettings.read(reader.section("platform"));
        var settings = new StageSettings(
                stage,
                reader.issuer("issuer"),
                reader.textList("audience"),
                reader.timeZone("defaultTimeZone"),
                reader.text("organisationClaim"),
                reader.text("memberClaim"),
                reader.text("clientClaim"),
                reader.text("permissionsClaim"),
                reader.text("rolesClaim"),
                reader.enumValue("permissionsFormat", ListClaim.Format.class),
                reader.enumValue("rolesFormat", ListClaim.Format.class),
                platform,
                reader.text("organisationNameClaim"),
                reader.permissionsByName("roles"),
                reader.wholeNumber("largestAdjustment", 1, 1_000_000),
                reader.wholeNumber("dailyAdjustments", 1, 1_000_000),
                TopUpSettings.read(reader.section("topUp")),
                reader.emailAddress("billingContact"),
                reader.httpsAddress("quotaUrl"),
                reader.httpsAddress("limitsUrl"),
                reader.httpsAddress("topUpUrl"),
                reader.httpsAddress("returnUrl"),
                reader.httpsAddress("termsUrl"),
                vat,
                SellerConfig.read(reader.section("seller"), vat.sellerCountry()),
                reader.bool("stripeLive"),
                reader.emailAddress("mailFrom"),
                reader.wholeNumber("mailsPerDay", 20, 1_000),
                reader.enumValue("defaultLanguage", EmailLanguage.class),
                RequestLimits.read(reader.section("requestsPerSecond")),
                reader.wholeNumber("debitConcurrency", 2, 1_000),
                reader.enumValue("logRetention", RetentionDays.class),
                reader.bool("snapStart"),
                reader.enumValue("rollout", Rollout.class),
                reader.wholeNumber("tableUnitsPerSecond", 10, 40_000),
                reader.emailAddress("alarmMail"),
                reader.wholeNumber("monthlyBudget", 1, 1_000_000),
                reader.certificate("siteCertificate"),
                reader.text("apiHost"),
                reader.text("apiCertificate"),
                reader.optionalText("problemOrigin", ORIGIN, "an origin such as https://api.example.com"),
                reader.distinctTexts("corsOrigins", ORIGIN, "origins such as https://www.example.com"),
                reader.distinctTexts("frameAncestors", ORIGIN, "origins such as https://www.example.com"),
                reader.distinctTexts("producerAccounts", "[0-9]{12}", "account ids of 12 digits"),
                reader.bool("accountsOpenByUse"),
                ProducerSettings.read(reader.namedSections("usageProducers"), platform.clients()),
                reader.bool("webhooks"),
                reader.text("webClientId"),
                reader.textList("webScopes"),
                reader.distinctTexts("restoredTables", "[a-zA-Z0-9_.-]{3,255}", "names of tables"),
                reader.optionalText(
                        "backupVault",
                        "arn:aws[a-z-]*:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:.+",
                        "the ARN of a vault"),
                reader.bool("protectData"),
                context.flag("skipAlarm"));
        reader.rejectUnknownKeys();
        if (settings.hasApiHost() != settings.apiCertificate.startsWith("arn:aws:acm:"))
            throw new InvalidSettingsException(reader.pathOf("apiCertificate")
                    + " must be the ARN of a certificate for apiHost, or both execute-api.");
        if (settings.hasUserPool() && !settings.rolesClaim.equals(CognitoUserPool.GROUPS_CLAIM))
            throw new InvalidSettingsException(reader.pathOf("rolesClaim") + " must be " + CognitoUserPool.GROUPS_CLAIM
                    + ", as the issuer is cognito.");
        if (settings.hasUserPool() && !settings.clientClaim.equals(CognitoUserPool.CLIENT_CLAIM))
            throw new InvalidSettingsException(reader.pathOf("clientClaim") + " must be " + CognitoUserPool.CLIENT_CLAIM
                    + ", as the issuer is cognito.");
        return settings;
    }

    /// Whether the stage has a user pool of its own.
    boolean hasUserPool() {
        return issuer.equals(CognitoUserPool.ISSUER);
    }

    /// Whether the API has a host name of our own.
    boolean hasApiHost() {
        return !apiHost.equals("execute-api");
    }

    /// The roles as the functions read them: `member=usage:read;owner=usage:read,limits:write`, sorted by role.
    String formatRoles() {
        return roles.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(role -> role.getKey() + "=" + String.join(",", role.getValue()))
                .collect(joining(";"));
    }

    RemovalPolicy removalPolicy() {
        return protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    }

    /// A name that no other stage has. Unique in a region, as most names must be.
    String stackName(String part) {
        return "credits-%s-%s".formatted(stage, part);
    }

    /// A name for a resource of CloudFront's, whose names must be unique in the whole AWS account.
    String globalName(String part) {
        return stackName(part) + "-" + Aws.REGION;
    }
}
