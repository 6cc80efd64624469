package io.github.kisconnect.investorflow.kis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The customer: a person ({@code P}) or a corporation ({@code B}), with the headers that the page wants from each.
 *
 * @param type {@code P} or {@code B}
 * @param headers values of further headers by the page's names; some are secrets
 */
public record Customer(String type, Map<String, String> headers) {
    private static final String CORPORATE = "B";
    private static final String SEQUENCE_NUMBER = "seq_no";

    public Customer {
        headers = Map.copyOf(headers);
    }

    /** Each request of a corporation carries a {@code gt_uid} of its own. */
    boolean isCorporate() {
        return type.equals(CORPORATE);
    }

    /** A person; the address may be null. */
    public static Customer person(String macAddress) {
        return new Customer("P", macAddress == null ? Map.of() : Map.of("mac_address", macAddress));
    }

    /** A corporation; a null value means that the header is left out. */
    public static Customer corporation(
            String personalSecretKey, String sequenceNumber, String phoneNumber, String ipAddress, String macAddress) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("personalseckey", personalSecretKey);
        headers.put(SEQUENCE_NUMBER, sequenceNumber);
        headers.put("phone_number", phoneNumber);
        headers.put("ip_addr", ipAddress);
        headers.put("mac_address", macAddress);
        headers.values().removeIf(value -> value == null);
        return new Customer(CORPORATE, headers);
    }

    /** The header values that must not be shown. */
    List<String> secrets() {
        return headers.entrySet().stream()
                .filter(header -> !header.getKey().equals(SEQUENCE_NUMBER))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public String toString() {
        return "Customer[" + type + "]";
    }
}
