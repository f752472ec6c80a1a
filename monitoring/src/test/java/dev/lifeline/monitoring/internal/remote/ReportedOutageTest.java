package dev.lifeline.monitoring.internal.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedOutageTest {
    private static final Instant END = Instant.parse("2024-01-15T10:30:00Z");
    private static final String OUTAGE =
            "{\"kind\":\"OUTAGE\",\"phase\":\"ENDED\",\"endedAt\":\"2024-01-15T10:30:00Z\",\"durationMillis\":9750}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'incidents':[%s]}",
                "{'more':true,'incidents':[%s]}",
                "{'page':{'incidents':[]},'next':[1],'incidents':[%s],'after':1}",
                "{'incidents':[null,7,[],%s]}",
                "{'incidents':[{'kind':{'phase':'ENDED'},'phase':['x']},%s]}",
                "{'incidents':[{'kind':'OUTAGE','phase':'ENDED','durationMillis':1,'endedAt':'yesterday'},%s]}",
                "{'incidents':[{'kind':'OUTAGE','phase':'ENDED','durationMillis':1},%s]}",
                "{'incidents':[{'kind':'OUTAGE','phase':'ENDED','durationMillis':99999999999999999999},%s]}",
            })
    void newest_outage_is_found_at_any_position(String form) {
        assertThat(lengthIn(form)).isEqualTo("PT9.75S PT3S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{'incidents':{}}", "{'incidents':7}", "{'incidents':[", "<html>"})
    void text_of_another_form_has_none(String form) {
        assertThat(lengthIn(form)).isEqualTo("none");
    }

    private static String lengthIn(String form) {
        byte[] json = form.replace('\'', '"').replace("%s", OUTAGE).getBytes(UTF_8);
        return ReportedOutage.newestIn(json, END.plusSeconds(3))
                .map(outage -> outage.length() + " " + outage.ago())
                .orElse("none");
    }
}
