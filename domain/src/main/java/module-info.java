/** Domain of Lifeline: values, rules and ports. Depends on the JDK only. */
module dev.lifeline.domain {
    requires static transitive org.jspecify;

    exports dev.lifeline.domain.connection;
    exports dev.lifeline.domain.incident;
    exports dev.lifeline.domain.lifecycle;
    exports dev.lifeline.domain.metrics;
    exports dev.lifeline.domain.port.in;
    exports dev.lifeline.domain.port.out;
    exports dev.lifeline.domain.project;
    exports dev.lifeline.domain.service;
    exports dev.lifeline.domain.settings;
    exports dev.lifeline.domain.status;
    exports dev.lifeline.domain.time;
    exports dev.lifeline.domain.write;
}
