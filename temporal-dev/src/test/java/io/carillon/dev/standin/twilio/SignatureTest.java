package io.carillon.dev.standin.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class SignatureTest {
    /** The example of Twilio's page on security and of its libraries' documentation. */
    @Test
    void isThatOfTheDocumentedExample() {
        Map<String, String> posted =
                Map.of(
                        "CallSid", "CA1234567890ABCDE",
                        "Caller", "+14158675309",
                        "Digits", "1234",
                        "From", "+14158675309",
                        "To", "+18005551212");

        String signature =
                Signature.of("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", posted);

        assertThat(signature).isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    }
}
