package dev.lifeline.datasource.config;

import static dev.lifeline.datasource.config.UrlText.invalid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hosts of a database URL, which precede its path or are parameters.
 *
 * @param inAuthority hosts and ports, percent-encoded; may be empty
 * @param inParameter hosts without ports, or null
 * @param ports one port for all hosts, or one per host; or null
 */
record EndpointList(String inAuthority, @Nullable String inParameter, @Nullable String ports) {
    private static final String SEPARATOR = ",";

    /** @throws dev.lifeline.domain.settings.InvalidSettingsException if there is no host, or one is invalid */
    List<DatabaseEndpoint> read() {
        List<String> hosts = List.of(hosts().split(SEPARATOR, -1));
        List<String> commonPorts = commonPorts(hosts.size());
        List<DatabaseEndpoint> endpoints = new ArrayList<>();
        for (int index = 0; index < hosts.size(); index++) {
            endpoints.add(endpoint(hosts.get(index), commonPorts.get(index)));
        }
        return endpoints;
    }

    private String hosts() {
        if (inParameter == null) {
            return requireHost(DatabaseUrlParser.decode(inAuthority));
        }
        if (!inAuthority.isEmpty()) {
            throw invalid("must not name hosts before its path and as a parameter");
        }
        return requireHost(inParameter);
    }

    private static String requireHost(String hosts) {
        if (hosts.isEmpty()) {
            throw invalid("names no host: write localhost if the database is on this machine");
        }
        if (hosts.startsWith("/") || hosts.startsWith("@")) {
            throw invalid("names a Unix socket, which the driver cannot use: write a host name");
        }
        return hosts;
    }

    private List<String> commonPorts(int hosts) {
        if (ports == null) {
            return Collections.nCopies(hosts, "");
        }
        List<String> list = List.of(ports.split(SEPARATOR, -1));
        if (list.size() == 1) {
            return Collections.nCopies(hosts, list.get(0));
        }
        if (list.size() != hosts) {
            throw invalid("must name one port, or as many ports as hosts");
        }
        return list;
    }

    private static DatabaseEndpoint endpoint(String text, String commonPort) {
        int portColon = text.lastIndexOf(':');
        if (portColon < 0 || text.endsWith("]") || isBareAddress(text)) {
            return new DatabaseEndpoint(withoutBrackets(text), port(commonPort));
        }
        String ownPort = text.substring(portColon + 1);
        return new DatabaseEndpoint(
                withoutBrackets(text.substring(0, portColon)), port(ownPort.isEmpty() ? commonPort : ownPort));
    }

    /** Returns whether the text is an IPv6 address without brackets, which a parameter may contain. */
    private static boolean isBareAddress(String text) {
        return text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return DatabaseEndpoint.DEFAULT_PORT;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw invalid("must have a number as port");
        }
    }
}
