package credits.local;

import credits.local.oidc.AccessTokens;
import credits.local.oidc.OidcProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tokens that would be valid but for one fault.
final class FaultyTokens {
    private static final Duration A_DAY = Duration.ofDays(1);

    private FaultyTokens() {}

    /// Returns tokens of a member with a role in an organisation, by their fault.
    static Map<String, String> of(RunningSystem system, String organisation, String role) {
        var valid = system.issueToken(organisation, "usr_giulia", role);
        var parts = valid.split("\\.", -1);
        var others = system.issueToken(organisation, "usr_marco", "owner").split("\\.", -1);
        var faulty = new LinkedHashMap<String, String>();
        faulty.put("that is missing", "");
        faulty.put("of three letters", "a.b.c");
        faulty.put("that has expired", issuedAt(system, system.now().minus(A_DAY), organisation, role));
        faulty.put("of tomorrow", issuedAt(system, system.now().plus(A_DAY), organisation, role));
        faulty.put("of another provider", issuedElsewhere(system, organisation, role));
        faulty.put("without its signature", parts[0] + "." + parts[1] + ".");
        faulty.put("with half its signature", valid.substring(0, valid.length() - parts[2].length() / 2));
        faulty.put("with the signature of another", parts[0] + "." + parts[1] + "." + others[2]);
        faulty.put("with the claims of another", parts[0] + "." + others[1] + "." + parts[2]);
        faulty.put("without an algorithm", base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".");
        faulty.put("whose first part is missing", parts[1] + "." + parts[2]);
        faulty.put("that is there twice", valid + "," + valid);
        return faulty;
    }

    private static String issuedAt(RunningSystem system, Instant time, String organisation, String role) {
        return system.localSystem().tokens(InstantSource.fixed(time)).issueToken(organisation, "usr_giulia", role);
    }

    private static String issuedElsewhere(RunningSystem system, String organisation, String role) {
        var clock = system.localSystem().clock();
        var elsewhere = new OidcProvider("http://localhost:1", clock);
        return new AccessTokens(elsewhere, system.localSystem().template(), clock)
                .issueToken(organisation, "usr_giulia", role);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
