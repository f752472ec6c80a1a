package dev.lifeline.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.status.StreamedEvent;
import dev.lifeline.domain.time.Ticker;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * Rules of the architecture. They list the permitted dependencies of each module, so that a new dependency fails until
 * it is listed.
 */
@AnalyzeClasses(packages = "dev.lifeline", importOptions = ProductionCode.class)
class ArchitectureTest {
    private static final String SERVER = "dev.lifeline.app.http";
    private static final String[] ADAPTERS = {
        "dev.lifeline.datasource..", "dev.lifeline.persistence..", "dev.lifeline.rest..", "dev.lifeline.monitoring.."
    };

    @ArchTest
    static final ArchRule the_domain_needs_nothing_but_the_jdk = classes()
            .that()
            .resideInAPackage("dev.lifeline.domain..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.lifeline.domain..", "java..", "org.jspecify..")
                    .and(not(resideInAnyPackage("java.sql..", "java.net.http.."))))
            .because("the rules of projects and connections outlive every library");

    @ArchTest
    static final ArchRule the_data_source_knows_the_domain_the_pool_and_the_driver_only = adapter(
            "dev.lifeline.datasource..",
            "com.zaxxer.hikari..",
            "dev.failsafe..",
            "org.postgresql..",
            "javax.sql..",
            "javax.net..",
            "javax.naming..",
            "javax.management..",
            "jdk.net..");

    @ArchTest
    static final ArchRule the_project_store_stands_on_the_data_source = adapter(
            "dev.lifeline.persistence..",
            "dev.lifeline.datasource..",
            "org.hibernate..",
            "jakarta.persistence..",
            "org.flywaydb..",
            "javax.sql..");

    @ArchTest
    static final ArchRule rest_knows_the_domain_s_model_and_ports_only =
            adapter("dev.lifeline.rest..", "jakarta.ws.rs..", "com.fasterxml.jackson.core..");

    @ArchTest
    static final ArchRule monitoring_knows_the_domain_s_model_and_ports_only = adapter(
            "dev.lifeline.monitoring..",
            "io.micrometer..",
            "io.prometheus..",
            "org.HdrHistogram..",
            "io.opentelemetry..",
            "com.fasterxml.jackson.core..",
            "javax.net.ssl..");

    @ArchTest
    static final ArchRule every_class_belongs_to_a_module = classes()
            .that()
            .doNotHaveSimpleName("module-info")
            .should()
            .resideInAnyPackage(
                    "dev.lifeline.domain..",
                    "dev.lifeline.datasource..",
                    "dev.lifeline.persistence..",
                    "dev.lifeline.rest..",
                    "dev.lifeline.monitoring..",
                    "dev.lifeline.app..")
            .because("only what belongs to a module is held to that module's rules");

    @ArchTest
    static final ArchRule only_the_app_knows_the_libraries_of_a_program = classes()
            .that()
            .resideInAPackage("dev.lifeline.app..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.lifeline..",
                    "java..",
                    "javax.net.ssl..",
                    "javax.security.auth.x500..",
                    "org.jspecify..",
                    "org.glassfish..",
                    "jakarta.ws.rs..",
                    "io.smallrye.config..",
                    "org.eclipse.microprofile.config..",
                    "picocli..",
                    "org.jose4j..",
                    "io.zonky.test..",
                    "ch.qos.logback..",
                    "org.slf4j..",
                    "io.opentelemetry..")
            .because("a new library is a decision");

    @ArchTest
    static final ArchRule nobody_depends_on_the_app = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lifeline.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lifeline.app..")
            .because("the app puts the modules together; they must be usable without it");

    @ArchTest
    static final ArchRule the_data_source_keeps_its_internals = keepsItsInternals("dev.lifeline.datasource");

    @ArchTest
    static final ArchRule persistence_keeps_its_internals = keepsItsInternals("dev.lifeline.persistence");

    @ArchTest
    static final ArchRule rest_keeps_its_internals = keepsItsInternals("dev.lifeline.rest");

    @ArchTest
    static final ArchRule monitoring_keeps_its_internals = keepsItsInternals("dev.lifeline.monitoring");

    @ArchTest
    static final ArchRule hikari_stays_in_the_pool = staysIn("com.zaxxer..", "dev.lifeline.datasource.internal.pool");

    @ArchTest
    static final ArchRule failsafe_stays_in_the_policies =
            staysIn("dev.failsafe..", "dev.lifeline.datasource.internal.operation");

    @ArchTest
    static final ArchRule hibernate_stays_in_its_package =
            staysIn("org.hibernate..", "dev.lifeline.persistence.internal.hibernate");

    @ArchTest
    static final ArchRule jakarta_persistence_stays_with_hibernate =
            staysIn("jakarta.persistence..", "dev.lifeline.persistence.internal.hibernate");

    @ArchTest
    static final ArchRule flyway_stays_in_migration =
            staysIn("org.flywaydb..", "dev.lifeline.persistence.internal.migration");

    @ArchTest
    static final ArchRule the_driver_stays_where_connections_are_made_and_failures_judged = staysIn(
            "org.postgresql..",
            "dev.lifeline.datasource.internal.driver",
            "dev.lifeline.datasource.internal.pool",
            "dev.lifeline.datasource.internal.jdbc",
            "dev.lifeline.datasource.internal.replay", // keeps the driver's own rows
            "dev.lifeline.datasource.internal.sentinel",
            "dev.lifeline.datasource.internal.failure");

    @ArchTest
    static final ArchRule sql_stays_inside_persistence = staysIn(
            "java.sql..",
            "dev.lifeline.persistence", // look-ups receive a connection
            "dev.lifeline.persistence.internal..",
            "dev.lifeline.datasource",
            "dev.lifeline.datasource.internal..",
            "dev.lifeline.datasource.schema",
            "dev.lifeline.datasource.work");

    @ArchTest
    static final ArchRule jersey_and_grizzly_stay_in_the_app_s_server =
            staysIn("org.glassfish..", SERVER, SERVER + ".grizzly", SERVER + ".guard", SERVER + ".limit");

    @ArchTest
    static final ArchRule repairs_of_grizzly_know_no_other_part_of_the_server = partOfTheServer("grizzly");

    @ArchTest
    static final ArchRule request_threads_know_no_other_part_of_the_server = partOfTheServer("thread");

    @ArchTest
    static final ArchRule the_guard_knows_grizzly_only = partOfTheServer("guard", "grizzly");

    @ArchTest
    static final ArchRule limits_know_the_guard_and_grizzly_only = partOfTheServer("limit", "guard", "grizzly");

    @ArchTest
    static final ArchRule json_stays_inside_rest_and_monitoring =
            staysIn("com.fasterxml..", "dev.lifeline.rest.internal..", "dev.lifeline.monitoring.internal..");

    @ArchTest
    static final ArchRule the_http_client_stays_inside_monitoring_and_the_reading_of_keys =
            staysIn("java.net.http..", "dev.lifeline.monitoring.internal..", "dev.lifeline.app.jwt");

    @ArchTest
    static final ArchRule micrometer_stays_inside_monitoring =
            staysIn("io.micrometer..", "dev.lifeline.monitoring.internal..", "dev.lifeline.monitoring");

    @ArchTest
    static final ArchRule prometheus_stays_inside_monitoring = staysIn("io.prometheus..", "dev.lifeline.monitoring..");

    @ArchTest
    static final ArchRule opentelemetry_stays_where_spans_are_made_and_logs_are_written = staysIn(
            "io.opentelemetry..",
            "dev.lifeline.monitoring.internal.trace",
            "dev.lifeline.monitoring", // the access to it
            "dev.lifeline.app.logging");

    @ArchTest
    static final ArchRule jakarta_rest_stays_in_rest_and_its_server =
            staysIn("jakarta.ws.rs..", "dev.lifeline.rest..", "dev.lifeline.app.http");

    @ArchTest
    static final ArchRule data_sources_stay_in_persistence =
            staysIn("javax.sql..", "dev.lifeline.datasource..", "dev.lifeline.persistence..");

    @ArchTest
    static final ArchRule jose4j_stays_in_the_verification_of_tokens = staysIn("org.jose4j..", "dev.lifeline.app.jwt");

    @ArchTest
    static final ArchRule picocli_stays_in_the_command_line = staysIn("picocli..", "dev.lifeline.app.cli");

    @ArchTest
    static final ArchRule smallrye_stays_in_the_configuration = staysIn("io.smallrye..", "dev.lifeline.app.config");

    @ArchTest
    static final ArchRule the_embedded_server_stays_in_its_package = staysIn("io.zonky..", "dev.lifeline.app.embedded");

    @ArchTest
    static final ArchRule an_adapter_s_api_names_no_type_of_a_library = classes()
            .that(are(resideInAnyPackage(ADAPTERS).and(not(resideInAPackage("..internal..")))))
            .and()
            .arePublic()
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.rest.RestApplication")
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.monitoring.HostMetrics")
            .should(NameInPublicSignatures.onlyTypesOf("dev.lifeline..", "java..", "javax.sql..", "javax.naming.."))
            .because("an embedder's code must not break with a new version of a library; these two plug into one");

    @ArchTest
    static final ArchRule inbound_ports_are_interfaces_named_use_case = classes()
            .that()
            .resideInAPackage("dev.lifeline.domain.port.in")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .beInterfaces()
            .andShould()
            .haveSimpleNameEndingWith("UseCase")
            .because("what others may ask of us should read as such");

    @ArchTest
    static final ArchRule outbound_ports_are_interfaces = classes()
            .that()
            .resideInAPackage("dev.lifeline.domain.port.out")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .beInterfaces()
            .because("what we need of others is theirs to build");

    @ArchTest
    static final ArchRule inbound_ports_do_not_know_outbound_ones = noClasses()
            .that()
            .resideInAPackage("dev.lifeline.domain.port.in")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lifeline.domain.port.out")
            .because("the two sides of the hexagon meet in the services");

    @ArchTest
    static final ArchRule outbound_ports_do_not_know_inbound_ones = noClasses()
            .that()
            .resideInAPackage("dev.lifeline.domain.port.out")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lifeline.domain.port.in")
            .because("the two sides of the hexagon meet in the services");

    @ArchTest
    static final ArchRule a_service_is_final_and_implements_one_inbound_port = classes()
            .that()
            .resideInAPackage("dev.lifeline.domain.service..")
            .and()
            .haveSimpleNameEndingWith("Service")
            .should()
            .haveModifier(JavaModifier.FINAL)
            .andShould(ImplementOneInboundPort.condition())
            .because("one use case, one class");

    @ArchTest
    static final ArchRule whoever_implements_an_inbound_port_is_final_and_implements_one = classes()
            .that(ImplementOneInboundPort.any())
            .should()
            .haveModifier(JavaModifier.FINAL)
            .andShould(ImplementOneInboundPort.condition())
            .because("one use case, one class");

    @ArchTest
    static final ArchRule ports_are_inbound_or_outbound = classes()
            .that()
            .resideInAPackage("dev.lifeline.domain.port..")
            .should()
            .resideInAnyPackage("dev.lifeline.domain.port.in", "dev.lifeline.domain.port.out")
            .because("there is no third side of the hexagon");

    @ArchTest
    static final ArchRule only_the_app_constructs_services = noClasses()
            .that()
            .resideOutsideOfPackages("dev.lifeline.app..", "dev.lifeline.domain.service..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.lifeline.domain.service..")
            .because("adapters know ports; who implements them is the composition root's affair");

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = slices().matching("dev.lifeline.(**)")
            .should()
            .beFreeOfCycles()
            .because("packages that need one another are one package");

    @ArchTest
    static final ArchRule loggers_are_private_constants_of_the_platform = fields().that()
            .haveRawType(assignableTo(System.Logger.class))
            .should()
            .bePrivate()
            .andShould()
            .beStatic()
            .andShould()
            .beFinal()
            .because("an embedder chooses the back end");

    @ArchTest
    static final ArchRule a_logger_is_never_got_in_passing = noClasses()
            .should()
            .accessTargetWhere(Reach.aLoggerInPassing())
            .because("what a class may log is to be seen from its fields");

    @ArchTest
    static final ArchRule no_other_logging_api_is_used = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lifeline.app.logging")
            .and()
            .doNotHaveFullyQualifiedName(
                    "dev.lifeline.datasource.internal.pool.ConnectionSource") // DataSource.getParentLogger
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.datasource.PlainDataSource") // DataSource.getParentLogger
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.datasource.LifelineDriver") // Driver.getParentLogger
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging.."))
            .because("an embedder chooses the back end");

    @ArchTest
    static final ArchRule events_reach_the_log_as_messages = noClasses()
            .that()
            // These two log a listener that failed, not the event.
            .doNotHaveFullyQualifiedName("dev.lifeline.domain.service.ConnectionEventHub")
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.datasource.internal.recovery.GuardedListener")
            .and(DependOn.type(ConnectionEvent.class))
            .should()
            .dependOnClassesThat(type(System.Logger.class))
            .because("an outage is reported once: ConnectionMessages makes the message, and ConnectionLog writes it");

    @ArchTest
    static final ArchRule events_are_handled_by_visitors = classes()
            .should(NotTestForTypes.of(ConnectionEvent.class, OperationEvent.class, StreamedEvent.class))
            .because("a visitor does not compile before it handles a new type of event, and instanceof ignores it");

    @ArchTest
    static final ArchRule the_terminal_is_the_command_line_s = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.lifeline.app.Main")
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.app.ShutdownSignal") // flushes the output
            .should()
            .accessTargetWhere(Reach.theTerminal())
            .because("a library does not write to its host's terminal");

    @ArchTest
    static final ArchRule names_of_clients_are_never_resolved = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.lifeline.app.access.AllowedHosts") // the names of the listeners
            .and()
            .resideOutsideOfPackage("dev.lifeline.app.config") // settings
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.app.http.HttpConfig") // settings
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.app.http.grizzly.EagerListener") // settings
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.datasource.LifelineDataSourceBuilder") // hosts of the database
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.datasource.SharedEngine") // hosts of the database
            .should()
            .accessTargetWhere(Reach.aNameServer())
            .because("a name server may take seconds, and a client could make a selector's thread wait for it");

    @ArchTest
    static final ArchRule time_comes_in_from_outside = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Ticker.class.getName())
            .should()
            .accessTargetWhere(Reach.theTime())
            .because("tests must be able to turn the clock");

    @ArchTest
    static final ArchRule only_entry_points_take_the_system_s_clock = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lifeline.app..")
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.datasource.LifelineDataSourceBuilder")
            .should()
            .accessTargetWhere(Reach.aClock())
            .because("tests must be able to turn the clock");

    @ArchTest
    static final ArchRule chance_comes_in_from_outside = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lifeline.app..")
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.datasource.LifelineDataSourceBuilder") // the seed
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.rest.internal.problem.UnexpectedFailureMapper") // the error's id
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeline.domain.write.WriteToken") // must be unique
            .should()
            .accessTargetWhere(Reach.chance())
            .because("a test that fails by chance must fail again with the same seed");

    @ArchTest
    static final ArchRule exceptions_say_what_they_mean = noClasses()
            .should()
            .accessTargetWhere(Reach.aNakedException())
            .because("no caller can act on a RuntimeException, an Exception or an Error");

    @ArchTest
    static final ArchRule exceptions_of_an_adapter_stay_inside_it = classes()
            .that()
            .areAssignableTo(Throwable.class)
            .should()
            .resideInAnyPackage("dev.lifeline.domain..", "dev.lifeline..internal..", "dev.lifeline.app..")
            .because("what is thrown across a port lives in the domain");

    @ArchTest
    static final ArchRule settings_are_records = classes()
            .that()
            .haveNameMatching(".*(Config|Settings)")
            .should()
            .beRecords()
            .because("a setting is a checked value");

    @ArchTest
    static final ArchRule what_goes_over_the_wire_is_a_record = classes()
            .that()
            .implement("dev.lifeline.rest.internal.json.JsonBody")
            .should()
            .beRecords()
            .because("an answer does not change while it is written");

    @ArchTest
    static final ArchRule entities_are_package_private = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .or()
            .areAnnotatedWith(Embeddable.class)
            .or()
            .areAnnotatedWith(MappedSuperclass.class)
            .should()
            .bePackagePrivate()
            .because("a row is not the domain's project");

    @ArchTest
    static final ArchRule every_package_is_null_marked =
            classes().should(BeInNullMarkedPackage.condition()).because("NullAway checks nothing else");

    @ArchTest
    static final ArchRule nothing_is_exempt_from_the_null_checks =
            noClasses().should().beAnnotatedWith(NullUnmarked.class).because("NullAway would pass over it in silence");

    private static ArchRule adapter(String itself, String... libraries) {
        return classes()
                .that()
                .resideInAPackage(itself)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(libraries)
                        .or(resideInAnyPackage(itself, "java..", "org.jspecify.."))
                        .or(resideInAPackage("dev.lifeline.domain..")
                                .and(not(resideInAPackage("dev.lifeline.domain.service..")))))
                .because("an adapter plugs into the domain's ports, and knows neither services nor other adapters");
    }

    private static ArchRule partOfTheServer(String part, String... used) {
        String[] allowed = Stream.concat(Stream.of(part), Stream.of(used))
                .map(name -> SERVER + "." + name)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(SERVER + "." + part)
                .should()
                .dependOnClassesThat(resideInAPackage(SERVER + "..").and(not(resideInAnyPackage(allowed))))
                .because("the server's own package connects its parts");
    }

    private static ArchRule keepsItsInternals(String module) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module + ".internal..")
                .because("what is internal may change at any time");
    }

    private static ArchRule staysIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library that is met in one place can be replaced there");
    }
}
