/** Data source for PostgreSQL whose connections recover. Its internal packages are not exported. */
@SuppressWarnings("requires-automatic") // the driver and Failsafe have no descriptor, but fixed module names
module dev.lifeline.datasource {
    requires transitive dev.lifeline.domain;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires static org.checkerframework.checker.qual;
    requires com.zaxxer.hikari;
    requires dev.failsafe.core;
    requires java.logging;
    requires java.management;
    requires transitive java.naming;
    requires jdk.net;
    requires org.postgresql.jdbc;

    exports dev.lifeline.datasource;
    exports dev.lifeline.datasource.config;
    exports dev.lifeline.datasource.schema;
    exports dev.lifeline.datasource.work;
    exports dev.lifeline.datasource.internal.socket to
            org.postgresql.jdbc; // the driver creates the socket factory by its name

    provides java.sql.Driver with
            dev.lifeline.datasource.LifelineDriver;
}
