package dev.lifeline.app.access;

import dev.lifeline.app.jwt.JwtResult;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request that was never sent. */
record FakeRequest(String method, String path, String query, InetAddress peer, Map<String, List<String>> headers)
        implements AccessRequest {

    static FakeRequest of(String method, String target) {
        int query = target.indexOf('?');
        return new FakeRequest(
                method,
                query < 0 ? target : target.substring(0, query),
                query < 0 ? null : target.substring(query + 1),
                InetAddress.getLoopbackAddress(),
                new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    }

    FakeRequest from(String address) {
        try {
            return new FakeRequest(method, path, query, InetAddress.getByName(address), headers);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    FakeRequest with(String header, String value) {
        var all = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        var values = new ArrayList<>(all.getOrDefault(header, List.of()));
        values.add(value);
        all.put(header, values);
        return new FakeRequest(method, path, query, peer, all);
    }

    FakeRequest bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    @Override
    public Listener listener() {
        return Listener.ONLY;
    }

    @Override
    public JwtResult jwt() {
        return null;
    }

    @Override
    public boolean has(String header) {
        return headers.containsKey(header);
    }

    @Override
    public boolean hasBeginningWith(String prefix) {
        return headers.keySet().stream().anyMatch(name -> name.regionMatches(true, 0, prefix, 0, prefix.length()));
    }

    @Override
    public List<String> values(String header) {
        return headers.getOrDefault(header, List.of());
    }
}
