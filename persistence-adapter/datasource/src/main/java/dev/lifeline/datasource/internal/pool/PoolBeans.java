package dev.lifeline.datasource.internal.pool;

import static java.lang.System.Logger.Level.WARNING;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.lifeline.datasource.internal.thread.SourceName;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * HikariCP's JMX beans, which stay registered when a pool replaces another. HikariCP's own registration is per pool:
 * two pools with one name would unregister each other's beans. Safe for use by several threads.
 */
public final class PoolBeans implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PoolBeans.class.getName());
    private static final String DOMAIN = "com.zaxxer.hikari";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> registered = new ArrayList<>();

    private PoolBeans() {}

    /**
     * Registers the beans of a data source. If JMX refuses them, that is logged, and the data source works without
     * them.
     */
    public static PoolBeans register(SourceName name, PoolGenerations pools, PoolFactory factory, LeakDetector leaks) {
        PoolBeans beans = new PoolBeans();
        beans.add("PoolConfig", name, new PoolConfigBean(pools, factory, leaks), HikariConfigMXBean.class);
        beans.add("Pool", name, new PoolBean(pools), HikariPoolMXBean.class);
        return beans;
    }

    private <T> void add(String type, SourceName name, T bean, Class<T> contract) {
        try {
            ObjectName object = new ObjectName(DOMAIN + ":type=" + type + " (" + name.pool() + ")");
            server.registerMBean(new StandardMBean(bean, contract, true), object);
            registered.add(object);
        } catch (JMException e) {
            LOG.log(WARNING, "The JMX bean " + type + " of " + name.pool() + " cannot be registered", e);
        }
    }

    /** Unregisters the beans. */
    @Override
    public void close() {
        for (ObjectName one : registered) {
            try {
                server.unregisterMBean(one);
            } catch (JMException e) {
                LOG.log(WARNING, "The JMX bean " + one + " cannot be unregistered", e);
            }
        }
        registered.clear();
    }
}
