package io.carillon.activities.callerid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.call.FakeDriver;
import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.SealedAccount;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.organization.CallerIdProofs;
import io.carillon.activities.organization.CallerIdStore;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.activities.organization.CallerIdStore.Manner;
import io.carillon.activities.organization.CallerIdStore.Proof;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class CarrierListingsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final PhoneNumber NUMBER = new PhoneNumber("+12025550130");
    private static final String STAND_IN = "http://127.0.0.1:1";

    private final Rows rows = Rows.in(DATABASE);
    private final FakeDriver twilio = new FakeDriver("twilio");
    private final Opened accounts = new Opened();
    private final CallerIdStore store = CallerIdStore.over(DATABASE.transactions());
    private final CallerIdProofs proofs = CallerIdProofs.over(DATABASE.transactions());
    private final CarrierListings listings =
            new CarrierListings(
                    DATABASE.transactions(), new CarrierDrivers(List.of(twilio)), accounts, proofs);
    private final CallerId callerId =
            store.insert(rows.organizationId(), NUMBER, "twilio", Manner.PLAIN, null).orElseThrow();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void provesANumberForTheAccountsThatListIt() {
        AccountId one = account(null);
        AccountId other = account(STAND_IN);
        twilio.numbers.add(NUMBER);

        listings.prove(rows.organizationId(), callerId);

        assertThat(now().status()).isEqualTo("verified");
        assertThat(now().proof()).isEqualTo(new Proof("carrier", List.of(one, other), null));
    }

    @Test
    void believesNoHostThatIsNotItsCarriers() {
        account("https://api.example.com");
        twilio.numbers.add(NUMBER);

        assertRefused("ACCOUNT_MISSING");
        assertThat(accounts.opened).isEmpty();
    }

    @Test
    void provesNothingThatIsNotListed() {
        account(null);

        assertRefused("NUMBER_NOT_LISTED");
        assertThat(now().status()).isEqualTo("pending");
    }

    @Test
    void takesANumberBackThatIsListedNoMore() {
        account(null);
        twilio.numbers.add(NUMBER);
        listings.prove(rows.organizationId(), callerId);
        twilio.numbers.clear();

        assertRefused("NUMBER_NOT_LISTED");

        assertThat(now().status()).isEqualTo("pending");
    }

    @Test
    void takesNothingBackFromACarrierThatSaysNothing() {
        account(null);
        twilio.numbers.add(NUMBER);
        listings.prove(rows.organizationId(), callerId);
        twilio.silent = true;

        assertRefused("CARRIER_SILENT");

        assertThat(now().status()).isEqualTo("verified");
    }

    @Test
    void asksNoCarrierWithoutAList() {
        account(null);
        twilio.lacks.add(Feature.LISTS_NUMBERS);

        assertRefused("NO_LIST");
    }

    @Test
    void leavesWhatTheOperatorApprovedAsWideAsItWas() {
        account(null);
        twilio.numbers.add(NUMBER);
        proofs.approved(rows.organizationId(), callerId.id(), "an invoice");

        listings.prove(rows.organizationId(), callerId);

        assertThat(now().proof()).isEqualTo(new Proof("operator", null, "an invoice"));
    }

    @Test
    void believesNoAccountThatWasTurnedToAnotherHostMeanwhile() {
        account(STAND_IN);
        twilio.numbers.add(NUMBER);
        accounts.whenOpened =
                () ->
                        rows.update(
                                "UPDATE carrier_accounts SET base_url = NULL WHERE organization_id = :organization AND carrier = 'twilio'",
                                Map.of());

        assertRefused("NUMBER_NOT_LISTED");
        assertThat(now().status()).isEqualTo("pending");
    }

    @ParameterizedTest
    @CsvSource({"true, pending", "false, verified"})
    void mustBeProvedAnewOnceItsLastAccountReachesAnother(boolean both, String status) {
        AccountId one = account(STAND_IN);
        AccountId other = account(STAND_IN);
        twilio.numbers.add(NUMBER);
        listings.prove(rows.organizationId(), callerId);

        proofs.turned(rows.organizationId(), one);
        if (both) {
            proofs.turned(rows.organizationId(), other);
        }

        assertThat(now().status()).isEqualTo(status);
        assertThat(now().verifiedAt()).isNotNull();
    }

    private void assertRefused(String code) {
        assertThatThrownBy(() -> listings.prove(rows.organizationId(), callerId))
                .isInstanceOfSatisfying(
                        NotPossible.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private CallerId now() {
        return store.find(rows.organizationId(), callerId.id()).orElseThrow();
    }

    private AccountId account(@Nullable String url) {
        UUID id = UuidV7.next();
        rows.update(
                """
                INSERT INTO carrier_accounts (id, organization_id, carrier, name, base_url, calls_per_second, max_concurrent)
                VALUES (:id, :organization, 'twilio', :name, nullif(:url, ''), 1, 1)
                """,
                Map.of("id", id, "name", id.toString(), "url", url == null ? "" : url));
        return new AccountId(id);
    }

    private final class Opened implements CarrierAccounts {
        private final List<AccountId> opened = new ArrayList<>();
        private Runnable whenOpened = () -> {};

        @Override
        public CarrierAccount open(AccountId account) {
            opened.add(account);
            whenOpened.run();
            return new CarrierAccount(account, rows.organizationId(), "twilio", null, Map.of());
        }

        @Override
        public CarrierAccount open(SealedAccount account) {
            return open(account.id());
        }

        @Override
        public byte[] seal(Map<String, String> credentials) {
            return new byte[0];
        }
    }
}
