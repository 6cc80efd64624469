package io.github.kisconnect.investorflow.sandbox.simulator;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Headers;

/** The headers that the brokerage's page asks for, checked as the page has them. */
final class RequestRules {
    private static final String CONTENT_TYPE = "application/json;charset=utf-8";
    private static final String BEARER = "Bearer ";
    private static final int GT_UID_LENGTH = 32;

    private final SimulatorOptions options;
    private final TokenDesk desk;
    private final Set<String> globalIds = ConcurrentHashMap.newKeySet();

    RequestRules(SimulatorOptions options, TokenDesk desk) {
        this.options = options;
        this.desk = desk;
    }

    /** The account of this key, if it is one. */
    Optional<Account> account(String appKey) {
        return options.accounts().stream()
                .filter(account -> account.appKey().equals(appKey))
                .findFirst();
    }

    /** What is wrong with a key and a secret; empty when they belong together. */
    Optional<Refusal> credentials(String appKey, String appSecret) {
        if (isMissing(appKey)) {
            return Optional.of(Refusal.APP_KEY_MISSING);
        }
        Optional<Account> account = account(appKey);
        if (account.isEmpty()) {
            return Optional.of(Refusal.APP_KEY_INVALID);
        }
        if (isMissing(appSecret)) {
            return Optional.of(Refusal.APP_SECRET_MISSING);
        }
        return account.get().appSecret().equals(appSecret) ? Optional.empty() : Optional.of(Refusal.APP_SECRET_INVALID);
    }

    /** What is wrong with the headers of a request with good credentials; empty when nothing is. */
    Optional<Refusal> headers(Account account, String trId, Headers headers) {
        return token(account, headers.get("authorization"))
                .or(() -> contentType(headers.get("content-type")))
                .or(() -> trId.equals(headers.get("tr_id")) ? Optional.empty() : Optional.of(Refusal.TR_ID_UNKNOWN))
                .or(() -> customer(headers));
    }

    private Optional<Refusal> token(Account account, String authorization) {
        if (isMissing(authorization)) {
            return Optional.of(Refusal.TOKEN_MISSING);
        }
        if (!authorization.startsWith(BEARER)) {
            return Optional.of(Refusal.NOT_BEARER);
        }
        return desk.refusal(
                account,
                authorization.substring(BEARER.length()),
                options.clock().instant());
    }

    private static Optional<Refusal> contentType(String value) {
        boolean asDocumented = value != null && value.replace(" ", "").equalsIgnoreCase(CONTENT_TYPE);
        return asDocumented ? Optional.empty() : Optional.of(Refusal.CONTENT_TYPE_INVALID);
    }

    private Optional<Refusal> customer(Headers headers) {
        String type = headers.get("custtype");
        if ("P".equals(type)) {
            return Optional.empty();
        }
        return "B".equals(type) ? corporate(headers) : Optional.of(Refusal.CUSTOMER_TYPE_INVALID);
    }

    private Optional<Refusal> corporate(Headers headers) {
        if (isMissing(headers.get("personalseckey"))) {
            return Optional.of(Refusal.PERSONAL_SECKEY_MISSING);
        }
        if (!"001".equals(headers.get("seq_no"))) {
            return Optional.of(Refusal.SEQ_NO_INVALID);
        }
        String phone = headers.get("phone_number");
        if (isMissing(phone) || !phone.chars().allMatch(Character::isDigit)) {
            return Optional.of(Refusal.PHONE_NUMBER_MISSING);
        }
        if (isMissing(headers.get("ip_addr"))) {
            return Optional.of(Refusal.IP_ADDRESS_INVALID);
        }
        String globalId = headers.get("gt_uid");
        boolean unique = globalId != null && globalId.length() == GT_UID_LENGTH && globalIds.add(globalId);
        return unique ? Optional.empty() : Optional.of(Refusal.INVALID_REQUEST);
    }

    private static boolean isMissing(String value) {
        return value == null || value.isBlank();
    }
}
