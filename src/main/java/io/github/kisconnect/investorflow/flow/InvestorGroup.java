package io.github.kisconnect.investorflow.flow;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of the twelve investor groups that the API tells apart, in record order.
 *
 * <p>The API's prefixes and Korean labels are those of the brokerage's page of the endpoint. KRX has renamed some of
 * the groups since, so the names here are KRX's current ones.
 *
 * <p>{@link #INSTITUTION_TOTAL} is the sum of the seven groups after it. The net figures of {@link #INSTITUTION_TOTAL},
 * {@link #FOREIGNER}, {@link #INDIVIDUAL} and the last two add up to 0. Both hold within rounding, because the API
 * rounds each figure on its own; in the session, the groups may be out of step with each other.
 */
public enum InvestorGroup {
    FOREIGNER("foreigner", "frgn", "외국인", "foreign investors, other foreigners (기타외국인) included"),
    INDIVIDUAL("individual", "prsn", "개인", "individual investors"),
    INSTITUTION_TOTAL("institution_total", "orgn", "기관계", "all institutions"),
    FINANCIAL_INVESTMENT("financial_investment", "scrt", "증권", "financial investment (금융투자) since 2012"),
    INVESTMENT_TRUST("investment_trust", "ivtr", "투자신탁", "investment trusts"),
    PRIVATE_FUND("private_fund", "pe_fund", "사모 펀드", "private funds (사모), hedge funds included"),
    BANK("bank", "bank", "은행", "banks"),
    INSURANCE("insurance", "insu", "보험", "insurance companies"),
    OTHER_FINANCIAL("other_financial", "mrbn", "종금", "other financial institutions (기타금융), merchant banks included"),
    PENSION_FUND("pension_fund", "fund", "기금", "pension funds and the like (연기금 등)"),
    OTHER_ORGANIZATION(
            "other_organization", "etc_orgt", "기타 단체", "other organizations, outside the institutions total"),
    OTHER_CORPORATION("other_corporation", "etc_corp", "기타 법인", "other corporations (기타법인)");

    private final String fieldName;
    private final String apiPrefix;
    private final String koreanLabel;
    private final String meaning;
    private final Map<Figure, String> apiFields = new EnumMap<>(Figure.class);

    InvestorGroup(String fieldName, String apiPrefix, String koreanLabel, String meaning) {
        this.fieldName = fieldName;
        this.apiPrefix = apiPrefix;
        this.koreanLabel = koreanLabel;
        this.meaning = meaning;
        Stream.of(Figure.values())
                .forEach(figure -> apiFields.put(
                        figure,
                        apiPrefix + "_"
                                + (figure == Figure.NET_BUY_VOLUME ? netBuyVolumeSuffix() : figure.apiSuffix())));
    }

    /** The field's name in the record. */
    public String fieldName() {
        return fieldName;
    }

    /** The prefix of this group's fields in the API's answer. */
    public String apiPrefix() {
        return apiPrefix;
    }

    /** The Korean label on the brokerage's page. */
    public String koreanLabel() {
        return koreanLabel;
    }

    /** What the group is in KRX's current terms, in English. */
    public String meaning() {
        return meaning;
    }

    /** The group whose figures are the sum of this one's and its siblings'; empty for the five that add up to 0. */
    public Optional<InvestorGroup> parent() {
        boolean isPart = compareTo(INSTITUTION_TOTAL) > 0 && compareTo(OTHER_ORGANIZATION) < 0;
        return isPart ? Optional.of(INSTITUTION_TOTAL) : Optional.empty();
    }

    /** The name of one figure of this group in the API's answer. */
    public String apiField(Figure figure) {
        return apiFields.get(figure);
    }

    private String netBuyVolumeSuffix() {
        return switch (apiPrefix) {
            case "pe_fund", "etc_orgt", "etc_corp" -> "ntby_vol";
            default -> Figure.NET_BUY_VOLUME.apiSuffix();
        };
    }
}
