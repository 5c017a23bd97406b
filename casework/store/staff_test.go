package store_test

import (
	"crypto/sha256"
	"errors"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/identity"
)

func hash(s string) []byte { h := sha256.Sum256([]byte(s)); return h[:] }

func addStaff(t *testing.T, s *store.Store, login string) int64 {
	t.Helper()
	id, err := s.AddStaff(t.Context(), identity.Account{Staff: identity.Staff{Login: login, Name: "Åsa Ö", Role: identity.RoleClerk},
		TOTPSecret: []byte("twenty bytes secret!")},
		identity.Link{Hash: hash("link of " + login), Kind: identity.LinkEnrol, Expires: noon.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestStaffAccount(t *testing.T) {
	t.Parallel()
	s := open(t)
	ctx := t.Context()
	id := addStaff(t, s, "asa@sef.example")
	if _, err := s.AddStaff(ctx, identity.Account{Staff: identity.Staff{Login: "asa@sef.example", Name: "x", Role: identity.RoleClerk}},
		identity.Link{}); !errors.Is(err, identity.ErrTaken) {
		t.Errorf("the same login again: %v", err)
	}
	a, err := s.AccountByLogin(ctx, "asa@sef.example")
	if err != nil || a.ID != id || string(a.TOTPSecret) != "twenty bytes secret!" || a.Enrolled || a.Epoch != 1 || !a.LastLogin.IsZero() {
		t.Errorf("account: %+v, %v", a, err)
	}
	var stored []byte
	if err := s.Pool().QueryRow(ctx, "SELECT totp_secret FROM staff").Scan(&stored); err != nil || string(stored) == "twenty bytes secret!" {
		t.Errorf("the secret lies open at rest: %q, %v", stored, err)
	}
	if _, err := s.AccountByID(ctx, id+1); !errors.Is(err, identity.ErrNotFound) {
		t.Errorf("unknown account: %v", err)
	}
	if err := s.Enrol(ctx, hash("link of asa@sef.example"), "$argon2id$x", 5, noon); err != nil {
		t.Fatal(err)
	}
	if err := s.Enrol(ctx, hash("link of asa@sef.example"), "$argon2id$y", 6, noon); !errors.Is(err, identity.ErrSpent) {
		t.Errorf("the link again: %v", err)
	}
	if err := s.UpdateStaff(ctx, 0, identity.Staff{ID: id, Name: "Åsa Ö", Role: identity.RoleAdmin, Disabled: true}); err != nil {
		t.Fatal(err)
	}
	if a, err = s.AccountByID(ctx, id); err != nil || a.Epoch != 2 || !a.Disabled || a.Role != identity.RoleAdmin || a.PasswordHash != "$argon2id$x" {
		t.Errorf("changed account: %+v, %v", a, err)
	}
	if err := s.UpdateStaff(ctx, 0, identity.Staff{ID: id + 1, Role: identity.RoleClerk}); !errors.Is(err, identity.ErrNotFound) {
		t.Errorf("update of nobody: %v", err)
	}
	if err := s.ResetStaff(ctx, id, id, []byte("another secret"), identity.Link{Hash: hash("new"), Kind: identity.LinkEnrol, StaffID: id,
		Expires: noon.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if a, err = s.AccountByID(ctx, id); err != nil || a.Enrolled || a.PasswordHash != "" || a.TOTPStep != 0 || string(a.TOTPSecret) != "another secret" {
		t.Errorf("reset account: %+v, %v", a, err)
	}
	list, err := s.StaffList(ctx)
	if err != nil || len(list) != 1 {
		t.Errorf("list: %v, %v", list, err)
	}
}

// TestOnceIsOnce lets many do at the same moment what may be done once.
func TestOnceIsOnce(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := addStaff(t, s, "bo@sef.example")
	once := func(what string, do func() (bool, error)) {
		var done atomic.Int32
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				ok, err := do()
				if err != nil && !errors.Is(err, identity.ErrSpent) {
					t.Errorf("%s: %v", what, err)
				}
				if ok {
					done.Add(1)
				}
			})
		}
		group.Wait()
		if n := done.Load(); n != 1 {
			t.Errorf("%s was done %d times", what, n)
		}
	}
	once("spending a link", func() (bool, error) {
		_, err := s.SpendLink(t.Context(), hash("link of bo@sef.example"), identity.LinkEnrol, noon)
		return err == nil, err
	})
	once("using a code", func() (bool, error) { return s.UseStep(t.Context(), id, 77, noon) })
}

func TestLoginFailuresAndSessions(t *testing.T) {
	t.Parallel()
	s := open(t)
	ctx := t.Context()
	for i, ok := range []bool{false, false, true, false} {
		if err := s.RecordAttempt(ctx, identity.Attempt{LoginHash: hash("asa"), Address: "192.0.2.1", OK: ok, At: noon.Add(time.Duration(i) * time.Second)}); err != nil {
			t.Fatal(err)
		}
	}
	if login, address, err := s.Failures(ctx, hash("asa"), "192.0.2.1", noon); err != nil || login != 1 || address != 3 {
		t.Errorf("failures = %d, %d, %v; want 1 since the success, 3 by address", login, address, err)
	}
	for _, data := range []string{"one", "two"} {
		if err := s.CommitCtx(ctx, "token", []byte(data), noon.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.CommitCtx(ctx, "ended", []byte{}, noon.Add(-time.Minute)); err != nil {
		t.Fatal(err)
	}
	if data, found, err := s.FindCtx(ctx, "token"); err != nil || !found || string(data) != "two" {
		t.Errorf("session: %q, %v, %v", data, found, err)
	}
	if _, found, err := s.FindCtx(ctx, "ended"); err != nil || found {
		t.Errorf("an ended session was found: %v, %v", found, err)
	}
	if err := s.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteCtx(ctx, "token"); err != nil {
		t.Fatal(err)
	}
	if _, found, _ := s.FindCtx(ctx, "token"); found {
		t.Error("a deleted session was found")
	}
}

func TestAccessLogIsAppendOnly(t *testing.T) {
	t.Parallel()
	s := open(t)
	if err := s.InTx(t.Context(), func(tx *store.Tx) error {
		return tx.LogAccess(t.Context(), store.Access{What: "case", Case: 7, Reason: "prov"})
	}); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{"UPDATE access_log SET reason = ''", "DELETE FROM access_log", "TRUNCATE access_log"} {
		if _, err := s.Pool().Exec(t.Context(), sql); err == nil {
			t.Errorf("the database let through: %s", sql)
		}
	}
}

func TestPreferences(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := addStaff(t, s, "kim@sef.example")
	want := identity.Preferences{Density: "large", Theme: "dark", KeysOff: true, Keys: map[string]string{"approve": "q"}}
	if err := s.SetPreferences(t.Context(), id, want); err != nil {
		t.Fatal(err)
	}
	if a, err := s.AccountByID(t.Context(), id); err != nil || !reflect.DeepEqual(a.Preferences, want) {
		t.Errorf("%+v, %v", a.Preferences, err)
	}
	if err := s.SetPreferences(t.Context(), id, identity.Preferences{Density: "giant"}); err == nil {
		t.Error("a density that is none was kept")
	}
	if err := s.SetPreferences(t.Context(), id+1, want); !errors.Is(err, identity.ErrNotFound) {
		t.Errorf("nobody's preferences: %v", err)
	}
}
