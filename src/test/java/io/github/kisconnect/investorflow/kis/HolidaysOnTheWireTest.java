package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.time.Duration;
import java.time.LocalDate;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The request for holidays on the wire")
class HolidaysOnTheWireTest extends WireFixture {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final String GOOD =
            "{\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"output\":[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"}]}";

    @Test
    @DisplayName("is as facts.md has it, with the headers of the requests for flows, for a person")
    void person() throws Exception {
        try (KisClient client = client(Customer.person(null))) {
            RecordedRequest request = request(client);
            assertThat(request.getMethod()).isEqualTo("GET");
            assertThat(request.getTarget())
                    .isEqualTo("/uapi/domestic-stock/v1/quotations/chk-holiday"
                            + "?BASS_DT=20261123&CTX_AREA_NK=&CTX_AREA_FK=");
            assertThat(headers(request)).isEqualTo(personsHeaders("CTCA0903R"));
        }
    }

    @Test
    @DisplayName("carries the corporate headers for a corporation")
    void corporation() throws Exception {
        try (KisClient client = client(CORPORATION)) {
            assertCorporate(request(client), "CTCA0903R");
        }
    }

    @ParameterizedTest
    @DisplayName("makes an odd answer an unclear error that leaves what was known, and is sent again an hour later")
    @ValueSource(
            strings = {
                "{\"rt_cd\":\"0\",\"output\":[]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261124\",\"tr_day_yn\":\"Y\"}]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20250101\",\"opnd_yn\":\"N\"}]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261124\",\"opnd_yn\":\"N\"},{\"bass_dt\":\"20261124\",\"opnd_yn\":\"Y\"}]}",
                "<html><body><h1>Service check</h1></body></html>",
                "1 MiB and a byte"
            })
    void odd(String body) {
        String sent = body.startsWith("1 MiB") ? GOOD + " ".repeat(KisHttp.LARGEST_BODY + 1 - GOOD.length()) : body;
        LocalDate tuesday = MONDAY.plusDays(1);
        try (KisClient client = client(Customer.person(null))) {
            authorize(client);
            server.enqueue(json(
                    200,
                    "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"},"
                            + "{\"bass_dt\":\"20261124\",\"opnd_yn\":\"n\"}]}"));
            assertThat(await(client.holidays().ask(MONDAY))).isEmpty();
            clock.pass(Duration.ofHours(1));

            server.enqueue(json(200, sent));
            assertThat(await(client.holidays().ask(tuesday)))
                    .map(KisError::errorClass)
                    .contains(ErrorClass.UNCLEAR);
            assertThat(client.holidays().saysOpen(tuesday)).contains(false);
            assertThat(client.holidays().wants(tuesday)).isFalse();

            clock.pass(Duration.ofHours(1));
            assertThat(client.holidays().wants(tuesday)).isTrue();
            server.enqueue(json(200, GOOD.replace("20261123", "20261124").replace("\"Y\"", "\"y\"")));
            assertThat(await(client.holidays().ask(tuesday))).isEmpty();
            assertThat(client.holidays().saysOpen(tuesday)).contains(true);
        }
    }

    @Test
    @DisplayName("takes an answer of 1 MiB")
    void largest() {
        try (KisClient client = client(Customer.person(null))) {
            authorize(client);
            server.enqueue(json(200, GOOD + " ".repeat(KisHttp.LARGEST_BODY - GOOD.length())));
            assertThat(await(client.holidays().ask(MONDAY))).isEmpty();
            assertThat(client.holidays().saysOpen(MONDAY)).contains(true);
        }
    }

    private void authorize(KisClient client) {
        server.enqueue(json(200, "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":86400}"));
        assertThat(await(client.authorize())).isEmpty();
    }

    private RecordedRequest request(KisClient client) throws InterruptedException {
        authorize(client);
        server.takeRequest();
        server.enqueue(json(200, GOOD));
        assertThat(await(client.holidays().ask(MONDAY))).isEmpty();
        return server.takeRequest();
    }
}
