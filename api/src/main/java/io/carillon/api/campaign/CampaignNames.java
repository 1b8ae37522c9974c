package io.carillon.api.campaign;

import io.carillon.activities.campaign.CampaignStore;
import io.carillon.activities.campaign.CampaignStore.NamedAccount;
import io.carillon.api.http.JsonReader;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/** Whether what a campaign names is the organization's: carrier accounts and caller ids. */
@Component
class CampaignNames {
    private final CampaignStore store;

    CampaignNames(CampaignStore store) {
        this.store = store;
    }

    /** The campaign's carrier: that of its first account, or the one named. */
    String carrier(
            JsonReader json,
            OrganizationId organization,
            String carrier,
            List<AccountId> accounts) {
        if (accounts.isEmpty()) {
            if (json.fine() && !store.hasAccount(organization, carrier)) {
                json.refuse("carrier", "ACCOUNT_MISSING", "has no account; make one first");
            }
            return carrier;
        }
        List<NamedAccount> known =
                store.accounts(organization, accounts.stream().map(AccountId::value).toList());
        String main = carrier;
        for (int i = accounts.size() - 1; i >= 0; i--) {
            AccountId account = accounts.get(i);
            NamedAccount found =
                    known.stream()
                            .filter(each -> each.id().equals(account.value()))
                            .findFirst()
                            .orElse(null);
            if (found == null) {
                json.refuseAt("carriers/" + i, "ACCOUNT_UNKNOWN", "is no carrier account of yours");
            } else {
                main = found.carrier();
            }
        }
        return main;
    }

    /**
     * Every number must be one the organization has proved it may show on this carrier, or on that
     * of one of the accounts.
     */
    void callerIds(
            JsonReader json,
            OrganizationId organization,
            String carrier,
            List<AccountId> accounts,
            @Nullable List<PhoneNumber> numbers) {
        if (numbers == null || numbers.isEmpty() || !json.fine()) {
            return;
        }
        List<String> verified =
                store.verified(
                        organization,
                        carrier,
                        accounts,
                        numbers.stream().map(PhoneNumber::e164).toList());
        for (int i = 0; i < numbers.size(); i++) {
            if (!verified.contains(numbers.get(i).e164())) {
                json.refuseAt(
                        "caller_ids/" + i,
                        "CALLER_ID_NOT_OWNED",
                        "is not a verified caller id of yours on " + carrier);
            }
        }
    }
}
