package dev.lifeline.app.config;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.access.AddressRange;
import dev.lifeline.app.access.Role;
import dev.lifeline.app.access.Token;
import dev.lifeline.app.access.TokenSource;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of admission. */
final class AccessReader {
    private final Sources sources;
    private final Values values;

    AccessReader(Sources sources, Values values) {
        this.sources = sources;
        this.values = values;
    }

    /**
     * @throws InvalidSettingsException if a value is invalid
     */
    AccessConfig read() {
        return new AccessConfig(
                values.list(Setting.HTTP_ALLOWED_HOSTS),
                proxies(),
                tokens(),
                new JwtReader(sources, values).read(),
                values.flag(Setting.ACCESS_OPEN));
    }

    private List<AddressRange> proxies() {
        var proxies = new ArrayList<AddressRange>();
        var checks = new SettingChecks();
        for (String text : values.list(Setting.HTTP_TRUSTED_PROXIES)) {
            Optional<AddressRange> range = AddressRange.parse(text);
            checks.require(
                    range.isPresent(),
                    "http.trusted-proxies must be addresses, or ranges such as 10.0.0.0/8, separated by commas,"
                            + " but has '" + text + "'");
            range.ifPresent(proxies::add);
        }
        checks.verify();
        return proxies;
    }

    private Map<Role, TokenSource> tokens() {
        var tokens = new EnumMap<Role, TokenSource>(Role.class);
        put(tokens, Role.READ, Setting.ACCESS_READ_TOKEN_FILE);
        put(tokens, Role.WRITE, Setting.ACCESS_WRITE_TOKEN_FILE);
        put(tokens, Role.DETAILS, Setting.ACCESS_DETAILS_TOKEN_FILE);
        put(tokens, Role.ADMIN, Setting.ACCESS_ADMIN_TOKEN_FILE);
        sources.value(Setting.ADMIN_TOKEN).ifPresent(text -> {
            var source = new TokenSource(Token.of(Setting.ADMIN_TOKEN.shortName(), text), null);
            new SettingChecks()
                    .require(
                            tokens.put(Role.ADMIN, source) == null,
                            "admin.token and access.admin-token-file must not both be set")
                    .verify();
        });
        return tokens;
    }

    private void put(Map<Role, TokenSource> tokens, Role role, Setting setting) {
        Optional<Path> file = values.path(setting);
        file.ifPresent(path -> tokens.put(role, new TokenSource(Token.read(setting.shortName(), path), path)));
    }
}
