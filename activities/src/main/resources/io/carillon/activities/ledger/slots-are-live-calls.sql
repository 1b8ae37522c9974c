-- call: every slot is held by a live call within its time
-- A slot is a row in state dialing, ringing or in_progress. Such a row is its lead's call, and lives no longer than the
-- time after which the carrier is asked and the call ended; where the carrier cannot be asked and no answer is known, a
-- conversation longer. Ten minutes are left for whoever ends it to come back from a crash. A call that ended has given its
-- slot back: its lead is in it no more.
SELECT k.id,
    CASE WHEN k.state IN ('claimed', 'dialing', 'ringing', 'in_progress') THEN
        l.status <> 'in_call'
        OR l.call_id IS DISTINCT FROM k.id
        OR coalesce(
            k.give_up_at + CASE WHEN k.answered_at IS NULL THEN coalesce(k.talk_limit, '0') ELSE '0' END,
            k.send_deadline, k.claimed_at) < :now::timestamptz - interval '10 minutes'
        ELSE l.status = 'in_call' AND l.call_id IS NOT DISTINCT FROM k.id
    END AS wrong
FROM calls k
JOIN leads l ON l.id = k.lead_id
WHERE k.state <> 'waiting'
