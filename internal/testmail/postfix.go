package testmail

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"text/template"
)

// Postfix is a running SMTP server that takes every recipient and hands all mail
// to a Dovecot.
type Postfix struct {
	Port    int
	process *process
}

// StartPostfix starts a Postfix of its own, which needs root.
func StartPostfix(behind *Dovecot) (*Postfix, error) {
	if os.Geteuid() != 0 {
		return nil, errors.New("postfix: it can only be started by root")
	}
	dir, err := newFolder("postfix")
	if err != nil {
		return nil, fmt.Errorf("postfix: %w", err)
	}
	p, err := startPostfix(dir, behind)
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, fmt.Errorf("postfix: %w", err)
	}
	return p, nil
}

func startPostfix(dir string, behind *Dovecot) (*Postfix, error) {
	ports, err := freePorts(1)
	if err != nil {
		return nil, err
	}
	if err := postfixFolders(dir); err != nil {
		return nil, err
	}
	for name, tmpl := range map[string]*template.Template{"main.cf": postfixMain, "master.cf": postfixMaster} {
		var text bytes.Buffer
		if err := tmpl.Execute(&text, map[string]any{"Dir": dir, "Port": ports[0], "LMTP": behind.LMTPPort}); err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, "etc", name), text.Bytes(), 0o644); err != nil {
			return nil, err
		}
	}
	// master itself: `postfix start` takes two seconds more.
	program, err := find("master")
	if err != nil {
		return nil, err
	}
	p := &Postfix{Port: ports[0]}
	p.process, err = run(dir, p.Port, program, "-c", filepath.Join(dir, "etc"), "-d")
	return p, err
}

// postfixFolders makes the queue's folders with the owners that Postfix demands.
func postfixFolders(dir string) error {
	postfix, err := user.Lookup("postfix")
	if err != nil {
		return err
	}
	drop, err := user.LookupGroup("postdrop")
	if err != nil {
		return err
	}
	uid, errUID := strconv.Atoi(postfix.Uid)
	gid, errGID := strconv.Atoi(drop.Gid)
	if err := errors.Join(errUID, errGID); err != nil {
		return err
	}
	errs := []error{os.Mkdir(filepath.Join(dir, "etc"), 0o755), os.Mkdir(filepath.Join(dir, "queue"), 0o755),
		os.Mkdir(filepath.Join(dir, "data"), 0o755), os.Chown(filepath.Join(dir, "data"), uid, -1)}
	for _, name := range []string{"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace",
		"maildrop", "public", "pid"} {
		path := filepath.Join(dir, "queue", name)
		errs = append(errs, os.Mkdir(path, 0o700))
		switch name {
		case "pid":
			errs = append(errs, os.Chmod(path, 0o755))
		case "maildrop":
			errs = append(errs, os.Chown(path, uid, gid), os.Chmod(path, 0o730))
		case "public":
			errs = append(errs, os.Chown(path, uid, gid), os.Chmod(path, 0o710))
		default:
			errs = append(errs, os.Chown(path, uid, -1))
		}
	}
	return errors.Join(errs...)
}

var postfixMain = template.Must(template.New("main.cf").Parse(`compatibility_level = 3.6
queue_directory = {{.Dir}}/queue
data_directory = {{.Dir}}/data
maillog_file = {{.Dir}}/postfix.log
maillog_file_prefixes = {{.Dir}}
myhostname = mail.test
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = static:all
virtual_transport = lmtp:inet:127.0.0.1:{{.LMTP}}
smtpd_relay_restrictions = permit_mynetworks, reject
disable_dns_lookups = yes
smtpd_peername_lookup = no
smtp_tls_security_level = none
smtpd_use_tls = no
`))

var postfixMaster = template.Must(template.New("master.cf").Parse(`127.0.0.1:{{.Port}} inet n - n - - smtpd
postlog   unix-dgram n - n - 1 postlogd
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
relay     unix - - n - - smtp
showq     unix n - n - - showq
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
lmtp      unix - - n - - lmtp
virtual   unix - n n - - virtual
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
tlsmgr    unix - - n 1000? 1 tlsmgr
`))

// Stop ends the server and drops what lies in its queue.
func (p *Postfix) Stop() { p.process.stop() }
