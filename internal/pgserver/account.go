package pgserver

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is whom the server runs as; nil stands for ourselves.
type account struct {
	name     string
	uid, gid int
}

// serverAccount chooses an unprivileged account where we are root, and checks
// that it can reach dir.
func serverAccount(dir string) (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, errors.New("PostgreSQL does not run as root, and there is neither an account postgres nor nobody: start as another user")
		}
	}
	uid, errUID := strconv.Atoi(u.Uid)
	gid, errGID := strconv.Atoi(u.Gid)
	if err := errors.Join(errUID, errGID); err != nil {
		return nil, fmt.Errorf("account %s: %w", u.Username, err)
	}
	for at := dir; at != "/"; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err != nil {
			return nil, fmt.Errorf("folder of the private PostgreSQL: %w", err)
		}
		owner, ok := info.Sys().(*syscall.Stat_t)
		if info.Mode()&0o001 == 0 && !(ok && int(owner.Uid) == uid) {
			return nil, fmt.Errorf("started by root, PostgreSQL runs as %s, who may not enter %s: choose another folder, such as one under /var/lib",
				u.Username, at)
		}
	}
	return &account{name: u.Username, uid: uid, gid: gid}, nil
}

// attributes of a child of this account. Its own process group keeps the
// terminal's Ctrl-C from it: we stop it ourselves, in order.
func (a *account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if a != nil {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return attr
}

// own hands a folder to the account.
func (a *account) own(dir string) error {
	if a == nil {
		return nil
	}
	return os.Chown(dir, a.uid, a.gid)
}
