package credits.function.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.aws.AwsCall;
import credits.aws.AwsClients;
import credits.settings.EnvironmentVariable;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The key that lists of anchors are signed with, by HMAC-SHA256. No other function may read it. It is read for each
/// signature, so that it is part of no snapshot.
final class AnchorKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<String> source;

    /// @param source reads the stored key
    AnchorKey(Supplier<String> source) {
        this.source = source;
    }

    /// The key in Secrets Manager that the environment names.
    static AnchorKey of(Map<String, String> environment) {
        var id = EnvironmentVariable.ANCHOR_KEY_ARN.require(environment);
        var client = AwsClients.configure(
                        SecretsManagerClient.builder(), environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER")
                .build();
        return new AnchorKey(
                () -> client.getSecretValue(get -> get.secretId(id)).secretString());
    }

    /// Returns the signature of `text`, in hexadecimal digits. Throws [ServiceUnavailableException] if the key cannot
    /// be read.
    String sign(String text) {
        var key = AwsCall.run("the key of the anchors cannot be read", source);
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    boolean isSignature(String signature, String text) {
        return MessageDigest.isEqual(sign(text).getBytes(UTF_8), signature.getBytes(UTF_8));
    }
}
