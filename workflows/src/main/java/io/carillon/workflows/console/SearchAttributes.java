package io.carillon.workflows.console;

import io.temporal.common.SearchAttributeKey;

import java.util.List;

/**
 * Search attributes of our workflows, all keywords holding written ids or wire words. The worker
 * creates them by an operator call before it polls; each costs an index row in visibility, so there
 * are few.
 */
public final class SearchAttributes {
    public static final SearchAttributeKey<String> ORGANIZATION =
            SearchAttributeKey.forKeyword("CarillonOrganization");
    public static final SearchAttributeKey<String> CAMPAIGN =
            SearchAttributeKey.forKeyword("CarillonCampaign");
    public static final SearchAttributeKey<String> LEAD =
            SearchAttributeKey.forKeyword("CarillonLead");

    /** A call's result; set once, at its end. */
    public static final SearchAttributeKey<String> RESULT =
            SearchAttributeKey.forKeyword("CarillonResult");

    private SearchAttributes() {}

    public static List<SearchAttributeKey<String>> all() {
        return List.of(ORGANIZATION, CAMPAIGN, LEAD, RESULT);
    }
}
