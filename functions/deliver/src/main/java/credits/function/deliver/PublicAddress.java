package credits.function.deliver;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Tells addresses of the public internet from all others: those of private networks, of this machine, of the cloud's
/// metadata services, of groups, and those that are reserved or lead to another address.
///
/// After the registries of special-purpose addresses of IANA (RFC 6890):
/// https://www.iana.org/assignments/iana-ipv4-special-registry and `…/iana-ipv6-special-registry`.
final class PublicAddress {
    private static final List<Network> SPECIAL_IPV4 = List.of(
            new Network("00000000", 8), // this network
            new Network("0a000000", 8), // private
            new Network("64400000", 10), // carriers' private
            new Network("7f000000", 8), // loopback
            new Network("a9fe0000", 16), // link-local: metadata services
            new Network("ac100000", 12), // private
            new Network("c0000000", 24), // protocol assignments
            new Network("c0000200", 24), // documentation
            new Network("c0586300", 24), // relays of 6to4
            new Network("c0a80000", 16), // private
            new Network("c6120000", 15), // benchmarks
            new Network("c6336400", 24), // documentation
            new Network("cb007100", 24), // documentation
            new Network("e0000000", 3)); // groups, reserved, broadcast

    // Only these are assigned to networks of the public internet.
    private static final Network GLOBAL_IPV6 = new Network("20000000000000000000000000000000", 3);
    private static final List<Network> SPECIAL_IPV6 = List.of(
            new Network("20010000000000000000000000000000", 23), // protocol assignments, with Teredo's tunnels
            new Network("20010db8000000000000000000000000", 32), // documentation
            new Network("20020000000000000000000000000000", 16), // 6to4: leads to an IPv4 address
            new Network("3fff0000000000000000000000000000", 20)); // documentation

    private PublicAddress() {}

    /// Addresses with a common prefix.
    ///
    /// @param prefix an address in hexadecimal digits
    /// @param bits the length of the prefix
    private record Network(String prefix, int bits) {
        boolean contains(byte[] address) {
            var network = HexFormat.of().parseHex(prefix);
            int whole = bits / Byte.SIZE;
            if (!Arrays.equals(network, 0, whole, address, 0, whole)) return false;
            int rest = bits % Byte.SIZE;
            return rest == 0 || ((network[whole] ^ address[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
        }
    }

    /// Whether the address is one of the public internet. Java has turned an IPv4 address in the form of IPv6 into that
    /// IPv4 address already.
    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        if (address instanceof Inet6Address)
            return GLOBAL_IPV6.contains(bytes) && SPECIAL_IPV6.stream().noneMatch(network -> network.contains(bytes));
        return SPECIAL_IPV4.stream().noneMatch(network -> network.contains(bytes));
    }
}
