package io.github.kisconnect.investorflow.market;

import java.time.LocalTime;

/**
 * A market of the catalogue.
 *
 * @param code the brokerage's code
 * @param nameKo Korean name, the brokerage's
 * @param nameEn English name: ours, not the brokerage's
 * @param opens opening time on an ordinary trading day, KST
 * @param closes closing time on an ordinary trading day, KST
 */
public record Market(String code, String nameKo, String nameEn, LocalTime opens, LocalTime closes) {
    static Market of(Csv.Row row) {
        return new Market(
                row.get("market"),
                row.get("name_ko"),
                row.get("name_en"),
                LocalTime.parse(row.get("opens_kst")),
                LocalTime.parse(row.get("closes_kst")));
    }
}
