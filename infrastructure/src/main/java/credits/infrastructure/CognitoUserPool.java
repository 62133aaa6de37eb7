package credits.infrastructure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cognito.AccountRecovery;
import software.amazon.awscdk.services.cognito.ClientAttributes;
import software.amazon.awscdk.services.cognito.CognitoDomainOptions;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.LambdaVersion;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.MfaSecondFactor;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.ResourceServerScope;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.StandardAttributesMask;
import software.amazon.awscdk.services.cognito.StringAttribute;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolClientIdentityProvider;
import software.amazon.awscdk.services.cognito.UserPoolClientOptions;
import software.amazon.awscdk.services.cognito.UserPoolDomainOptions;
import software.amazon.awscdk.services.cognito.UserPoolGroupOptions;
import software.amazon.awscdk.services.cognito.UserPoolOperation;
import software.amazon.awscdk.services.cognito.UserPoolResourceServerOptions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// A Cognito user pool as the OpenID provider of a stage, for those who have none: users whom an administrator
/// creates, a group for each role, the claims that the API reads, and the web app as a client.
///
/// An organisation is an attribute that only an administrator can write: a user who could write it would
/// choose whose credits to spend. Access tokens hold no attributes, so a function adds it.
final class CognitoUserPool extends Construct {
    /// The setting `issuer` for a stage that has a pool.
    static final String ISSUER = "cognito";

    /// The claim that holds the groups of a user.
    static final String GROUPS_CLAIM = "cognito:groups";

    /// The claim of Cognito\'s access tokens that names the client.
    static final String CLIENT_CLAIM = "client_id";

    private static final List<String> MACHINE_SCOPES =
            List.of("usage:authorize", "usage:report", "usage:read", "organisation:smoke");

    private final StageSettings settings;
    private final UserPool pool;
    private final UserPoolClient webClient;

