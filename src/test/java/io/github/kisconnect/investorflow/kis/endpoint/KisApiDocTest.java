package io.github.kisconnect.investorflow.kis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/kis-api.md")
class KisApiDocTest {
    @Test
    @DisplayName("has each code in the row of the class that it is dealt with as, and leaves none out")
    void codes() throws IOException {
        Map<String, ErrorClass> documented = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("docs", "kis-api.md"))) {
            String[] cells = line.split("\\|");
            if (cells.length > 3 && isClass(cells[1].strip())) {
                codes(cells[2]).forEach(code -> documented.put(code, errorClass(cells[1].strip())));
            }
        }
        documented.forEach((code, errorClass) ->
                assertThat(ErrorClass.ofCode(code)).as(code).isEqualTo(errorClass));
        for (String family : new String[] {"EGW%05d", "OPSQ%04d"}) {
            for (int number = 0; number < 10_000; number++) {
                String code = family.formatted(number);
                assertThat(documented.containsKey(code))
                        .as(code)
                        .isEqualTo(ErrorClass.ofCode(code) != ErrorClass.UNCLEAR);
            }
        }
    }

    private static boolean isClass(String text) {
        return Stream.of(ErrorClass.values()).anyMatch(one -> title(one).equals(text)) && !text.equals("unclear");
    }

    private static ErrorClass errorClass(String text) {
        return Stream.of(ErrorClass.values())
                .filter(one -> title(one).equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static String title(ErrorClass errorClass) {
        return errorClass == ErrorClass.PAIR
                ? "about one pair"
                : errorClass.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    /** Single codes and ranges: {@code EGW00101-EGW00115}. */
    private static Stream<String> codes(String cell) {
        return Stream.of(cell.strip().split("[ ;]+"))
                .filter(word -> word.matches("(EGW|OPSQ)[0-9]+(-(EGW|OPSQ)[0-9]+)?"))
                .flatMap(word -> {
                    String[] ends = word.split("-");
                    String family = ends[0].replaceAll("[0-9]", "");
                    int digits = ends[0].length() - family.length();
                    int from = Integer.parseInt(ends[0].substring(family.length()));
                    int to = Integer.parseInt(ends[ends.length - 1].substring(family.length()));
                    return Stream.iterate(from, number -> number <= to, number -> number + 1)
                            .map(number -> family + String.format("%0" + digits + "d", number));
                });
    }
}
