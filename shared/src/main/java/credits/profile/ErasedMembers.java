package credits.profile;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The members of an organisation whose personal data was erased. The chain keeps their IDs, because it never changes;
/// whatever leaves the system shows a pseudonym instead. A member is found by a hash, so that this list names nobody.
///
/// @param isEveryone whether the whole organisation was erased
/// @param pseudonymByHash the pseudonym of each erased member
public record ErasedMembers(OrganisationId organisation, boolean isEveryone, Map<String, MemberId> pseudonymByHash) {
    /// The pseudonym of an erased organisation's members.
    public static final MemberId ANYBODY = new MemberId("erased");

    public ErasedMembers {
        pseudonymByHash = Map.copyOf(pseudonymByHash);
    }

    /// Returns the ID to show for `member`.
    public MemberId shown(MemberId member) {
        if (isEveryone) return ANYBODY;
        if (pseudonymByHash.isEmpty()) return member;
        return Optional.ofNullable(pseudonymByHash.get(hashOf(organisation, member)))
                .orElse(member);
    }

    /// The name that the member has in the list.
    public static String hashOf(OrganisationId organisation, MemberId member) {
        var text = organisation.value() + '|' + member.value();
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
