package io.github.kisconnect.investorflow.sandbox.simulator;

/**
 * Why a request is refused, with the code and the message of the brokerage's list.
 *
 * <p>Which code the real gateway picks for a missing header is known for keys, tokens and the quota only; the others are the
 * list's nearest.
 */
enum Refusal {
    INVALID_REQUEST("EGW00101", "유효하지 않은 요청입니다."),
    APP_KEY_MISSING("EGW00102", "AppKey는 필수입니다."),
    APP_KEY_INVALID("EGW00103", "유효하지 않은 AppKey입니다."),
    APP_SECRET_MISSING("EGW00104", "AppSecret은 필수입니다."),
    APP_SECRET_INVALID("EGW00105", "유효하지 않은 AppSecret입니다."),
    GRANT_TYPE_INVALID("EGW00115", "권한부여 타입(grant_type)은 필수입니다."),
    TOKEN_INVALID("EGW00121", "유효하지 않은 token 입니다."),
    TOKEN_MISSING("EGW00122", "token을 찾을 수 없습니다."),
    TOKEN_EXPIRED("EGW00123", "기간이 만료된 token 입니다."),
    CONTENT_TYPE_INVALID("EGW00132", "Content-Type이 유효하지 않습니다."),
    TOKEN_TOO_OFTEN("EGW00133", "접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)"),
    RATE_LIMIT("EGW00201", "초당 거래건수를 초과하였습니다."),
    NOT_BEARER("EGW00205", "credentials_type이 유효하지 않습니다.(Bearer)"),
    PERSONAL_SECKEY_MISSING("EGW00206", "API 사용 권한이 없습니다."),
    IP_ADDRESS_INVALID("EGW00207", "IP 주소가 없거나 유효하지 않습니다."),
    CUSTOMER_TYPE_INVALID("EGW00208", "고객유형(custtype)이 유효하지 않습니다."),
    SEQ_NO_INVALID("EGW00209", "일련번호(seq_no)가 유효하지 않습니다."),
    PHONE_NUMBER_MISSING("EGW00212", "휴대전화번호(personalphone)는 필수 입니다."),
    TR_ID_UNKNOWN("OPSQ0002", "없는 서비스 코드 입니다."),
    FIELD_MISSING("OPSQ2001", "ERROR INPUT FIELD NOT FOUND"),
    FIELD_INVALID("OPSQ2002", "ERROR INVALID INPUT FIELD");

    private final String code;
    private final String message;

    Refusal(String code, String message) {
        this.code = code;
        this.message = message;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}