    CognitoUserPool(Construct scope, StageSettings settings) {
        super(scope, "SignIn");
        this.settings = settings;
        pool = createPool();
        settings.roles()
                .keySet()
                .forEach(role -> pool.addGroup(
                        "Group-" + role,
                        UserPoolGroupOptions.builder().groupName(role).build()));
        pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, createClaimsFunction(), LambdaVersion.V3_0);
        addMachineScopes();
        pool.addDomain(
                "Domain",
                UserPoolDomainOptions.builder()
                        .cognitoDomain(CognitoDomainOptions.builder()
                                .domainPrefix(domainPrefix())
                                .build())
                        .build());
        webClient = addWebClient();
        CfnOutput.Builder.create(scope, "UserPoolId")
                .value(pool.getUserPoolId())
                .build();
    }

    SignIn signIn() {
        var audience = new ArrayList<>(List.of(webClient.getUserPoolClientId()));
        audience.addAll(settings.audience());
        var address = "https://cognito-idp.%s.amazonaws.com".formatted(Aws.REGION);
        return new SignIn(
                address + "/" + pool.getUserPoolId(),
                List.of(address, "https://%s.auth.%s.amazoncognito.com".formatted(domainPrefix(), Aws.REGION)),
                audience,
                webClient.getUserPoolClientId());
    }

    // Unique among all customers of AWS in a region.
    private String domainPrefix() {
        return settings.stackName(Aws.ACCOUNT_ID);
    }

    private UserPool createPool() {
        var created = UserPool.Builder.create(this, "Pool")
                .userPoolName(settings.stackName("members"))
                .featurePlan(FeaturePlan.ESSENTIALS)
                .selfSignUpEnabled(false)
                .signInAliases(SignInAliases.builder().email(true).build())
                .customAttributes(new TreeMap<>(Map.of(
                        "organisation", changeableText(64),
                        "organisation_name", changeableText(200))))
                .passwordPolicy(PasswordPolicy.builder()
                        .minLength(12)
                        .requireDigits(true)
                        .requireLowercase(true)
                        .requireUppercase(true)
                        .requireSymbols(true)
                        .build())
                .mfa(Mfa.OPTIONAL)
                .mfaSecondFactor(MfaSecondFactor.builder().otp(true).sms(false).build())
                .accountRecovery(AccountRecovery.EMAIL_ONLY)
                .deletionProtection(settings.protectData())
                .removalPolicy(settings.removalPolicy())
                .build();
        AcceptedFinding.awsSolutions("COG2").acceptAt(created, "People may switch it on; the platform decides.");
        AcceptedFinding.awsSolutions("COG8")
                .acceptAt(created, "Threat protection needs a plan that costs by the user.");
        return created;
    }

    private static StringAttribute changeableText(int maxLength) {
        return StringAttribute.Builder.create().mutable(true).maxLen(maxLength).build();
    }

    private Function createClaimsFunction() {
        var logs = LogGroup.Builder.create(this, "ClaimsLogs")
                .retention(settings.logRetention())
                .removalPolicy(settings.removalPolicy())
                .build();
        var role = Role.Builder.create(this, "ClaimsRole")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        logs.grantWrite(role);
        var function = Function.Builder.create(this, "Claims")
                .runtime(Runtime.NODEJS_24_X)
                .architecture(Architecture.ARM_64)
                .handler("index.handler")
                .code(Code.fromInline(claimsFunction()))
                .memorySize(128)
                .timeout(Duration.seconds(5)) // Cognito waits no longer
                .role(role)
                .logGroup(logs)
                .build();
        AcceptedFinding.serverless("LambdaDLQ").acceptAt(function, "Cognito waits for it: the sign-in fails with it.");
        AcceptedFinding.serverless("LambdaTracing").acceptAt(function, "It calls nothing.");
        return function;
    }

    private void addMachineScopes() {
        pool.addResourceServer(
                "Machines",
                UserPoolResourceServerOptions.builder()
                        .identifier("credits")
                        .scopes(MACHINE_SCOPES.stream()
                                .map(scope -> ResourceServerScope.Builder.create()
                                        .scopeName(scope)
                                        .scopeDescription(scope)
                                        .build())
                                .toList())
                        .build());
    }

    private UserPoolClient addWebClient() {
        var returnUrl = settings.returnUrl();
        var origin = returnUrl.getScheme() + "://" + returnUrl.getAuthority();
        return pool.addClient(
                "Web",
                UserPoolClientOptions.builder()
                        .generateSecret(false)
                        .oAuth(OAuthSettings.builder()
                                .flows(OAuthFlows.builder()
                                        .authorizationCodeGrant(true)
                                        .build())
                                .scopes(List.of(OAuthScope.OPENID, OAuthScope.PROFILE))
                                .callbackUrls(List.of(origin + "/signed-in"))
                                .logoutUrls(List.of(origin + "/signed-out"))
                                .build())
                        .supportedIdentityProviders(List.of(UserPoolClientIdentityProvider.COGNITO))
                        .preventUserExistenceErrors(true)
                        .accessTokenValidity(Duration.hours(1))
                        .writeAttributes(new ClientAttributes()
                                .withStandardAttributes(StandardAttributesMask.builder()
                                        .fullname(true)
                                        .build()))
                        .build());
    }

    // A machine's permissions are the scopes that its client may ask for, and so is its organisation, if it has
    // one.
    private String claimsFunction() {
        return """
            exports.handler = async (event) => {
              const claims = {};
              if (event.triggerSource === "TokenGeneration_ClientCredentials") {
                const scopes = (event.request.scopes ?? []).map((scope) => scope.replace(/^credits\\//, ""));
                claims["%2$s"] = scopes.filter((scope) => !scope.startsWith("organisation:"));
                const named = scopes.filter((scope) => scope.startsWith("organisation:"));
                if (named.length === 1) claims["%1$s"] = named[0].slice("organisation:".length);
              } else {
                const { userAttributes } = event.request;
                claims["%1$s"] = userAttributes["custom:organisation"];
                claims["%3$s"] = userAttributes["custom:organisation_name"];
              }
              event.response = {
                claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } },
              };
              return event;
            };
            """.formatted(
                        settings.organisationClaim(), settings.permissionsClaim(), settings.organisationNameClaim());
    }
}
