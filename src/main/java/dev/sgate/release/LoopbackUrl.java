package dev.sgate.release;

import dev.sgate.seal.Fields;
import java.net.URI;
import java.util.regex.Pattern;

/** An {@code http} URL whose host is a literal loopback address: nothing to look up, nobody else to reach. */
final class LoopbackUrl {
    /** 127.0.0.0/8, each number without leading zeros, which some readers take as octal. */
    private static final Pattern V4 = Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");

    private static final String V6 = "[::1]";
    private static final int PORT_MAX = 65_535;

    private LoopbackUrl() {}

    static URI read(Fields fields, String name) {
        URI url = fields.getUri(name);
        String host = url.getHost() == null ? "" : url.getHost();
        boolean literal = host.equals(V6) || V4.matcher(host).matches();
        if (!"http".equals(url.getScheme()) || !literal || url.getUserInfo() != null || url.getPort() > PORT_MAX) {
            throw fields.malformed(name, url);
        }
        return url;
    }
}
