package credits.invoicing;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The address at which a business receives e-invoices (EN 16931, BT-49), as in Peppol: `0204:991-01234-44`.
///
/// @param scheme a code of the EU's list of electronic address schemes (EAS), such as 0204 for Leitweg-IDs
/// @param value the address in that scheme
public record ElectronicAddress(String scheme, String value) {
    // The list of 2026.
    private static final Set<String> SCHEMES = Set.of(
            ("0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183 0184 0188 "
                            + "0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 "
                            + "0210 0211 0212 0213 0215 0216 0217 0218 0221 0225 0230 0235 0240 0244 9910 9913 9914 9915 "
                            + "9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 "
                            + "9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 "
                            + "9953 9957 9959 AN AQ AS AU EM")
                    .split(" "));
    private static final Pattern VALUE = Pattern.compile("[!-~]{1,100}");

    public ElectronicAddress {
        if (!SCHEMES.contains(scheme)) throw new IllegalArgumentException("not a scheme of addresses: " + scheme);
        if (!VALUE.matcher(value).matches()) throw new IllegalArgumentException("not an address: " + value);
    }

    /// Parses the form of [#toString]; anything else is empty.
    public static Optional<ElectronicAddress> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) return Optional.empty();
        try {
            return Optional.of(new ElectronicAddress(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }

    /// Like [#parse], for text that is known to be an address.
    public static ElectronicAddress of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an electronic address: " + text));
    }

    @Override
    public String toString() {
        return scheme + ":" + value;
    }
}
