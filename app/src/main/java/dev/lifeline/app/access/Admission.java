package dev.lifeline.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeline.app.jwt.JwtResult;
import dev.lifeline.app.jwt.JwtVerifier;
import dev.lifeline.domain.time.Ticker;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are admitted. A request is admitted if it only reads the short health, or if its token grants
 * the permission. If no token is set for the permission, the request is admitted if its client is on this machine or
 * the service is open. Never blocks; a separate thread reads changed token files and logs wrong tokens. Safe for use by
 * several threads; the creator closes it.
 */
public final class Admission implements AutoCloseable {
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";
    private static final int UPKEEP_SECONDS = 1;

    private final boolean open;
    private final Clients clients;
    private final Tokens tokens;
    private final @Nullable JwtAccess jwt;
    private final @Nullable JwtVerifier verifier;
    private final WrongTokens wrongTokens;
    private final ScheduledThreadPoolExecutor upkeep = new ScheduledThreadPoolExecutor(1, Admission::thread);

    /** @param maxUnverified number of JSON Web Tokens that can wait for their verification, each with its request */
    public Admission(AccessConfig config, int maxUnverified, Ticker ticker) {
        open = config.open();
        clients = new Clients(config.trustedProxies());
        tokens = new Tokens(config.tokens(), config.roles());
        jwt = config.jwt();
        verifier = jwt == null ? null : verifier(jwt, maxUnverified, ticker);
        wrongTokens = new WrongTokens(ticker);
        if (!tokens.isEmpty()) {
            var unused = upkeep.scheduleWithFixedDelay(this::upkeep, UPKEEP_SECONDS, UPKEEP_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static JwtVerifier verifier(JwtAccess jwt, int maxTokens, Ticker ticker) {
        return new JwtVerifier(jwt.tokens(), jwt.grantingValues(), maxTokens, ticker, Clock.systemUTC());
    }

    /** Returns the verifier of JSON Web Tokens, if they are accepted. {@link #close} closes it. */
    public Optional<JwtVerifier> verifier() {
        return Optional.ofNullable(verifier);
    }

    /** Returns the verdict on a request. */
    public Verdict judge(AccessRequest request) {
        Permission permission = Permission.of(request);
        if (!permission.isServedOn(request.listener())) {
            return Verdict.NOT_HERE;
        }
        if (permission == Permission.HEALTH || isFree(permission, request)) {
            return Verdict.ADMITTED;
        }
        if (!tokens.canGrant(permission)) {
            return Verdict.NOT_LOCAL;
        }
        List<String> authorization = request.values(AUTHORIZATION);
        return authorization.isEmpty() ? unauthenticated(permission) : judge(request, permission, authorization);
    }

    /**
     * Returns the JSON Web Token of a request, which must be verified on another thread before the request is judged.
     * Empty if the request can be judged at once.
     */
    public Optional<String> tokenToVerify(AccessRequest request) {
        if (jwt == null || !request.has(AUTHORIZATION)) {
            return Optional.empty();
        }
        Permission permission = Permission.of(request);
        List<String> authorization = request.values(AUTHORIZATION);
        if (permission == Permission.HEALTH
                || authorization.size() != 1
                || !permission.isServedOn(request.listener())
                || isFree(permission, request)
                || wrongTokens.areTooMany(clients.nameOf(request))) {
            return Optional.empty();
        }
        return tokenOf(authorization.get(0)).filter(JwtVerifier::isToken).filter(token -> tokens.rolesOf(token)
                .isEmpty());
    }

    /**
     * Returns the name under which limits count the client: its address or network, or one name for all clients that a
     * trusted proxy does not identify. Empty for a client on this machine.
     */
    public Optional<String> remoteClient(AccessRequest request) {
        return clients.isCountedAsLocal(request) ? Optional.empty() : Optional.of(clients.nameOf(request));
    }

    /** Returns whether a peer may be a proxy: a trusted one, or any on this machine. */
    public boolean mayForward(InetAddress peer) {
        return peer.isLoopbackAddress() || clients.isTrusted(peer);
    }

    /** Ends the thread. */
    @Override
    public void close() {
        upkeep.shutdownNow();
        if (verifier != null) {
            verifier.close();
        }
    }

    private boolean isFree(Permission permission, AccessRequest request) {
        return !tokens.areRequiredFor(permission) && (open || clients.isLocal(request));
    }

    private Verdict judge(AccessRequest request, Permission permission, List<String> authorization) {
        String client = clients.nameOf(request);
        if (wrongTokens.areTooMany(client)) {
            wrongTokens.add(client);
            return Verdict.TOO_MANY_WRONG_TOKENS;
        }
        Set<Role> roles = authorization.size() == 1
                ? tokenOf(authorization.get(0)).map(tokens::rolesOf).orElse(Set.of())
                : Set.of();
        if (!roles.isEmpty()) {
            return granted(roles, permission);
        }
        JwtResult result = request.jwt();
        if (jwt != null && result != null) {
            switch (result.status()) {
                case VALID -> {
                    return granted(jwt.rolesOf(result.roles()), permission);
                }
                case NO_KEYS -> {
                    return Verdict.NO_KEYS;
                }
                case BUSY -> {
                    return Verdict.BUSY;
                }
                case WRONG -> {}
            }
        }
        wrongTokens.add(client);
        return unauthenticated(permission);
    }

    private static Verdict granted(Set<Role> roles, Permission permission) {
        boolean isGranted = roles.stream().anyMatch(role -> role.grants(permission));
        return isGranted ? Verdict.ADMITTED : Verdict.NOT_GRANTED;
    }

    /** Browsers send the token as a password, also with requests for event streams. */
    private static Verdict unauthenticated(Permission permission) {
        return permission == Permission.DETAILS ? Verdict.NEEDS_LOGIN : Verdict.NEEDS_TOKEN;
    }

    private static Optional<String> tokenOf(String authorization) {
        String scheme = authorization.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return scheme.startsWith(BASIC)
                ? passwordOf(authorization.substring(BASIC.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> passwordOf(String credentials) {
        try {
            String text = new String(Base64.getDecoder().decode(credentials), UTF_8);
            return Optional.of(text.substring(text.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void upkeep() {
        tokens.reload();
        wrongTokens.report();
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "lifeline-access-1");
        thread.setDaemon(true);
        return thread;
    }
}
