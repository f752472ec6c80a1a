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

/** Finds names that look like settings and are none: a misspelt setting is worse than a missing one. */
final class UnknownNames {
    /** What Kubernetes sets in every container beside a service that is called lifeline. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "LIFELINE_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    /** What Kubernetes then puts in LIFELINE_PORT; a person would put a number there. */
    private static final Pattern LINK_TARGET = Pattern.compile("(tcp|udp|sctp)://");

    private static final Map<String, Setting> MEANT_BY_LINK =
            Map.of("_PORT", Setting.HTTP_PORT, "_HOST", Setting.HTTP_HOST);
    /** Wrong letters in a name that is otherwise ours. */
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

    /** Others' names may stand in the file too, unless they are all but ours. */
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
     * The variables that nobody who meant a setting of ours would write: the environment is others' too, and what they call
     * there by our name must not keep the service from starting.
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

    /** Who types such a name means ours, and would be left without a word. */
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
