package io.carillon.activities.call;

import io.carillon.activities.leadfile.PhoneReader;
import io.carillon.activities.leadfile.PhoneReading;
import io.carillon.activities.suppression.SuppressionStore;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import java.util.List;
import java.util.Optional;

/** Whom a person may be put through to: the same numbers that may be dialed. */
final class TransferRules {
    private final SuppressionStore suppressions;

    TransferRules(SuppressionStore suppressions) {
        this.suppressions = suppressions;
    }

    /**
     * @param country reads numbers that are not in E.164
     * @param allowed countries that may be called
     */
    record Scope(
            OrganizationId organization,
            CampaignId campaign,
            String country,
            List<String> allowed) {}

    /** Why not, in words without the number; empty: it may be called. */
    Optional<String> refusal(Scope scope, String to) {
        return switch (PhoneReader.read(to, scope.country(), scope.allowed())) {
            case PhoneReading.Refused refused -> Optional.of(refused.reason());
            case PhoneReading.Read read -> suppressed(scope, read.number());
        };
    }

    private Optional<String> suppressed(Scope scope, PhoneNumber number) {
        return suppressions
                .reason(scope.organization(), number, scope.campaign())
                .map(reason -> "the number is suppressed: " + reason);
    }
}
