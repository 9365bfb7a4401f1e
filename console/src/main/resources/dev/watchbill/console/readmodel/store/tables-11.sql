-- Instants are milliseconds since 1970. `record` is the whole record, the columns are what it is found by.
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE offsets (topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (topic, partition)) WITHOUT ROWID;

CREATE TABLE incidents (
  id TEXT PRIMARY KEY, service TEXT NOT NULL, team TEXT, severity TEXT NOT NULL, status TEXT NOT NULL,
  opened_at INTEGER NOT NULL, resolved_at INTEGER, words TEXT NOT NULL, record BLOB NOT NULL);
-- With all that a search looks at, so that it needn't read the incidents it doesn't find.
CREATE INDEX incidents_newest ON incidents (opened_at DESC, id DESC, status, service, team, severity, words);
CREATE INDEX incidents_by_status ON incidents (status, opened_at DESC, id DESC);
CREATE INDEX incidents_by_service ON incidents (service, opened_at DESC, id DESC);
CREATE INDEX incidents_by_team ON incidents (team, opened_at DESC, id DESC);

CREATE TABLE incident_events (
  id TEXT PRIMARY KEY, incident TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
  type TEXT NOT NULL, response TEXT, record BLOB NOT NULL);
CREATE INDEX incident_events_in_order ON incident_events (incident, number);
CREATE INDEX incident_events_by_response ON incident_events (response) WHERE response IS NOT NULL;

-- One row an episode: from the first firing signal of an identity until it fires anew after it was over.
CREATE TABLE alerts (
  id TEXT PRIMARY KEY, service TEXT NOT NULL, integration TEXT NOT NULL, key TEXT NOT NULL, status TEXT NOT NULL,
  started_at INTEGER, first_at INTEGER NOT NULL, received_at INTEGER NOT NULL, signals INTEGER NOT NULL, name TEXT NOT NULL,
  test INTEGER NOT NULL, ended_at INTEGER, record BLOB NOT NULL);
CREATE INDEX alerts_newest ON alerts (received_at DESC, id DESC);
-- With all that the noisiest are counted from.
CREATE INDEX alerts_by_first ON alerts (first_at, service, name, signals) WHERE test = 0;
CREATE INDEX alerts_by_identity ON alerts (integration, key, service, first_at DESC);

-- Which alert identity joined which incident, and when.
CREATE TABLE incident_alerts (
  incident TEXT NOT NULL, integration TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (integration, key, incident, at)) WITHOUT ROWID;
CREATE INDEX incident_alerts_by_incident ON incident_alerts (incident);

CREATE TABLE assignments (incident TEXT NOT NULL, seq INTEGER NOT NULL, record BLOB NOT NULL, PRIMARY KEY (incident, seq)) WITHOUT ROWID;
CREATE TABLE pages (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, channel TEXT NOT NULL, incident TEXT NOT NULL, at INTEGER NOT NULL,
  cancelled_at INTEGER, record BLOB NOT NULL);
