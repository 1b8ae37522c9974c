package io.carillon.activities.call;

import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.suppression.Suppressions;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/** Writes what was given to the carrier, and what walking steps changes. */
public final class ScriptRows {
    // The sequence is a compare-and-set: of two that were read as next, one is written.
    private static final String BEGIN =
            """
            UPDATE calls
            SET script_sequence = :sequence, script_asked = :asked, script_step = :step,
                script_kept = :kept::json,
                message_sequence = CASE WHEN :message THEN :sequence ELSE message_sequence END,
                goal = coalesce(:goal, goal),
                variables = variables || :set::jsonb,
                call_back = coalesce(:call_back, call_back)
            WHERE id = :call
                AND script_sequence < :sequence
                AND state IN ('dialing', 'ringing', 'in_progress')
            """;

    private static final String EFFECTS =
            """
            UPDATE calls
            SET goal = coalesce(:goal, goal),
                variables = variables || :set::jsonb,
                call_back = coalesce(:call_back, call_back)
            WHERE id = :call
            """;

    private static final String KEPT =
            """
            SELECT script_kept, to_number, from_number
            FROM calls
            WHERE id = :call AND script_sequence = :sequence AND script_kept IS NOT NULL
            """;

    private static final String UNDER_WAY =
            "SELECT script_kept FROM calls WHERE id = :call AND script_kept IS NOT NULL";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;
    private final Suppressions suppressions;

    public ScriptRows(Transactions transactions, Suppressions suppressions) {
        this.transactions = transactions;
        this.suppressions = suppressions;
    }

    /**
     * False when another script was begun meanwhile, or the call is over: then nothing is written.
     *
     * @param asked null: an operator's
     * @param kept the script itself, for a carrier that comes for it; null: it does not
     * @param effects goal, variables and a promised call back are written; an opt-out is the
     *     caller's
     */
    boolean begin(
            CallId call,
            int sequence,
            @Nullable Integer asked,
            @Nullable String step,
            boolean message,
            StepEffects effects,
            @Nullable Script kept) {
        return changing(BEGIN, call, effects)
                        .param("sequence", sequence)
                        .param("asked", asked, Types.INTEGER)
                        .param("step", step, Types.VARCHAR)
                        .param("message", message)
                        .param("kept", written(kept), Types.VARCHAR)
                        .update()
                == 1;
    }

    /**
     * A script a carrier may come for.
     *
     * @param from the caller id; null: none was chosen
     */
    public record Kept(Script script, PhoneNumber to, @Nullable PhoneNumber from) {}

    static @Nullable String written(@Nullable Script script) {
        return script == null ? null : JSON.writeValueAsString(script);
    }

    /**
     * The script a carrier may come for.
     *
     * @return empty when another one is under way, or none was kept
     */
    public Optional<Kept> kept(CallId call, int sequence) {
        return transactions
                .jdbc()
                .sql(KEPT)
                .param("call", call.value())
                .param("sequence", sequence)
                .query((row, n) -> kept(row))
                .optional();
    }

    /** The script given last, where its carrier does not say which one it speaks of. */
    public Optional<Script> underWay(CallId call) {
        return transactions
                .jdbc()
                .sql(UNDER_WAY)
                .param("call", call.value())
                .query(String.class)
                .optional()
                .map(kept -> JSON.readValue(kept, Script.class));
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String from = row.getString("from_number");
        return new Kept(
                JSON.readValue(row.getString("script_kept"), Script.class),
                new PhoneNumber(row.getString("to_number")),
                from == null ? null : new PhoneNumber(from));
    }

    /** An opt-out touches leads, whose locks come before the call's. */
    void optOut(FollowedCall call, StepEffects effects) {
        if (effects.optsOut()) {
            suppressions.optOut(call.organization(), call.to(), call.id());
        }
    }

    private StatementSpec changing(String sql, CallId call, StepEffects effects) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("call", call.value())
                .param(
                        "goal",
                        effects.goals().isEmpty() ? null : effects.goals().getLast(),
                        Types.VARCHAR)
                .param("set", JSON.writeValueAsString(effects.set()))
                .param("call_back", effects.callBack(), Types.VARCHAR);
    }

    /**
     * The carrier has begun the first script: somebody answered. What it changes is written; that
     * it was, is the caller's to note.
     */
    public void firstBegun(FollowedCall call) {
        DialedWith with = call.progress().firstBegun() ? null : call.dialedWith();
        if (with == null) {
            return;
        }
        optOut(call, with.first());
        if (!with.first().none()) {
            changing(EFFECTS, call.id(), with.first()).update();
        }
    }
}
