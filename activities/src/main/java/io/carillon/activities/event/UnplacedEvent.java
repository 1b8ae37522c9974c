package io.carillon.activities.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** What placing and matching an event takes. */
public record UnplacedEvent(UUID id, UUID organization, String type, String subject, int sequence) {
    static UnplacedEvent read(ResultSet row, int number) throws SQLException {
        return new UnplacedEvent(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("type"),
                row.getString("subject_id"),
                row.getInt("sequence"));
    }
}
