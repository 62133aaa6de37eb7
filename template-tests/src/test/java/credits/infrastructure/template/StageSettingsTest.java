package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.infrastructure.CreditsApp;
import credits.infrastructure.InvalidSettingsException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageSettingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Red when `StageSettings` omits a check or a key, or `SettingsReader` supplies a default.
    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(textBlock = """
            /stage                       |              | stage is missing in cdk.json.
            /stage                       | "staging"    | stages.staging is missing in cdk.json.
            /stages/dev/issuer           |              | stages.dev.issuer is missing in cdk.json.
            /stages/dev/isuer            | "https://a"  | stages.dev.isuer in cdk.json is not a known setting.
            /stages/dev/issuer           | "http://a"   | stages.dev.issuer must be a URL that begins with https://.
            /stages/dev/audience         | []           | stages.dev.audience must be a non-empty list.
            /stages/dev/defaultTimeZone  | "Rome"       | stages.dev.defaultTimeZone must be an IANA time zone such as Europe/Rome.
            /stages/dev/memberClaim      | 7            | stages.dev.memberClaim must be text of letters, digits and _.:/- only.
            /stages/dev/memberClaim      | ""           | stages.dev.memberClaim must be text of letters, digits and _.:/- only.
            /stages/dev/roles            | {}           | stages.dev.roles must be a non-empty object.
            /stages/dev/roles/owner      | "all"        | stages.dev.roles.owner must be a non-empty list.
            /stages/dev/roles/owner      | ["a;b"]      | stages.dev.roles.owner must be text of letters, digits and _.:/- only.
            /stages/dev/roles/owner      | ["usage:raed"] | stages.dev.roles.owner must be permissions such as usage:read.
            /stages/dev/roles/an owner   | ["usage:read"] | stages.dev.roles must be text of letters, digits and _.:/- only.
            /stages/dev/roles/[owner]    | ["usage:read"] | stages.dev.roles must be text of letters, digits and _.:/- only.
            /stages/dev/rolesFormat      | "LIST"       | stages.dev.rolesFormat must be a name of Format such as ARRAY.
            /stages/dev/platform/organisation | "a/b"   | stages.dev.platform.organisation must have 1 to 64 letters, digits and ._:- only.
            /stages/dev/platform/clients | []           | stages.dev.platform.clients must be a non-empty list.
            /stages/dev/platform/clients | ["web app"]  | stages.dev.platform.clients must be text of letters, digits and _.:/- only.
            /stages/dev/platform/consoleClient | "web" | stages.dev.platform.consoleClient must be one of stages.dev.platform.clients.
            /stages/dev/dailyAdjustments | 0            | stages.dev.dailyAdjustments must be a whole number from 1 to 1000000.
            /stages/dev/largestAdjustment| 0            | stages.dev.largestAdjustment must be a whole number from 1 to 1000000.
            /stages/dev/requestsPerSecond/member | 0     | stages.dev.requestsPerSecond.member must be a whole number from 1 to 10000.
            /stages/dev/requestsPerSecond/page | 5       | stages.dev.requestsPerSecond.page in cdk.json is not a known setting.
            /stages/dev/issuer           | "cognito"     | stages.dev.rolesClaim must be cognito:groups, as the issuer is cognito.
            /stages/dev/mailsPerDay      | 19           | stages.dev.mailsPerDay must be a whole number from 20 to 1000.
            /stages/dev/debitConcurrency | 1            | stages.dev.debitConcurrency must be a whole number from 2 to 1000.
            /stages/dev/debitConcurrency | 2.5          | stages.dev.debitConcurrency must be a whole number from 2 to 1000.
            /stages/dev/logRetention     | "A_FORTNIGHT"| stages.dev.logRetention must be a name of RetentionDays such as ONE_DAY.
            /stages/dev/billingContact   | "Billing"    | stages.dev.billingContact must be an e-mail address.
            /stages/dev/quotaUrl         | "/usage"     | stages.dev.quotaUrl must be a URL that begins with https://.
            /stages/dev/topUp/presets    | []           | stages.dev.topUp.presets must be a list of ascending whole numbers from 1 to 10000.
            /stages/dev/topUp/presets    | [50, 10]     | stages.dev.topUp.presets must be a list of ascending whole numbers from 1 to 10000.
            /stages/dev/topUp/presets    | [10, 10001]  | stages.dev.topUp.presets must be a list of ascending whole numbers from 1 to 10000.
            /stages/dev/topUp/maximum    | 0            | stages.dev.topUp.maximum must be a whole number from 1 to 1000000.
            /stages/dev/topUp/firstMinimum | 0          | stages.dev.topUp.firstMinimum must be a whole number from 1 to 10000.
            /stages/dev/topUp/amountPerDay | 9999       | stages.dev.topUp.amountPerDay must be a whole number from 10000 to 100000000.
            /stages/dev/topUp/threeDSecure | "NEVER"    | stages.dev.topUp.threeDSecure must be a name of ThreeDSecure such as AUTOMATIC.
            /stages/dev/topUp/most       | 5            | stages.dev.topUp.most in cdk.json is not a known setting.
            /stages/dev/vat/mode         | "none"       | stages.dev.vat.mode must be static or stripe_tax.
            /stages/dev/vat/oss          |              | stages.dev.vat.oss is missing in cdk.json.
            /stages/dev/vat/oss          | true         | stages.dev.vat.rates: oss needs a rate for AT, BE, BG, CY, CZ, DE, DK, EE, ES, FI, FR, GR, HR, HU, IE, LT, LU, LV, MT, NL, PL, PT, RO, SE, SI, SK.
            /stages/dev/vat/rates        | ["IT:22:2013-10-01", "DE:19:2007-01-01"] | stages.dev.vat.rates: without oss, the only rate is that of IT.
            /stages/dev/vat/rates        | ["DE:19:2007-01-01"] | stages.dev.vat.rates: no rate for the seller's country IT.
            /stages/dev/stripeLive       | "no"         | stages.dev.stripeLive must be true or false.
            /stages/dev/webhooks         | "no"         | stages.dev.webhooks must be true or false.
            /stages/dev/snapStart        | "no"         | stages.dev.snapStart must be true or false.
            /stages/dev/rollout          | "SLOWLY"     | stages.dev.rollout must be a name of Rollout such as ALL_AT_ONCE.
            /stages/dev/alarmMail        | "Operations" | stages.dev.alarmMail must be an e-mail address.
            /stages/dev/monthlyBudget    | 0            | stages.dev.monthlyBudget must be a whole number from 1 to 1000000.
            /stages/dev/tableUnitsPerSecond | 5         | stages.dev.tableUnitsPerSecond must be a whole number from 10 to 40000.
            /stages/dev/siteCertificate  | "arn:aws:acm:eu-west-1:1:certificate/1" | stages.dev.siteCertificate must be cloudfront or the ARN of a certificate in us-east-1.
            /stages/dev/apiHost          | "api.example.com" | stages.dev.apiCertificate must be the ARN of a certificate for apiHost, or both execute-api.
            /stages/dev/restoredTables   | ["credits/restored"] | stages.dev.restoredTables must be a list of different names of tables, possibly empty.
            /stages/dev/restoredTables   | ["one", "one"] | stages.dev.restoredTables must be a list of different names of tables, possibly empty.
            /stages/dev/corsOrigins      | ["*"]                  | stages.dev.corsOrigins must be a list of different origins such as https://www.example.com, possibly empty.
            /stages/dev/frameAncestors   | ["http://example.com"] | stages.dev.frameAncestors must be a list of different origins such as https://www.example.com, possibly empty.
            /stages/dev/problemOrigin    | "https://a.example/b"  | stages.dev.problemOrigin must be none or an origin such as https://api.example.com.
            /stages/dev/backupVault      | "arn:aws:s3:::backups" | stages.dev.backupVault must be none or the ARN of a vault.
            /stages/dev/usageProducers   | {"me": {}}   | stages.dev.usageProducers.me must have the unique id of an IAM role or user, AROA…, or one of platform.clients as its key.
            /stages/dev/producerAccounts | ["1234"]     | stages.dev.producerAccounts must be a list of different account ids of 12 digits, possibly empty.
            /stage                       | "Production" | stage must be a name of at most 16 lower-case letters, digits and hyphens.
            /stage                       | "a2345678901234567" | stage must be a name of at most 16 lower-case letters, digits and hyphens.
            /stages/dev/protectData      | "no"         | stages.dev.protectData must be true or false.
            """, delimiter = '|')
    void a_missing_unknown_or_invalid_setting_fails_synthesis_with_one_sentence(
            String key, @Nullable String value, String sentence, @TempDir Path output) throws JsonProcessingException {
        var context = contextWith(key, value);

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> CreditsApp.create(DeploymentStage.PROJECT_ROOT, context, output))
                .withMessage(sentence);
    }

    /// Red when a key is no longer read by `StageSettings`, or is read and missing from a stage.
    @Test
    void every_key_of_a_stage_is_required(@TempDir Path output) throws JsonProcessingException {
        var keys = JSON.valueToTree(CreditsApp.readContext(DeploymentStage.PROJECT_ROOT))
                .at("/stages/dev")
                .properties();

        for (var key : keys) {
            var context = contextWith("/stages/dev/" + key.getKey(), null);
            assertThatExceptionOfType(InvalidSettingsException.class)
                    .isThrownBy(() -> CreditsApp.create(DeploymentStage.PROJECT_ROOT, context, output))
                    .withMessage("stages.dev.%s is missing in cdk.json.", key.getKey());
        }
    }

    private static Map<String, Object> contextWith(String key, @Nullable String value) throws JsonProcessingException {
        JsonNode context = JSON.valueToTree(CreditsApp.readContext(DeploymentStage.PROJECT_ROOT));
        var cut = key.lastIndexOf('/');
        var section = (ObjectNode) context.at(key.substring(0, cut));
        if (value == null) section.remove(key.substring(cut + 1));
        else section.set(key.substring(cut + 1), JSON.readTree(value));
        return JSON.convertValue(context, new TypeReference<>() {});
    }
}
