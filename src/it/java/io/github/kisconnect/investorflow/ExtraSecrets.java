package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Secrets beyond key and secret, which tests hand to the workers in environment variables, as users do. */
final class ExtraSecrets {
    /** Of a corporate customer, by the setting's name. */
    static final Map<String, String> CORPORATE = corporate();

    static final String PROXY_PASSWORD = "it-proxy-password-" + UUID.randomUUID();

    private ExtraSecrets() {}

    private static Map<String, String> corporate() {
        UUID random = UUID.randomUUID();
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put(ConfigKeys.PERSONAL_SECKEY, "it-seckey-" + random);
        secrets.put(
                ConfigKeys.PHONE_NUMBER, "0109" + Math.floorMod(random.getMostSignificantBits(), 1_000_000_000_000L));
        secrets.put(ConfigKeys.IP_ADDRESS, "198.51.100.213");
        secrets.put(ConfigKeys.MAC_ADDRESS, random.toString().substring(24).toUpperCase(Locale.ROOT));
        return secrets;
    }

    /** What stands in a configuration for the secret of a setting. */
    static String placeholder(String setting) {
        return "${env:" + variable(setting) + "}";
    }

    /** The variables with their values. */
    static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        CORPORATE.forEach((setting, secret) -> environment.put(variable(setting), secret));
        environment.put(variable(ConfigKeys.PROXY_PASSWORD), PROXY_PASSWORD);
        return environment;
    }

    /** All of them. */
    static List<String> values() {
        return List.copyOf(environment().values());
    }

    private static String variable(String setting) {
        return "IT_" + setting.replace("kis.", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
