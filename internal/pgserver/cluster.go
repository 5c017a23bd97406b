package pgserver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// socketPathLimit is what the kernel takes for the path of a unix socket.
const socketPathLimit = 107

// initialise makes the cluster where the data folder is new and returns the
// folder of the programs that fit it.
func (s *Server) initialise(ctx context.Context, as *account, throwaway bool) (string, error) {
	version, err := os.ReadFile(filepath.Join(s.data, "PG_VERSION"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("read the cluster's version: %w", err)
	}
	major := strings.TrimSpace(string(version))
	programs, err := Programs(major)
	if err != nil || major != "" {
		return programs, err
	}
	return programs, makeCluster(ctx, programs, s.data, as, throwaway)
}

// makeCluster runs initdb beside the data folder and renames, so that an
// interrupted initdb never looks like a cluster.
func makeCluster(ctx context.Context, programs, data string, as *account, throwaway bool) error {
	fresh := data + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return fmt.Errorf("clear half-made cluster: %w", err)
	}
	if err := os.Mkdir(fresh, 0o700); err != nil {
		return fmt.Errorf("create data folder: %w", err)
	}
	if err := as.own(fresh); err != nil {
		return fmt.Errorf("give the data folder to %s: %w", as.name, err)
	}
	args := []string{"-D", fresh, "-U", superuser, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"}
	if throwaway {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(programs, "initdb"), args...)
	cmd.Dir = "/"
	cmd.SysProcAttr = as.attributes()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb in %s: %w: %s", fresh, err, strings.TrimSpace(string(out)))
	}
	if err := os.Rename(fresh, data); err != nil {
		return fmt.Errorf("put the new cluster in place: %w", err)
	}
	return nil
}

// makeSocketFolder makes the closed folder of the socket, a short temporary one
// where the path in dir would be longer than the kernel takes.
func (s *Server) makeSocketFolder(dir string, as *account) error {
	s.socket = filepath.Join(dir, "s")
	if len(filepath.Join(s.socket, ".s.PGSQL.5432.lock")) > socketPathLimit {
		short, err := os.MkdirTemp("", "kontakten-pg-")
		if err != nil {
			return fmt.Errorf("create socket folder: %w", err)
		}
		s.socket, s.socketTemporary = short, true
	}
	if err := os.MkdirAll(s.socket, 0o700); err != nil {
		return fmt.Errorf("create socket folder: %w", err)
	}
	if err := as.own(s.socket); err != nil {
		return fmt.Errorf("give the socket folder to %s: %w", as.name, err)
	}
	return nil
}
