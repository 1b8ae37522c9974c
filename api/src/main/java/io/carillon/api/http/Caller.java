package io.carillon.api.http;

import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Who asks. Controllers take one as a parameter; a controller that only needs the organization
 * takes an {@link OrganizationId}.
 *
 * @param actor as in the audit log: {@code key_…} or {@code operator}
 * @param organizationOrNull null for the operator, who belongs to none
 * @param scopes as given to the key
 */
public record Caller(
        String actor, @Nullable OrganizationId organizationOrNull, Set<String> scopes) {
    public static final String OPERATOR = "operator";

    static final String ATTRIBUTE = Caller.class.getName();

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    static Caller operator() {
        return new Caller(OPERATOR, null, Set.of(OPERATOR));
    }

    /** The organization asked for; the operator has none and is refused (403). */
    public OrganizationId organization() {
        if (organizationOrNull == null) {
            throw ApiProblem.forbidden("the operator's key belongs to no organization");
        }
        return organizationOrNull;
    }

    /** Admin includes all but operator. */
    public boolean may(String scope) {
        return scopes.contains(scope) || (!scope.equals(OPERATOR) && scopes.contains("admin"));
    }
}
