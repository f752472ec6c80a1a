package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.testing.program.InstalledProgram;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files for operators, validated by the programs that read them, if these are installed. */
@Tag("same-on-every-jdk")
class OperationsFilesIT {
    /** Time of a stop in addition to the delay and the grace, as documented in docs/operations.md. */
    private static final int END = 40;

    @TempDir
    private Path directory;

    @Test
    void the_rules_and_the_settings_of_prometheus_are_valid() {
        InstalledProgram promtool = InstalledProgram.required("promtool", "prometheus");

        assertThat(promtool.run(OperationsFiles.DIRECTORY, "", "check", "config", "prometheus.yml"))
                .satisfies(OperationsFilesIT::succeeded);
        assertThat(promtool.run(OperationsFiles.DIRECTORY, "", "check", "rules", "lifeline.rules.yml"))
                .satisfies(OperationsFilesIT::succeeded);
    }

    @Test
    void the_rules_alert_when_they_should_and_not_before() {
        InstalledProgram promtool = InstalledProgram.required("promtool", "prometheus");

        assertThat(promtool.run(OperationsFiles.DIRECTORY, "", "test", "rules", "lifeline.rules.test.yml"))
                .satisfies(OperationsFilesIT::succeeded);
    }

    private static void succeeded(InstalledProgram.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @Test
    void every_alert_is_tested_and_the_manual_says_what_to_do() {
        List<String> alerts = OperationsFiles.rules().stream()
                .filter(rule -> rule.has("alert"))
                .map(rule -> rule.path("alert").asString())
                .toList();

        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            assertThat(OperationsFiles.manual().lines()).contains("### " + alert);
            assertThat(OperationsFiles.text("lifeline.rules.yml"))
                    .contains("runbook_url: docs/operations.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(Pattern.compile("alertname: " + alert + "\\s+exp_alerts:")
                            .matcher(OperationsFiles.text("lifeline.rules.test.yml"))
                            .find())
                    .isTrue();
        });
    }

    @Test
    void the_dashboard_can_be_imported() {
        JsonNode dashboard = new JsonMapper().readTree(OperationsFiles.text("grafana-dashboard.json"));

        assertThat(dashboard.path("uid").asString()).isEqualTo("lifeline");
        assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
        assertThat(dashboard.at("/templating/list/0/type").asString()).isEqualTo("datasource");
        assertThat(dashboard.findValues("uid").stream().skip(1))
                .allMatch(uid -> uid.asString().equals("${datasource}"));
        Set<Integer> ids = new HashSet<>();
        assertThat(dashboard.path("panels").valueStream()).isNotEmpty().allSatisfy(panel -> {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asString()).isNotBlank();
            assertThat(panel.path("gridPos").path("x").asInt()
                            + panel.path("gridPos").path("w").asInt())
                    .isBetween(1, 24);
        });
    }

    @Test
    void systemd_understands_the_unit() throws IOException {
        InstalledProgram analyze = InstalledProgram.required("systemd-analyze", "systemd");
        String java = ProcessHandle.current().info().command().orElseThrow();
        Path unit = Files.writeString(
                directory.resolve("lifeline.service"),
                OperationsFiles.text("lifeline.service").replace("/usr/bin/java", java));

        InstalledProgram.Outcome outcome = analyze.run(directory, "", "verify", unit.toString());

        assertThat(outcome).satisfies(OperationsFilesIT::succeeded);
        assertThat(outcome.output()).doesNotContain("lifeline.service");
    }

    @Test
    void systemd_lets_the_service_end_by_itself() {
        String unit = OperationsFiles.text("lifeline.service");

        assertThat(number(unit, "TimeoutStopSec=(\\d+)s"))
                .isGreaterThan(number(unit, "SHUTDOWN_DELAY=(\\d+)s") + number(unit, "SHUTDOWN_GRACE=(\\d+)s") + END);
    }

    @Test
    void kubernetes_knows_every_field_of_the_manifests() {
        String[] manifests = OperationsFiles.text("kubernetes.yaml").split("(?m)^---$", -1);

        assertThat(manifests).hasSize(3);
        assertThat(strictly(manifests[0], Deployment.class).getSpec().getReplicas())
                .isEqualTo(2);
        Map<String, String> labels = pod().getLabels();
        assertThat(strictly(manifests[1], Service.class).getSpec().getSelector())
                .isEqualTo(labels);
        assertThat(strictly(manifests[2], PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
    }

    @Test
    void kubernetes_asks_each_probe_for_what_it_is_for() {
        Container container = container();

        assertThat(path(container.getStartupProbe())).isEqualTo("/health/started");
        assertThat(path(container.getLivenessProbe())).isEqualTo("/health/live");
        assertThat(path(container.getReadinessProbe())).isEqualTo("/health/ready");
    }

    @Test
    void kubernetes_lets_the_service_end_by_itself_and_notices_that_it_will() {
        int delay = seconds("LIFELINE_SHUTDOWN_DELAY");
        PodSpec spec = podSpec();
        Probe readiness = container().getReadinessProbe();

        assertThat(spec.getTerminationGracePeriodSeconds())
                .isGreaterThan(delay + seconds("LIFELINE_SHUTDOWN_GRACE") + END);
        assertThat(delay).isGreaterThan(readiness.getPeriodSeconds() * readiness.getFailureThreshold());
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPath();
    }

    private static int seconds(String variable) {
        return container().getEnv().stream()
                .filter(one -> one.getName().equals(variable))
                .map(EnvVar::getValue)
                .mapToInt(value -> number(value, "(\\d+)s"))
                .sum();
    }

    private static int number(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static Container container() {
        return podSpec().getContainers().get(0);
    }

    private static PodSpec podSpec() {
        return deployment().getSpec().getTemplate().getSpec();
    }

    private static ObjectMeta pod() {
        return deployment().getSpec().getTemplate().getMetadata();
    }

    private static Deployment deployment() {
        return strictly(OperationsFiles.text("kubernetes.yaml").split("(?m)^---$", -1)[0], Deployment.class);
    }

    /** By default, the models accept and keep unknown fields; this setting makes them refuse such fields. */
    private static <T extends KubernetesResource> T strictly(String manifest, Class<T> kind) {
        return YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .annotationIntrospector(new JacksonAnnotationIntrospector() {
                    @Override
                    public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                        return false;
                    }
                })
                .build()
                .readValue(manifest, kind);
    }
}
