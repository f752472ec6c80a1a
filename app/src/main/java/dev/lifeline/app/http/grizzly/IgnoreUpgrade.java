package dev.lifeline.app.http.grizzly;

import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpEvents.IncomingHttpUpgradeEvent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;

/**
 * Lets a request that offers another protocol pass as the HTTP/1.1 request that it also is (RFC 9110, section 7.8).
 * Grizzly takes the body for that other protocol's, and so never sees the end of it: a POST of the JDK's own client,
 * which offers HTTP/2 by default, would hang.
 */
final class IgnoreUpgrade extends BaseFilter implements AddOn {

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(filters.indexOfType(HttpServerFilter.class) + 1, this);
    }

    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
        if (event.type() == IncomingHttpUpgradeEvent.TYPE) {
            HttpHeader header = ((IncomingHttpUpgradeEvent) event).getHttpHeader();
            header.getUpgradeDC().recycle();
            header.setIgnoreContentModifiers(false);
        }
        return context.getInvokeAction();
    }
}
