package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.CallbackAddress;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialRequest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A dial as create-call takes it (Ilyost docs, "Create a Call"). It knows no ring timeout (120 s
 * always), no maximum duration and no name of ours for the call; every call is recorded (Ilyost
 * server, createCall and StasisStart).
 */
final class IlyostDial {
    /** Of the callback's address: a verdict was asked for, and the first word waits for it. */
    static final String DETECTS = "amd";

    /** Of the callback's address: the recording that is made anyway is wanted. */
    static final String RECORDS = "record";

    private IlyostDial() {}

    static Map<String, Object> body(CarrierAccount account, DialRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("to_", request.to().e164());
        body.put("from_", request.from().e164());
        body.put("callbackurl", decodable(address(request)));
        body.put("apikey", IlyostApi.apiKey(account));
        body.put("amd", request.detection() != Detection.NONE);
        return body;
    }

    private static String address(DialRequest request) {
        CallbackAddress address = new CallbackAddress(request.callbackUrl());
        if (request.detection() != Detection.NONE) {
            address = address.with(DETECTS, "1");
        }
        return request.record() ? address.with(RECORDS, "1").url() : address.url();
    }

    /** It is decoded before it is used (Ilyost server, create-call: decodeURIComponent). */
    private static String decodable(String url) {
        return url.replace("%", "%25");
    }
}