CREATE INDEX pages_by_incident ON pages (incident, at);
-- Pages that stand in the inbox: those that arrived there, and those another channel could tell of only together with others.
CREATE TABLE inbox (id TEXT PRIMARY KEY, person TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX inbox_newest ON inbox (at DESC, id DESC);
CREATE INDEX inbox_by_person ON inbox (person, at DESC, id DESC);
CREATE TABLE receipts (
  id TEXT PRIMARY KEY, page TEXT NOT NULL, incident TEXT NOT NULL, outcome TEXT NOT NULL, summary TEXT, at INTEGER NOT NULL, record BLOB NOT NULL);
CREATE INDEX receipts_by_page ON receipts (page, at);
CREATE INDEX receipts_by_incident ON receipts (incident, at);

-- What last became of pages to a person on a channel; from receipts alone, so that their order against pages doesn't matter.
CREATE TABLE reached (
  person TEXT NOT NULL, channel TEXT NOT NULL, reached_at INTEGER, failed_at INTEGER, failed_why TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (person, channel)) WITHOUT ROWID;

CREATE TABLE schedule_weeks (
  schedule TEXT NOT NULL, week TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
  PRIMARY KEY (schedule, week)) WITHOUT ROWID;
CREATE TABLE shifts (
  schedule TEXT NOT NULL, week TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, who TEXT NOT NULL,
  kind TEXT NOT NULL, rotation TEXT, turn INTEGER, shadow INTEGER NOT NULL, why TEXT NOT NULL);
CREATE INDEX shifts_of_week ON shifts (schedule, week, start_at);
CREATE TABLE gaps (schedule TEXT NOT NULL, week TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL);
CREATE INDEX gaps_of_week ON gaps (schedule, week, start_at);
CREATE INDEX gaps_by_end ON gaps (end_at);
CREATE INDEX shifts_by_person ON shifts (who, end_at);
CREATE INDEX shifts_by_end ON shifts (end_at, start_at, schedule, who, shadow);
CREATE TABLE served (
  id TEXT PRIMARY KEY, schedule TEXT NOT NULL, team TEXT NOT NULL, who TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
  rotation TEXT, turn INTEGER, shadow INTEGER NOT NULL) WITHOUT ROWID;
-- With all that hours are summed from.
CREATE INDEX served_by_end ON served (end_at, start_at, shadow, schedule, team, who, rotation);
CREATE TABLE ledgers (schedule TEXT PRIMARY KEY, published_until INTEGER NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE schedule_events (id TEXT PRIMARY KEY, schedule TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, outcome TEXT, record BLOB NOT NULL);
CREATE INDEX schedule_events_newest ON schedule_events (schedule, at DESC);
CREATE INDEX schedule_events_by_type ON schedule_events (type, at DESC);
-- Answers to what was asked: accept, decline, withdraw.
CREATE TABLE schedule_answers (id TEXT PRIMARY KEY, target TEXT NOT NULL, action TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX schedule_answers_by_target ON schedule_answers (target);

-- What was proposed, and, copied from it when roster:current comes, what is in force.
CREATE TABLE roster_staged (key TEXT PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE roster_current (key TEXT PRIMARY KEY, record BLOB NOT NULL);

-- Heartbeats and senders that are expected to be heard.
CREATE TABLE beats (name TEXT PRIMARY KEY, heard_at INTEGER, heard_by TEXT, since INTEGER, missed_at INTEGER) WITHOUT ROWID;
CREATE TABLE people_settings (person TEXT PRIMARY KEY, record BLOB NOT NULL);
-- When a sender showed a key last; the row may come before the credential's own, or outlive it.
CREATE TABLE key_uses (id TEXT PRIMARY KEY, integration TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE availability (person TEXT PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE service_status (service TEXT PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE silences (id TEXT PRIMARY KEY, ends_at INTEGER NOT NULL, record BLOB NOT NULL);
CREATE TABLE reviews (
  id TEXT PRIMARY KEY, incident TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, owner TEXT, due TEXT, done INTEGER NOT NULL,
  resolved_at INTEGER, record BLOB NOT NULL);
CREATE INDEX reviews_by_incident ON reviews (incident, at, id);
CREATE INDEX reviews_open ON reviews (due, at, id) WHERE kind = 'action' AND done = 0;
CREATE TABLE response_metrics (
  incident TEXT NOT NULL, resolved_at INTEGER NOT NULL, service TEXT NOT NULL, team TEXT, severity TEXT NOT NULL, opened_at INTEGER NOT NULL,
  acknowledge_ms INTEGER, resolve_ms INTEGER NOT NULL, pages INTEGER NOT NULL, untouched INTEGER NOT NULL, record BLOB NOT NULL,
  PRIMARY KEY (incident, resolved_at));
CREATE INDEX response_metrics_summed ON response_metrics (resolved_at, team, service, severity, opened_at, acknowledge_ms, resolve_ms, pages, untouched);
CREATE TABLE tolls (
  incident TEXT NOT NULL, resolved_at INTEGER NOT NULL, person TEXT NOT NULL, team TEXT, pages INTEGER NOT NULL,
  broken_nights INTEGER NOT NULL, off_hours_ms INTEGER NOT NULL, PRIMARY KEY (incident, resolved_at, person)) WITHOUT ROWID;
CREATE INDEX tolls_summed ON tolls (resolved_at, team, person, pages, broken_nights, off_hours_ms);
CREATE INDEX response_metrics_newest ON response_metrics (resolved_at DESC, incident DESC);
CREATE TABLE credentials (id TEXT PRIMARY KEY, kind TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE audit (id TEXT PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, record BLOB NOT NULL);
CREATE INDEX audit_newest ON audit (at DESC, id DESC);

-- What intake refused: the newest of each integration, and how often which answer was given.
CREATE TABLE rejected (id TEXT PRIMARY KEY, integration TEXT NOT NULL, at INTEGER NOT NULL, record BLOB NOT NULL);
CREATE INDEX rejected_newest ON rejected (at DESC, id DESC);
CREATE INDEX rejected_by_integration ON rejected (integration, at DESC, id DESC);
CREATE TABLE rejected_counts (
  integration TEXT NOT NULL, status INTEGER NOT NULL, refusals INTEGER NOT NULL, last_at INTEGER NOT NULL,
  PRIMARY KEY (integration, status)) WITHOUT ROWID;
