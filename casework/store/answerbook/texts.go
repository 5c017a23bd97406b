package answerbook

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/store"
)

// Texts gives modules and macros (answers.Book).
func (b *Book) Texts(ctx context.Context) (answers.Texts, error) {
	var texts answers.Texts
	err := b.store.InTx(ctx, func(t *store.Tx) (err error) {
		texts, err = readTexts(ctx, t)
		return err
	})
	return texts, err
}

func readTexts(ctx context.Context, t *store.Tx) (texts answers.Texts, err error) {
	if texts.Modules, err = modules(ctx, t, "m.ended_at IS NULL AND v.version = m.version ORDER BY lower(m.name)"); err != nil {
		return texts, err
	}
	rows, err := t.Query(ctx, `
		SELECT m.id, v.version, v.name, v.digit, v.says, v.body, v.ends, v.days, v.reason, v.tags, coalesce(s.name, ''), v.at
		FROM macro m JOIN macro_version v ON v.macro_id = m.id AND v.version = m.version LEFT JOIN staff s ON s.id = v.staff_id
		WHERE m.ended_at IS NULL ORDER BY m.digit`)
	if err != nil {
		return texts, fmt.Errorf("macros: %w", err)
	}
	texts.Macros, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (m answers.Macro, err error) {
		err = row.Scan(&m.ID, &m.Version, &m.Name, &m.Digit, &m.Says, &m.Text, &m.Ends, &m.Days, &m.Reason, &m.Tags, &m.By, &m.At)
		return m, err
	})
	if err != nil {
		return texts, fmt.Errorf("macros: %w", err)
	}
	return texts, nil
}

func modules(ctx context.Context, t *store.Tx, where string, args ...any) ([]answers.Module, error) {
	rows, err := t.Query(ctx, `
		SELECT m.id, v.version, v.name, v.body, coalesce(s.name, ''), v.at
		FROM text_module m JOIN text_module_version v ON v.module_id = m.id LEFT JOIN staff s ON s.id = v.staff_id WHERE `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("text modules: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (m answers.Module, err error) {
		err = row.Scan(&m.ID, &m.Version, &m.Name, &m.Text, &m.By, &m.At)
		return m, err
	})
	if err != nil {
		return nil, fmt.Errorf("text modules: %w", err)
	}
	return found, nil
}

// Versions gives the versions of a module, newest first (answers.Book).
func (b *Book) Versions(ctx context.Context, module int64) ([]answers.Module, error) {
	var found []answers.Module
	err := b.store.InTx(ctx, func(t *store.Tx) (err error) {
		found, err = modules(ctx, t, "m.id = $1 ORDER BY v.version DESC", module)
		return err
	})
	if err == nil && len(found) == 0 {
		err = casework.Refuse(casework.NotFound, "Textmodulen finns inte.")
	}
	return found, err
}

func mayWrite(by casework.Actor) error {
	if !by.Supervises() {
		return casework.Refuse(casework.Denied, "En arbetsledare ändrar texter och makron.")
	}
	return nil
}

// SaveModule makes a new version of a module, or the first (answers.Book).
func (b *Book) SaveModule(ctx context.Context, by casework.Actor, m answers.Module) error {
	if err := mayWrite(by); err != nil {
		return err
	}
	if err := m.Valid(); err != nil {
		return err
	}
	m.Name = strings.TrimSpace(m.Name)
	return b.store.InTx(ctx, func(t *store.Tx) error {
		err := t.QueryRow(ctx, `
			UPDATE text_module SET name = $2, version = version + 1 WHERE id = $1 AND ended_at IS NULL RETURNING version`, m.ID, m.Name).Scan(&m.Version)
		if m.ID == 0 {
			err = t.QueryRow(ctx, "INSERT INTO text_module (name) VALUES ($1) RETURNING id, version", m.Name).Scan(&m.ID, &m.Version)
		}
		switch {
		case store.Violates(err, "text_module_name"):
			return casework.Refuse(casework.Conflict, "En annan textmodul heter %s.", m.Name)
		case errors.Is(err, pgx.ErrNoRows):
			return casework.Refuse(casework.NotFound, "Textmodulen finns inte längre.")
		case err != nil:
			return fmt.Errorf("text module: %w", err)
		}
		_, err = t.Exec(ctx, "INSERT INTO text_module_version (module_id, version, name, body, staff_id, at) VALUES ($1, $2, $3, $4, $5, $6)",
			m.ID, m.Version, m.Name, strings.TrimSpace(m.Text), by.ID, t.Now)
		return err
	})
}

// SaveMacro makes a new version of a macro, or the first (answers.Book).
func (b *Book) SaveMacro(ctx context.Context, by casework.Actor, m answers.Macro) error {
	if err := mayWrite(by); err != nil {
		return err
	}
	if err := m.Valid(); err != nil {
		return err
	}
	if m.Tags == nil {
		m.Tags = []string{}
	}
	return b.store.InTx(ctx, func(t *store.Tx) error {
		err := t.QueryRow(ctx, `
			UPDATE macro SET name = $2, digit = $3, version = version + 1 WHERE id = $1 AND ended_at IS NULL RETURNING version`, m.ID, m.Name, m.Digit).Scan(&m.Version)
		if m.ID == 0 {
			err = t.QueryRow(ctx, "INSERT INTO macro (name, digit) VALUES ($1, $2) RETURNING id, version", m.Name, m.Digit).Scan(&m.ID, &m.Version)
		}
		switch {
		case store.Violates(err, "macro_digit"):
			return casework.Refuse(casework.Conflict, "Ett annat makro har tangenten %d.", m.Digit)
		case errors.Is(err, pgx.ErrNoRows):
			return casework.Refuse(casework.NotFound, "Makrot finns inte längre.")
		case err != nil:
			return fmt.Errorf("macro: %w", err)
		}
		_, err = t.Exec(ctx, `
			INSERT INTO macro_version (macro_id, version, name, digit, says, body, ends, days, reason, tags, staff_id, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			m.ID, m.Version, m.Name, m.Digit, m.Says, strings.TrimSpace(m.Text), m.Ends, m.Days, m.Reason, m.Tags, by.ID, t.Now)
		return err
	})
}

// EndModule takes a module out of use (answers.Book).
func (b *Book) EndModule(ctx context.Context, by casework.Actor, id int64) error {
	return b.endText(ctx, by, "UPDATE text_module SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", id)
}

// EndMacro takes a macro out of use (answers.Book).
func (b *Book) EndMacro(ctx context.Context, by casework.Actor, id int64) error {
	return b.endText(ctx, by, "UPDATE macro SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", id)
}

func (b *Book) endText(ctx context.Context, by casework.Actor, update string, id int64) error {
	if err := mayWrite(by); err != nil {
		return err
	}
	return b.store.InTx(ctx, func(t *store.Tx) error {
		done, err := t.Exec(ctx, update, id, t.Now)
		if err == nil && done.RowsAffected() == 0 {
			err = casework.Refuse(casework.NotFound, "Texten finns inte längre.")
		}
		return err
	})
}
