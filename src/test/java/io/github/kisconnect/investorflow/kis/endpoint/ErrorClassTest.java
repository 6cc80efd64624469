package io.github.kisconnect.investorflow.kis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The class of an error")
class ErrorClassTest {

    @ParameterizedTest
    @DisplayName("is passing for what passes by itself")
    @ValueSource(
            strings = {
                "EGW00001", "EGW00002", "EGW00202", "EGW00203", "EGW00215", "EGW00300", "EGW00301", "EGW00302",
                "EGW00316", "OPSQ0001", "OPSQ0003", "OPSQ0010", "OPSQ0011", "OPSQ2003", "OPSQ3001", "OPSQ3002",
                "OPSQ3004"
            })
    void passing(String code) {
        assertThat(ErrorClass.ofCode(code)).isEqualTo(ErrorClass.PASSING);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("is one of its own for the quota, the token and the pair")
    @CsvSource({
        "EGW00201, THROTTLED",
        "EGW00121, TOKEN",
        "EGW00123, TOKEN",
        "EGW00133, TOKEN_TOO_OFTEN",
        "OPSQ2001, PAIR",
        "OPSQ2002, PAIR"
    })
    void ofItsOwn(String code, ErrorClass errorClass) {
        assertThat(ErrorClass.ofCode(code)).isEqualTo(errorClass);
    }

    @ParameterizedTest
    @DisplayName("is configuration for what only a person can mend")
    @ValueSource(
            strings = {
                "EGW00003", "EGW00004", "EGW00101", "EGW00102", "EGW00103", "EGW00104", "EGW00105", "EGW00106",
                "EGW00107", "EGW00108", "EGW00109", "EGW00110", "EGW00111", "EGW00112", "EGW00113", "EGW00114",
                "EGW00115", "EGW00122", "EGW00130", "EGW00131", "EGW00132", "EGW00205", "EGW00206", "EGW00207",
                "EGW00208", "EGW00209", "EGW00210", "EGW00211", "EGW00212", "EGW00213", "EGW00304", "EGW00552",
                "EGW02004", "OPSQ0002", "OPSQ2000", "OPSQ9995", "OPSQ9996", "OPSQ9997", "OPSQ9998", "OPSQ9999"
            })
    void configuration(String code) {
        assertThat(ErrorClass.ofCode(code)).isEqualTo(ErrorClass.CONFIGURATION);
    }

    @ParameterizedTest
    @DisplayName("is unclear for codes that are not listed, just outside the ranges too")
    @ValueSource(
            strings = {
                "EGW00204",
                "OPSQ1002",
                "EGW00000",
                "EGW00005",
                "EGW00100",
                "EGW00116",
                "EGW00120",
                "EGW00124",
                "EGW00129",
                "EGW00134",
                "EGW00200",
                "EGW00214",
                "EGW00216",
                "EGW00299",
                "EGW00303",
                "EGW00305",
                "EGW00315",
                "EGW00317",
                "EGW00551",
                "EGW00553",
                "EGW02003",
                "EGW02005",
                "OPSQ0000",
                "OPSQ0004",
                "OPSQ0009",
                "OPSQ0012",
                "OPSQ1999",
                "OPSQ2004",
                "OPSQ3000",
                "OPSQ3003",
                "OPSQ3005",
                "OPSQ9994",
                "MCA00000",
                "APBK0013",
                "",
                " ",
                "EGW0020",
                "EGW002010",
                "egw00201",
                "EGW00201 ",
                "\nEGW00001"
            })
    void unclear(String code) {
        assertThat(ErrorClass.ofCode(code)).isEqualTo(ErrorClass.UNCLEAR);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("without a code is passing for 429 and 5xx, and unclear for the rest that is no success")
    @CsvSource({
        "429, PASSING", "500, PASSING", "502, PASSING", "503, PASSING", "504, PASSING", "599, PASSING",
        "301, UNCLEAR", "302, UNCLEAR", "400, UNCLEAR", "401, UNCLEAR", "403, UNCLEAR", "404, UNCLEAR",
        "428, UNCLEAR", "430, UNCLEAR", "499, UNCLEAR"
    })
    void status(int status, ErrorClass errorClass) {
        assertThat(ErrorClass.ofStatus(status)).contains(errorClass);
    }

    @ParameterizedTest
    @DisplayName("is none for a success")
    @ValueSource(ints = {200, 201, 204, 299})
    void success(int status) {
        assertThat(ErrorClass.ofStatus(status)).isEmpty();
    }
}
