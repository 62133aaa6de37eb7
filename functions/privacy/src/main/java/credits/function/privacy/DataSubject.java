package credits.function.privacy;

import credits.identity.EmailAddress;
import credits.identity.MemberId;
import java.util.Optional;

/// Whose personal data is exported or erased, within one organisation.
sealed interface DataSubject {
    /// Everybody: the organisation has ended or, as a sole trader, is a person itself.
    record EntireOrganisation() implements DataSubject {}

    /// One person, by what the system may know of one: the member's ID, a mailbox, or both.
    record Person(Optional<MemberId> member, Optional<EmailAddress> email) implements DataSubject {
        public Person {
            if (member.isEmpty() && email.isEmpty()) throw new IllegalArgumentException("nobody is named");
        }
    }

    /// Whether `memberId` is the subject's.
    default boolean isMember(String memberId) {
        return switch (this) {
            case EntireOrganisation() -> true;
            case Person(var member, var _) ->
                member.filter(each -> each.value().equals(memberId)).isPresent();
        };
    }

    /// Whether `address` is a mailbox of the subject's.
    default boolean isMailbox(String address) {
        return switch (this) {
            case EntireOrganisation() -> true;
            case Person(var _, var email) ->
                email.filter(each -> each.value().equalsIgnoreCase(address)).isPresent();
        };
    }
}
