package io.github.kisconnect.investorflow.kis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.RejectReason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading a body that is no UTF-8")
class FlowReaderUtf8Test {
    @ParameterizedTest
    @DisplayName(
            "gives no figure, also where a parser would take the bytes for a digit or leave them in a further field")
    @ValueSource(
            strings = {
                "\"frgn_seln_vol\": \"1\u00c0\u00b1\"",
                "\"frgn_seln_vol\": \"1\u00e0\u0080\u00b1\"",
                "\"further\": \"\u00ed\u00a0\u0080\", \"frgn_seln_vol\": \"1\""
            })
    void noFigure(String field) {
        String real = Samples.body("KSP-0001-official-example.json");
        // Its text is ASCII but for the API's words, and so are the bytes of this one.
        String spoilt = real.replaceFirst("\"frgn_seln_vol\": *\"[^\"]*\"", field)
                .replaceAll("\"msg1\": *\"[^\"]*\"", "\"msg1\": \"\"");
        assertThat(spoilt).contains(field);
        assertThat(FlowReaderTest.read(spoilt.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(Reading.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                        .isEqualTo(RejectReason.NOT_JSON));
    }
}
