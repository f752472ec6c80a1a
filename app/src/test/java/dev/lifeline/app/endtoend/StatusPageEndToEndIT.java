package dev.lifeline.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.program.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a real browser, on the packaged service and a real PostgreSQL with faults. */
class StatusPageEndToEndIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NEWEST_OUTAGE = "#incidents li.outage >> nth=0";
    private static final String TOKEN = "open-sesame-open-sesame-open-sesame";

    @TempDir
    private static Path directory;

    private static Chromium chromium;
    private static PostgresServer database;
    private static ServiceProcess service;

    private final List<StatusPage> pages = new ArrayList<>();

    @AutoClose
    private final Traffic traffic = new Traffic();

    @BeforeAll
    static void start() {
        chromium = Chromium.started();
        database = PostgresServer.started();
        service = serviceWith(Map.of(), 0);
        await().until(() -> service.get("/api/health/database").statusCode() == 200);
    }

    @AfterAll
    static void end() {
        if (chromium == null) {
            return;
        }
        service.close();
        database.close();
        chromium.close();
    }

    @AfterEach
    void the_page_did_nothing_that_it_should_not() {
        List<String> complaints =
                pages.stream().flatMap(page -> page.complaints().stream()).toList();
        pages.forEach(StatusPage::close);

        assertThat(complaints).isEmpty();
    }

    @Test
    void an_outage_of_the_database_is_seen_to_come_and_go_without_a_reload() {
        StatusPage light = open(viewer(1280, 900));
        StatusPage dark = open(viewer(1280, 900).setColorScheme(ColorScheme.DARK));
        StatusPage phone = open(phone());
        traffic.begin(() -> service);
        pages.forEach(page -> page.awaitState("Connected", SOON));
        light.awaitAtLeast("#requests", 10, SOON);
        look("healthy", light, dark, phone);

        database.kill();

        try {
            pages.forEach(page -> page.awaitState("Lost", SOON));
            pages.forEach(page -> page.awaitText(NEWEST_OUTAGE, "ongoing", SOON));
            light.awaitText("#lines", "lost", SOON);
            light.awaitAtLeast("#waiting", 10, SOON);
            assertThat(light.page().title()).isEqualTo("✕ Lost – Lifeline");
            assertThat(light.find("html").getAttribute("data-link")).isEqualTo("live");
            light.find("#reconnect").click();
            light.awaitText("#reconnect-outcome", "not reconnected: Connection refused", SOON);
            look("lost", light, dark, phone);
        } finally {
            database.start();
        }

        pages.forEach(page -> page.awaitState("Connected", SOON));
        pages.forEach(page -> page.awaitText(NEWEST_OUTAGE, ", over ", SOON));
        light.awaitAtLeast("#requests", 10, SOON);
        look("recovered", light, dark, phone);
        assertThat(pages).allSatisfy(page -> assertThat(page.loads()).isEqualTo(1));
    }

    @Test
    void an_outage_of_the_service_is_told_from_one_of_its_database() {
        StatusPage light = open(viewer(1280, 900));
        StatusPage dark = open(viewer(1280, 900).setColorScheme(ColorScheme.DARK));
        StatusPage phone = open(phone());
        pages.forEach(page -> page.awaitState("Connected", SOON));
        int port = service.port();

        service.kill();

        try {
            pages.forEach(page -> page.awaitState("Service unreachable", SOON));
            light.awaitText("#state-sentence", "Showing what was known at", SOON);
            light.awaitText("#state-since", "last known as: Connected", SOON);
            assertThat(light.page().title()).isEqualTo("? Service unreachable – Lifeline");
            assertThat(light.find("#favicon").getAttribute("href")).startsWith("data:image/svg+xml");
            assertThat(light.find("#reconnect").isDisabled()).isTrue();
            look("unreachable", light, dark, phone);
        } finally {
            service = serviceWith(Map.of(), port);
        }

        pages.forEach(page -> page.awaitState("Connected", SOON));
        pages.forEach(page -> page.awaitText("#link", "Live", SOON));
        assertThat(pages).allSatisfy(page -> assertThat(page.loads()).isEqualTo(1));
    }

    @Test
    void a_service_that_falls_silent_is_noticed() {
        StatusPage page = track(chromium.open(address(service)));
        page.page().clock().install();
        page.load().awaitText("#link", "Live", SOON);

        service.freeze();
        try {
            page.page().clock().fastForward(21_000);

            page.awaitState("Service unreachable", SOON);
        } finally {
            service.thaw();
        }
        page.page().clock().runFor(10_000);
        page.awaitState("Connected", SOON);
    }

    @Test
    void without_a_stream_the_page_asks_and_goes_back_to_the_stream_when_there_is_one() {
        StatusPage page = track(chromium.open(address(service)));
        page.page().route("**/events", route -> route.fulfill(new FulfillOptions().setStatus(503)));

        page.load().awaitText("#link", "No live stream", SOON);
        page.awaitState("Connected", SOON);

        page.page().unroute("**/events");
        page.awaitText("#link", "Live", SOON);
    }

    @Test
    void the_button_needs_no_mouse_and_says_how_it_went() {
        StatusPage page = open(new NewContextOptions());
        page.awaitState("Connected", SOON);
        int generation = Integer.parseInt(page.find("#generation").textContent());

        page.tabTo("reconnect");
        page.page().keyboard().press("Enter");

        page.awaitText("#reconnect-outcome", "reconnected, in", SOON);
        page.awaitText("#generation", String.valueOf(generation + 1), SOON);
        page.tabTo("reconnect");
    }

    @Test
    void the_button_asks_for_the_token_where_there_is_one() {
        try (ServiceProcess guarded = serviceWith(Map.of("LIFELINE_ADMIN_TOKEN", TOKEN), 0)) {
            StatusPage page = track(chromium.open(address(guarded)).load());
            page.awaitState("Connected", SOON);

            page.find("#reconnect").click();
            assertThat(page.barriers()).isEmpty();
            page.page().keyboard().type("wrong");
            page.page().keyboard().press("Enter");

            page.awaitText("#token-wrong", "did not take that token", SOON);
            page.page().keyboard().type(TOKEN);
            page.page().keyboard().press("Enter");

            page.awaitText("#reconnect-outcome", "reconnected, in", SOON);
            page.find("#reconnect").click();
            assertThat(page.find("#token-dialog").isVisible()).isFalse(); // it is remembered
            assertThat(page.page().evaluate("localStorage.length + sessionStorage.length + document.cookie.length"))
                    .isEqualTo(0);
            assertThat(page.page().content()).doesNotContain(TOKEN);
        }
    }

    @Test
    void a_stranger_logs_in_with_the_token_of_details_and_is_told_that_it_may_not_reconnect() throws IOException {
        Path token = Files.writeString(directory.resolve("details"), TOKEN);
        try (ServiceProcess guarded = serviceWith(Map.of("LIFELINE_ACCESS_DETAILS_TOKEN_FILE", token.toString()), 0)) {
            var stranger = new NewContextOptions()
                    .setHttpCredentials("anybody", TOKEN)
                    .setExtraHTTPHeaders(Map.of("X-Forwarded-For", "192.0.2.7"));
            StatusPage page = track(chromium.open(address(guarded), stranger).load());
            page.awaitState("Connected", SOON);
            page.awaitText("#link", "Live", SOON); // the browser sends the token with the stream, too

            page.find("#reconnect").click();

            page.awaitText("#reconnect-hint", "Reconnecting from here is not allowed", SOON);
            assertThat(page.find("#reconnect").isVisible()).isFalse();
        }
    }

    @Test
    void figures_move_without_being_read_out() {
        StatusPage page = open(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.awaitText("#announcer", "Database connection: Connected.", SOON);
        page.page()
                .evaluate("window.said = 0; new MutationObserver(() => window.said++)"
                        + ".observe(document.getElementById('announcer'), {childList: true, characterData: "
                        + "true, subtree: true})");

        traffic.begin(() -> service);
        page.awaitAtLeast("#requests", 10, SOON);

        assertThat(page.page().evaluate("window.said")).isEqualTo(0);
        page.find("#numbers summary").click();
        page.awaitText("#numbers-rows tr:first-child", ":", SOON);
        assertThat(page.find("#chart-requests .plot").getAttribute("aria-label"))
                .startsWith("Chart of requests a second. Now: all ");
    }

    @Test
    void without_scripts_the_page_says_where_else_to_look() {
        StatusPage page = open(new NewContextOptions().setJavaScriptEnabled(false));

        assertThat(page.find("noscript a").first().getAttribute("href")).isEqualTo("api/health/database");
        page.awaitText("noscript p", "switched off", SOON);
    }

    private static ServiceProcess serviceWith(Map<String, String> more, int port) {
        return ServiceProcess.startedOn(database, directory, more, port);
    }

    private static String address(ServiceProcess service) {
        return "http://127.0.0.1:" + service.port();
    }

    private StatusPage open(NewContextOptions viewer) {
        return track(chromium.open(address(service), viewer).load());
    }

    private StatusPage track(StatusPage page) {
        pages.add(page);
        return page;
    }

    private static NewContextOptions viewer(int width, int height) {
        return new NewContextOptions().setViewportSize(width, height);
    }

    private static NewContextOptions phone() {
        return viewer(375, 812).setDeviceScaleFactor(2).setHasTouch(true).setIsMobile(true);
    }

    /** Takes pictures, and checks that all text on them is readable. */
    private static void look(String state, StatusPage light, StatusPage dark, StatusPage phone) {
        light.screenshot(state + "-light");
        dark.screenshot(state + "-dark");
        phone.screenshot(state + "-phone");
        assertThat(List.of(light, dark, phone)).allSatisfy(page -> {
            assertThat(page.overflow()).isZero();
            assertThat(page.barriers()).isEmpty();
        });
    }
}
