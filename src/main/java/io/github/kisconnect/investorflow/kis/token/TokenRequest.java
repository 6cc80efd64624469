package io.github.kisconnect.investorflow.kis.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import java.util.Map;

/** How an access token is requested: a POST without the headers of the other endpoints. */
public final class TokenRequest {
    /** The path behind the base URL. */
    public static final String PATH = "/oauth2/tokenP";

    private static final JsonMapper JSON = new JsonMapper();

    private TokenRequest() {}

    /** The body, a JSON object; a secret. */
    public static byte[] body(Credentials credentials) {
        try {
            return JSON.writeValueAsBytes(Map.of(
                    "grant_type",
                    "client_credentials",
                    "appkey",
                    credentials.appKey(),
                    "appsecret",
                    credentials.appSecret()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("three strings are always JSON");
        }
    }
}
