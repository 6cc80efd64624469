package io.github.kisconnect.investorflow.flow;

/** One of the six figures that the API gives for each investor group, in record order. */
public enum Figure {
    SELL_VOLUME("sell_volume", "seln_vol"),
    BUY_VOLUME("buy_volume", "shnu_vol"),
    NET_BUY_VOLUME("net_buy_volume", "ntby_qty"),
    SELL_VALUE("sell_value", "seln_tr_pbmn"),
    BUY_VALUE("buy_value", "shnu_tr_pbmn"),
    NET_BUY_VALUE("net_buy_value", "ntby_tr_pbmn");

    private final String fieldName;
    private final String apiSuffix;

    Figure(String fieldName, String apiSuffix) {
        this.fieldName = fieldName;
        this.apiSuffix = apiSuffix;
    }

    /** Whether it only grows within a trade date, corrections aside: all but the net figures. */
    public boolean isCumulative() {
        return this != NET_BUY_VOLUME && this != NET_BUY_VALUE;
    }

    /** The field's name in the record. */
    public String fieldName() {
        return fieldName;
    }

    /**
     * The suffix of the field's name in the API's answer for most groups; {@link InvestorGroup#apiField} has the rest.
     */
    public String apiSuffix() {
        return apiSuffix;
    }
}
