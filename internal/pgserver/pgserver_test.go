package pgserver_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/internal/pgserver"
)

// childDir names the folder on which this binary, started again by a test, runs a
// server until it is killed.
const childDir = "PGSERVER_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		s, err := pgserver.Start(context.Background(), pgserver.Options{Dir: dir, Throwaway: true})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("ready")
		<-s.Done()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// folder gives a folder that the server's account may enter, also under root.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "pgserver-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func start(t *testing.T, dir string) *pgserver.Server {
	t.Helper()
	s, err := pgserver.Start(t.Context(), pgserver.Options{Dir: dir, Throwaway: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func query(t *testing.T, s *pgserver.Server, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.URL("kontakten"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var answer string
	if err := conn.QueryRow(t.Context(), sql).Scan(&answer); err != nil && !errors.Is(err, pgx.ErrNoRows) {
		t.Fatal(err)
	}
	return answer
}

func TestStartKeepsDataAndTakesNoNetwork(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s, err := pgserver.Start(t.Context(), pgserver.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.EnsureDatabase(t.Context(), "kontakten"); err != nil {
			t.Fatal(err)
		}
	}
	query(t, s, "CREATE TABLE kept AS SELECT 'yes' AS answer")
	if got := query(t, s, "SELECT current_setting('listen_addresses') || current_setting('fsync')"); got != "on" {
		t.Errorf("listen_addresses and fsync: %q, want none and on", got)
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if got := query(t, start(t, dir), "SELECT answer FROM kept"); got != "yes" {
		t.Errorf("after a restart: %q", got)
	}
}

func TestSecondProgramIsRefused(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	start(t, dir)
	_, err := pgserver.Start(t.Context(), pgserver.Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "in use by another kontakten (process "+strconv.Itoa(os.Getpid())+")") {
		t.Errorf("second start: %v", err)
	}
}

// TestParentKilled kills a program that holds a server: nothing stays that would
// stop the next start.
func TestParentKilled(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("child says %q, %v", line, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	began := time.Now()
	s := start(t, dir)
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("the next start took %s", took)
	}
	if err := s.EnsureDatabase(t.Context(), "kontakten"); err != nil {
		t.Error(err)
	}
}

// TestStalePidFile leaves a postmaster.pid whose number now belongs to another
// program: ours.
func TestStalePidFile(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s, err := pgserver.Start(t.Context(), pgserver.Options{Dir: dir, Throwaway: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	stale := fmt.Sprintf("%d\n%s/data\n", os.Getpid(), dir)
	if err := os.WriteFile(filepath.Join(dir, "data", "postmaster.pid"), []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, dir)
}

func TestDeepFolder(t *testing.T) {
	t.Parallel()
	root := folder(t)
	dir := filepath.Join(root, strings.Repeat("långt/", 20))
	s := start(t, dir)
	if err := s.EnsureDatabase(t.Context(), "kontakten"); err != nil {
		t.Errorf("a folder whose socket path would be too long: %v", err)
	}
}

func TestInterruptedInitdbIsNoCluster(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := os.MkdirAll(filepath.Join(dir, "data.new", "base"), 0o700); err != nil {
		t.Fatal(err)
	}
	start(t, dir)
}

func TestClosedFolderUnderRoot(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		return // the server runs as ourselves: there is no other account to keep out
	}
	dir := folder(t)
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := pgserver.Start(t.Context(), pgserver.Options{Dir: filepath.Join(dir, "pg")})
	if err == nil || !strings.Contains(err.Error(), "may not enter "+dir) {
		t.Errorf("start in a closed folder: %v", err)
	}
}
