package io.carillon.activities.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

class TwilioSignatureTest {
    // Twilio docs, Webhooks security: the example, with auth token 12345.
    private static final String EXAMPLE = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final String EXAMPLE_FORM =
            "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    private static final String EXAMPLE_SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    // com.twilio.security.RequestValidatorTest, the example with a body that is no form.
    private static final String BODY = "{\"property\": \"value\", \"boolean\": true}";
    private static final String BODY_URL =
            EXAMPLE
                    + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    private static final String BODY_SIGNATURE = "a9nBmqA0ju/hNViExpshrM61xv4=";

    @Test
    void agreesWithTwiliosExample() {
        assertThatCode(() -> check(EXAMPLE, EXAMPLE_SIGNATURE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com:443/myapp.php?foo=1&bar=2,true",
        "https://mycompany.com:8443/myapp.php?foo=1&bar=2,true",
        "https://mycompany.com/myapp.php?bar=2&foo=1,false",
        "https://mycompany.com/myapp.php?foo=1,false",
        "https://mycompany.com/myapp.php,false",
        "http://mycompany.com/myapp.php?foo=1&bar=2,false",
        "https://proxy.internal/myapp.php?foo=1&bar=2,false",
        "https://10.0.0.7:8080/myapp.php?foo=1&bar=2,false"
    })
    void isOverTheAddressWeGaveWhateverHostTheProxyAsked(String ours, boolean authentic) {
        if (authentic) {
            assertThatCode(() -> check(ours, EXAMPLE_SIGNATURE)).doesNotThrowAnyException();
        } else {
            refused(() -> check(ours, EXAMPLE_SIGNATURE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 444, 8443})
    void isNotOverAnotherPort(int port) throws CallbackRefused {
        String url = "https://mycompany.com:" + port + "/myapp.php?foo=1&bar=2";
        String signature =
                TwilioSignature.sign(
                        "12345", url, java.util.Objects.requireNonNull(form(EXAMPLE_FORM)));

        refused(() -> check(EXAMPLE, signature));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "RSOYDt4T1cUTdK1PDd93/VVr8B8",
                "RSOYDt4T1cUTdK1PDd93/VVr8B9=",
                "rsoydt4t1cutdk1pdd93/vvr8b8=",
                "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
            })
    void refusesAnotherSignatureOrNone(@Nullable String signature) {
        refused(() -> check(EXAMPLE, signature));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "12346"})
    void refusesEverythingWithoutTheAuthToken(@Nullable String token) {
        var callback = callback(EXAMPLE, EXAMPLE_SIGNATURE, EXAMPLE_FORM, "");

        refused(() -> TwilioSignature.check(token, callback, form(EXAMPLE_FORM)));
    }

    @Test
    void refusesAFormThatWasChanged() {
        refused(
                () ->
                        TwilioSignature.check(
                                "12345",
                                callback(EXAMPLE, EXAMPLE_SIGNATURE, EXAMPLE_FORM, ""),
                                form(EXAMPLE_FORM.replace("1234&", "1235&"))));
        refused(
                () ->
                        TwilioSignature.check(
                                "12345",
                                callback(EXAMPLE, EXAMPLE_SIGNATURE, EXAMPLE_FORM, ""),
                                form(EXAMPLE_FORM + "&More=1")));
    }

    @Test
    void takesAnAddressAsItIsWritten() throws CallbackRefused {
        String url = "https://mycompany.com/x?step=operator%3Asay&digits=%23&to=%2B1202&sum=a%26b";
        String signature =
                TwilioSignature.sign(
                        "12345", url, java.util.Objects.requireNonNull(form(EXAMPLE_FORM)));

        assertThatCode(() -> check(url, signature)).doesNotThrowAnyException();
    }

    @Test
    void agreesWithTwiliosExampleOfABodyThatIsNoForm() {
        assertThatCode(() -> checkBody(BODY_URL, BODY)).doesNotThrowAnyException();
    }

    @Test
    void refusesABodyThatNobodyVouchesFor() {
        refused(() -> checkBody(BODY_URL, BODY + " "));
        refused(() -> checkBody(BODY_URL.replace("bodySHA256", "body"), BODY));
        refused(
                () ->
                        TwilioSignature.check(
                                "12345",
                                callback(
                                        EXAMPLE,
                                        TwilioSignature.sign("12345", EXAMPLE, Map.of()),
                                        BODY,
                                        "application/json"),
                                null));
    }

    @Test
    void readsAJsonBody() throws CallbackRefused {
        assertThat(TwilioForm.json(BODY.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of("property", "value", "boolean", "true"));
    }

    @Test
    void refusesAFormWithANameTwice() {
        assertThatThrownBy(() -> form("a=1&a=2")).isInstanceOf(CallbackRefused.class);
        assertThatThrownBy(() -> form("a=%zz")).isInstanceOf(CallbackRefused.class);
    }

    private static void check(String url, @Nullable String signature) throws CallbackRefused {
        TwilioSignature.check(
                "12345", callback(url, signature, EXAMPLE_FORM, ""), form(EXAMPLE_FORM));
    }

    private static void checkBody(String url, String body) throws CallbackRefused {
        TwilioSignature.check(
                "12345", callback(url, BODY_SIGNATURE, body, "application/json"), null);
    }

    private static @Nullable Map<String, String> form(String form) throws CallbackRefused {
        return TwilioForm.form(callback(EXAMPLE, null, form, ""));
    }

    private static Callback callback(
            String url, @Nullable String signature, String body, String type) {
        var headers = new HashMap<String, String>();
        headers.put("content-type", type);
        if (signature != null) {
            headers.put("x-twilio-signature", signature);
        }
        return new Callback(url, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable check) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        CallbackRefused.class, refused -> assertThat(refused.forged()).isTrue());
    }
}
