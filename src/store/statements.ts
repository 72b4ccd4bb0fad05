/**
 * Every statement of the store, in SQL that SQLite and PostgreSQL both read (placeholders: `?`, in order).
 * Where several rows of one lane are touched the lane comes first: its row is the lock of the lane, and an event
 * that drew its number before it would overtake (measured: 1 in 100 with three deliveries at once).
 */
export const statements = {
  // accept
  remember: 'INSERT INTO dedupe (id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
  arrive: `INSERT INTO lane (key, wake_at, events, touched_at) VALUES (?, ?, 1, ?) ON CONFLICT (key) DO UPDATE SET
    events = lane.events + 1, wake_at = COALESCE(lane.wake_at, excluded.wake_at), touched_at = excluded.touched_at`,
  insertEvent: 'INSERT INTO event (key, id, at, payload) VALUES (?, ?, ?, ?)',

  // the lane
  lane: 'SELECT key, wake_at, events, calls, attempts, token, owner FROM lane WHERE key = ?',
  dueLanes: `SELECT key, wake_at, events, calls, attempts, token, owner FROM lane
    WHERE wake_at <= ? ORDER BY wake_at LIMIT ?`,
  updateLane: `UPDATE lane SET wake_at = ?, events = ?, calls = ?, attempts = ?, token = ?, owner = ?, touched_at = ?
    WHERE key = ?`,
  countLane: 'UPDATE lane SET events = ?, calls = ?, attempts = ?, touched_at = ? WHERE key = ?',
  renewLane: 'UPDATE lane SET wake_at = ? WHERE key = ? AND token = ? AND owner IS NOT NULL',
  nextWake: 'SELECT min(wake_at) AS wake_at FROM lane WHERE wake_at IS NOT NULL',
  headEvent: 'SELECT seq, id, at, payload FROM event WHERE key = ? ORDER BY seq LIMIT 1',
  waitingEvents: 'SELECT payload FROM event WHERE key = ? ORDER BY seq LIMIT ?',
  // The id too, since a number may be given again once its event is gone.
  deleteEvent: 'DELETE FROM event WHERE seq = ? AND id = ? AND key = ?',

  // what is known of a conversation
  session: 'SELECT conversation, state FROM session WHERE key = ?',
  state: 'SELECT state FROM session WHERE key = ?',
  saveSession: `INSERT INTO session (key, conversation, state) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET
    commits = session.commits + 1, conversation = excluded.conversation, state = excluded.state RETURNING commits`,

  lanesEnding: "SELECT key FROM lane WHERE key LIKE ? ESCAPE '!' ORDER BY key LIMIT ?",

  // planned calls
  planCall: `INSERT INTO call (key, id, turn, planned_at, payload, uncertain) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET key = excluded.key, turn = excluded.turn, planned_at = excluded.planned_at,
    payload = excluded.payload, uncertain = excluded.uncertain, attempts = 0, ended_at = NULL, outcome = NULL`,
  openCalls: `SELECT id, turn, attempts, planned_at, uncertain, payload FROM call
    WHERE key = ? AND ended_at IS NULL ORDER BY seq`,
  headCall: 'SELECT id FROM call WHERE key = ? AND ended_at IS NULL ORDER BY seq LIMIT 1',
  call: 'SELECT key, id, turn, attempts, planned_at, ended_at, outcome, payload FROM call WHERE id = ?',
  endCall:
    'UPDATE call SET ended_at = ?, outcome = ?, attempts = attempts + ? WHERE id = ? AND ended_at IS NULL',
  failCall: 'UPDATE call SET attempts = attempts + 1, uncertain = ? WHERE id = ?',
  interruptCalls: `UPDATE call SET attempts = attempts + 1, uncertain = 1 WHERE key = ? AND ended_at IS NULL`,
  deleteCall: 'DELETE FROM call WHERE id = ? AND ended_at IS NOT NULL',

  // traces
  insertTrace: 'INSERT INTO trace (key, at, calls, payload) VALUES (?, ?, ?, ?)',
  traces: 'SELECT calls, payload FROM trace WHERE key = ? ORDER BY seq DESC LIMIT ?',
  trimTraces: `DELETE FROM trace WHERE key = ? AND seq <= (SELECT seq FROM trace WHERE key = ?
    ORDER BY seq DESC LIMIT 1 OFFSET ?) RETURNING calls`,

  // timers
  setTimer: `INSERT INTO timer (key, name, due, payload) VALUES (?, ?, ?, ?) ON CONFLICT (key, name) DO UPDATE SET
    due = excluded.due, payload = excluded.payload`,
  forgetTimer: 'DELETE FROM timer WHERE key = ? AND name = ?',
  dueTimers: `SELECT timer.key, name, due, payload, conversation FROM timer
    LEFT JOIN session ON session.key = timer.key WHERE due <= ? ORDER BY due LIMIT ?`,
  nextDue: 'SELECT min(due) AS due FROM timer',

  // dead letters
  insertDead: `INSERT INTO dead (key, kind, id, turn, what, error, attempts, at, payload)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  deadLetters: 'SELECT seq, key, kind, what, error, attempts, at FROM dead ORDER BY seq DESC LIMIT ?',
  takeDead: 'DELETE FROM dead WHERE seq = ? RETURNING key, kind, id, turn, payload',
  arriveCall: `INSERT INTO lane (key, wake_at, calls, touched_at) VALUES (?, ?, 1, ?) ON CONFLICT (key) DO UPDATE SET
    calls = lane.calls + 1, wake_at = COALESCE(lane.wake_at, excluded.wake_at), touched_at = excluded.touched_at`,

  // questions about the whole
  overdue: `SELECT key, min(since) AS since FROM (SELECT key, at AS since FROM event WHERE at < ? UNION ALL
    SELECT key, planned_at FROM call WHERE ended_at IS NULL AND planned_at < ?) AS waiting
    GROUP BY key ORDER BY 2 LIMIT ?`,
  stats: `SELECT (SELECT count(*) FROM event) AS waiting_events,
    (SELECT count(*) FROM call WHERE ended_at IS NULL) AS waiting_calls,
    (SELECT count(*) FROM lane WHERE wake_at IS NOT NULL AND owner IS NOT NULL) AS leased_lanes,
    (SELECT count(*) FROM lane) AS conversations, (SELECT count(*) FROM dead) AS dead_letters,
    (SELECT at FROM event ORDER BY seq LIMIT 1) AS oldest_event_at`,

  // what goes with time; each touches a limited number of rows
  forgetIds:
    'DELETE FROM dedupe WHERE id IN (SELECT id FROM dedupe WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)',
  dropTraces: 'DELETE FROM trace WHERE seq IN (SELECT seq FROM trace ORDER BY seq LIMIT ?) AND at < ?',
  dropCalls: 'DELETE FROM call WHERE seq IN (SELECT seq FROM call ORDER BY seq LIMIT ?) AND ended_at < ?',
  dropDead: 'DELETE FROM dead WHERE seq IN (SELECT seq FROM dead ORDER BY seq LIMIT ?) AND at < ?',
  lanesAfter: 'SELECT key, wake_at, touched_at FROM lane WHERE key > ? ORDER BY key LIMIT ?',
  dropLane: `DELETE FROM lane WHERE key = ? AND wake_at IS NULL AND touched_at < ?
    AND NOT EXISTS (SELECT 1 FROM timer WHERE timer.key = lane.key)`,
  dropSession: 'DELETE FROM session WHERE key = ?',
  dropTracesOf: 'DELETE FROM trace WHERE key = ?',

  // start
  interruptAllCalls: `UPDATE call SET attempts = attempts + 1, uncertain = 1
    WHERE ended_at IS NULL AND key IN (SELECT key FROM lane WHERE owner IS NOT NULL)`,
  wakeInterrupted: `UPDATE lane SET wake_at = CASE WHEN events + calls > 0 THEN ? END, owner = NULL
    WHERE owner IS NOT NULL`,
  touch: "UPDATE meta SET value = value WHERE name = 'schema'",
} as const;

export type StatementName = keyof typeof statements;
