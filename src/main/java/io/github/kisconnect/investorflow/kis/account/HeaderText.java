package io.github.kisconnect.investorflow.kis.account;

/** What goes into an HTTP header as it is: printable ASCII without white space. */
public final class HeaderText {
    private HeaderText() {}

    /** Whether a text fits; a blank one does not. */
    public static boolean fits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
