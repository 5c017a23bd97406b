-- Indexes for what a test found to read large tables through (casework/web, explain_test).

-- +goose Up
CREATE INDEX case_event_released ON case_event (staff_id, at) WHERE kind = 'released';
CREATE INDEX case_event_kind ON case_event (kind, at);
CREATE INDEX case_divided ON case_file (divided_from) WHERE divided_from IS NOT NULL;
CREATE INDEX case_merged ON case_file (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX member_protected ON member (id) WHERE protected;
CREATE INDEX message_by_state ON message (state, id);
CREATE INDEX outbox_by_state ON outbox (state, id);
DROP INDEX company_name_start;
CREATE INDEX company_name_start ON company ((folded(name) COLLATE "C"));
DROP INDEX company_number_start;
CREATE INDEX company_number_start ON company ((organisation_number COLLATE "C"));

-- +goose Down
DROP INDEX company_number_start;
CREATE INDEX company_number_start ON company (organisation_number text_pattern_ops);
DROP INDEX company_name_start;
CREATE INDEX company_name_start ON company (folded(name) text_pattern_ops);
DROP INDEX outbox_by_state;
DROP INDEX message_by_state;
DROP INDEX member_protected;
DROP INDEX case_merged;
DROP INDEX case_divided;
DROP INDEX case_event_kind;
DROP INDEX case_event_released;
