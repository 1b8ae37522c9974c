package io.carillon.api.organization;

import io.carillon.activities.campaign.DirectCampaigns;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.ApiKeyStore;
import io.carillon.activities.organization.ApiKeyStore.ApiKey;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.organization.OrganizationStore;
import io.carillon.activities.organization.OrganizationStore.Organization;
import io.carillon.activities.organization.Secrets;
import io.carillon.api.http.Caller;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/**
 * Makes an organization with what it cannot do without: its simulator account, its campaign for
 * single calls, and a key to begin with. All or nothing.
 */
@Component
public class NewOrganizations {
    private final Transactions transactions;
    private final OrganizationStore organizations;
    private final DirectCampaigns directCampaigns;
    private final ApiKeyStore keys;
    private final AuditLog audit;

    NewOrganizations(
            Transactions transactions,
            OrganizationStore organizations,
            DirectCampaigns directCampaigns,
            ApiKeyStore keys,
            AuditLog audit) {
        this.transactions = transactions;
        this.organizations = organizations;
        this.directCampaigns = directCampaigns;
        this.keys = keys;
        this.audit = audit;
    }

    /**
     * @param secret of the key; kept nowhere
     */
    public record Made(Organization organization, ApiKey key, String secret) {}

    public Made make(String name) {
        String secret = Secrets.newKey();
        return transactions.system(
                () -> {
                    Organization organization = organizations.insert(name);
                    directCampaigns.of(organization.id());
                    ApiKey key =
                            keys.insert(
                                    organization.id(),
                                    "first admin key",
                                    secret,
                                    List.of("admin"),
                                    null);
                    audit.append(
                            organization.id(),
                            Caller.OPERATOR,
                            "organization.created",
                            organization.id().toString(),
                            Map.of("name", name));
                    return new Made(organization, key, secret);
                });
    }
}
