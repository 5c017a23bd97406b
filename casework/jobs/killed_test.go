package jobs_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/vault"
	"sef.se/kontakten/mailin/imapbox"
)

// pollerChild holds the setting of this binary when a test starts it again as a
// poller of its own.
const pollerChild = "JOBS_TEST_POLLER"

type childSetting struct {
	URL, Key, User string
	Port           int
}

// pollAsChild polls once. Its exit status tells whether it came to the end.
func pollAsChild(setting string) int {
	var s childSetting
	if err := json.Unmarshal([]byte(setting), &s); err != nil {
		return 3
	}
	ctx := context.Background()
	keys, err := vault.Load(s.Key)
	if err != nil {
		return 3
	}
	db, err := store.Open(ctx, s.URL, keys, time.Now)
	if err != nil {
		return 3
	}
	defer db.Close()
	fmt.Println("polling")
	server := config.Server{Host: "127.0.0.1", Port: s.Port, TLS: config.TLSNone, User: s.User, Password: "secret"}
	p := imapbox.Poller{Address: s.User, Keeper: db, Log: slog.New(slog.DiscardHandler),
		Dial: func(ctx context.Context) (*imapbox.Client, error) { return imapbox.Dial(ctx, server, nil) }}
	if r, err := p.Poll(ctx, folders()); err != nil || r.Busy {
		return 2
	}
	return 0
}

// TestPollerKilledAnywhere kills pollers with SIGKILL at random moments of their
// poll, until one comes to the end.
func TestPollerKilledAnywhere(t *testing.T) {
	t.Parallel()
	const mails = 400
	w := newWorld(t, "killed@sef.example")
	var sent [][]byte
	for n := range mails {
		sent = append(sent, request(n))
	}
	w.deliver(sent...)
	key := filepath.Join(t.TempDir(), "master.key")
	if err := vault.Create(key); err != nil {
		t.Fatal(err)
	}
	setting, err := json.Marshal(childSetting{URL: w.store.Pool().Config().ConnString(), Key: key, User: w.user, Port: servers.dovecot.IMAPPort})
	if err != nil {
		t.Fatal(err)
	}
	killed := 0
	for ended := false; !ended; {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), pollerChild+"="+string(setting))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 1)); err != nil {
			t.Fatalf("the poller did not start: %v", cmd.Wait())
		}
		// Later and later, so that the whole poll is covered and one ends.
		timer := time.AfterFunc(time.Duration(rand.IntN(10*killed+10))*time.Millisecond, func() { _ = cmd.Process.Kill() })
		err = cmd.Wait()
		ended = err == nil
		if timer.Stop(); !ended && cmd.ProcessState.ExitCode() == 3 {
			t.Fatal("the poller could not begin")
		}
		killed++
	}
	for what, sql := range map[string]string{
		"messages": "SELECT count(*) FROM message", "places": "SELECT count(*) FROM message_place",
		"sealed": "SELECT count(*) FROM vault_object JOIN vault_key ON object_id = id", "jobs": "SELECT count(*) FROM river_job WHERE kind = 'work_message'",
	} {
		if n := w.count(sql); n != mails {
			t.Errorf("after %d kills: %d %s, want %d", killed-1, n, what, mails)
		}
	}
}
