package io.carillon.activities.campaign;

import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Reads {@link Campaign} from its columns. */
final class CampaignColumns {
    private CampaignColumns() {}

    static Campaign read(ResultSet row, int number) throws SQLException {
        return new Campaign(
                new CampaignId(row.getObject("id", UUID.class)),
                told(row),
                CampaignStatus.ofWire(row.getString("status")),
                row.getString("status_reason"),
                new FlowId(row.getObject("flow_id", UUID.class)),
                row.getInt("version"),
                row.getInt("revision"),
                row.getLong("leads_total"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "started_at"),
                instant(row, "ended_at"));
    }

    private static CampaignDraft told(ResultSet row) throws SQLException {
        List<AccountId> accounts =
                Arrays.stream((UUID[]) row.getArray("accounts").getArray())
                        .map(AccountId::new)
                        .toList();
        List<PhoneNumber> callerIds =
                Arrays.stream((String[]) row.getArray("caller_ids").getArray())
                        .map(PhoneNumber::new)
                        .toList();
        return new CampaignDraft(
                row.getString("name"),
                new FlowVersionId(row.getObject("flow_version_id", UUID.class)),
                row.getString("carrier"),
                accounts,
                callerIds,
                List.of((String[]) row.getArray("caller_id_choice").getArray()),
                SettingsJson.read(row.getString("settings")),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                row.getBoolean("keep_open"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
