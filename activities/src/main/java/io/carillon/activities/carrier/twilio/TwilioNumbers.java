package io.carillon.activities.carrier.twilio;

import com.twilio.base.Page;
import com.twilio.base.Resource;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.IncomingPhoneNumber;
import com.twilio.rest.api.v2010.account.OutgoingCallerId;

import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * The numbers an account may show: those it bought, and those whose owner proved to Twilio that
 * they may be shown (Twilio docs, Calls, From: "a Twilio phone number or a verified outgoing caller
 * ID"; error 21210 otherwise).
 */
final class TwilioNumbers {
    private final TwilioApi api;

    TwilioNumbers(TwilioApi api) {
        this.api = api;
    }

    boolean lists(CarrierAccount account, PhoneNumber number) throws IOException {
        return bought(account, number) || proved(account, number);
    }

    private boolean bought(CarrierAccount account, PhoneNumber number) throws IOException {
        return list(account, IncomingPhoneNumber.reader().setPhoneNumber(number.e164())::firstPage)
                .stream()
                .filter(one -> one.getCapabilities() == null || one.getCapabilities().getVoice())
                .anyMatch(one -> same(one.getPhoneNumber(), number));
    }

    private boolean proved(CarrierAccount account, PhoneNumber number) throws IOException {
        return list(account, OutgoingCallerId.reader().setPhoneNumber(number.e164())::firstPage)
                .stream()
                .anyMatch(one -> same(one.getPhoneNumber(), number));
    }

    /** A number that is asked for by a part of it is found, too (Twilio docs, PhoneNumber). */
    private static boolean same(com.twilio.type.@Nullable PhoneNumber listed, PhoneNumber number) {
        return listed != null && number.e164().equals(listed.getEndpoint());
    }

    /** One page has room for all that one number can match. */
    private <T extends Resource> List<T> list(
            CarrierAccount account, Function<TwilioRestClient, Page<T>> firstPage)
            throws IOException {
        try {
            return api.ask(account, firstPage).getRecords();
        } catch (TwilioApi.Rejected no) {
            throw new IOException("Twilio refused a list: " + no.error().cause());
        }
    }
}
