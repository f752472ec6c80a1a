package dev.lifeline.app.config;

import dev.lifeline.domain.settings.SuggestedNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds names that resemble settings but are not: a misspelt setting is worse than a missing one. */
final class UnknownNames {
    /** Variables that Kubernetes sets in each container for a service named lifeline. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "LIFELINE_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    /** Value that Kubernetes sets in LIFELINE_PORT; users would set a number. */
    private static final Pattern LINK_TARGET = Pattern.compile("(tcp|udp|sctp)://");

    private static final Map<String, Setting> MEANT_BY_LINK =
            Map.of("_PORT", Setting.HTTP_PORT, "_HOST", Setting.HTTP_HOST);
    /** Maximum number of wrong letters in a name that otherwise matches. */
    private static final int SLIP = 2;

    private final Problems problems;

    UnknownNames(Problems problems) {
        this.problems = problems;
    }

    void inFile(SettingsFile file) {
        List<String> known = known(Setting::key);
        for (String key : new TreeSet<>(file.values().keySet())) {
            if (!key.startsWith(Setting.PREFIX)) {
                withoutPrefix(key, file.name());
            } else if (!known.contains(key)) {
                report("setting " + key, key, known, file.name());
            }
        }
    }

    /** Reports settings without the prefix. The file may contain other names, unless they match a setting. */
    private void withoutPrefix(String key, String origin) {
        SuggestedNames.nearest(key, known(Setting::shortName))
                .filter(meant -> SuggestedNames.distance(key, meant) <= SLIP)
                .ifPresent(meant -> problems.add("setting " + key + " lacks its prefix: did you mean " + Setting.PREFIX
                        + meant + "? (" + origin + ")"));
    }

    void inSystemProperties(Map<String, String> properties) {
        List<String> known = known(Setting::key);
        for (String key : new TreeSet<>(properties.keySet())) {
            if (key.startsWith(Setting.PREFIX) && !known.contains(key)) {
                report("setting " + key, key, known, "system property " + key);
            }
        }
    }

    /**
     * Returns the variables that are not similar to any setting: other programs use the environment as well, and their
     * variables must not prevent the start.
     */
    List<String> inEnvironment(Map<String, String> environment) {
        List<String> others = new ArrayList<>();
        List<String> known = known(Setting::environmentVariable);
        boolean linked = LINK_TARGET
                .matcher(environment.getOrDefault("LIFELINE_PORT", ""))
                .lookingAt();
        for (String name : new TreeSet<>(environment.keySet())) {
            boolean link = SERVICE_LINK.matcher(name).matches();
            if (link && !linked) {
                report("environment variable " + name, linkMeant(name), "environment");
            } else if (!link && name.startsWith("LIFELINE_") && !known.contains(name)) {
                Optional<String> meant = SuggestedNames.nearest(name, known);
                meant.ifPresentOrElse(
                        setting -> report("environment variable " + name, meant, "environment"),
                        () -> others.add(name));
            }
        }
        return others;
    }

    /**
     * Returns the setting that the user probably means by a name that Kubernetes may set as well. Without this check
     * the name would be ignored silently.
     */
    private static Optional<String> linkMeant(String name) {
        return MEANT_BY_LINK.entrySet().stream()
                .filter(entry -> name.endsWith(entry.getKey()))
                .map(entry -> entry.getValue().environmentVariable())
                .findFirst();
    }

    private void report(String what, String name, List<String> known, String origin) {
        report(what, SuggestedNames.nearest(name, known), origin);
    }

    private void report(String what, Optional<String> meant, String origin) {
        String hint = meant.map(name -> ": did you mean " + name + "?").orElse("");
        problems.add("unknown " + what + hint + " (" + origin + ")");
    }

    private static List<String> known(Function<Setting, String> name) {
        return Arrays.stream(Setting.values()).map(name).toList();
    }
}
