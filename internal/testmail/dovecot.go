package testmail

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"

	"github.com/emersion/go-smtp"

	"sef.se/kontakten/internal/config"
)

// Dovecot is a running IMAP and LMTP server.
type Dovecot struct {
	IMAPPort  int // plain and STARTTLS
	IMAPSPort int
	LMTPPort  int
	CAFile    string // PEM: the authority of its certificate for "localhost"

	process *process
	conf    string
}

// StartDovecot starts a Dovecot of its own.
func StartDovecot() (*Dovecot, error) {
	dir, err := newFolder("dovecot")
	if err != nil {
		return nil, fmt.Errorf("dovecot: %w", err)
	}
	d, err := startDovecot(dir)
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, fmt.Errorf("dovecot: %w", err)
	}
	return d, nil
}

func startDovecot(dir string) (*Dovecot, error) {
	program, err := find("dovecot")
	if err != nil {
		return nil, err
	}
	ports, err := freePorts(3)
	if err != nil {
		return nil, err
	}
	d := &Dovecot{IMAPPort: ports[0], IMAPSPort: ports[1], LMTPPort: ports[2],
		CAFile: filepath.Join(dir, "ca.pem"), conf: filepath.Join(dir, "dovecot.conf")}
	if err := writeCertificate(dir); err != nil {
		return nil, err
	}
	if err := d.configure(dir); err != nil {
		return nil, err
	}
	if d.process, err = run(dir, d.IMAPPort, program, "-F", "-c", d.conf); err != nil {
		return nil, err
	}
	return d, nil
}

// configure writes the configuration, for root (all of Dovecot as nobody) as for
// a plain user (all as that user).
func (d *Dovecot) configure(dir string) error {
	account := "nobody"
	if os.Geteuid() != 0 {
		me, err := user.Current()
		if err != nil {
			return err
		}
		account = me.Username
	}
	u, err := user.Lookup(account)
	if err != nil {
		return err
	}
	group, err := user.LookupGroupId(u.Gid)
	if err != nil {
		return err
	}
	for _, name := range []string{"run", "state", "mail"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			return err
		}
	}
	if os.Geteuid() == 0 {
		uid, errUID := strconv.Atoi(u.Uid)
		gid, errGID := strconv.Atoi(u.Gid)
		if err := errors.Join(errUID, errGID, os.Chown(filepath.Join(dir, "mail"), uid, gid)); err != nil {
			return err
		}
	}
	var conf bytes.Buffer
	if err := dovecotConf.Execute(&conf, map[string]any{"Dir": dir, "User": account, "Group": group.Name,
		"IMAP": d.IMAPPort, "IMAPS": d.IMAPSPort, "LMTP": d.LMTPPort}); err != nil {
		return err
	}
	return os.WriteFile(d.conf, conf.Bytes(), 0o644)
}

var dovecotConf = template.Must(template.New("dovecot.conf").Parse(`
base_dir = {{.Dir}}/run
state_dir = {{.Dir}}/state
log_path = {{.Dir}}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {{.User}}
default_internal_group = {{.Group}}
default_login_user = {{.User}}
ssl = yes
ssl_cert = <{{.Dir}}/server.pem
ssl_key = <{{.Dir}}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{{.Dir}}/mail/%u
mail_fsync = never
first_valid_uid = 0
mail_max_userip_connections = 50
namespace inbox {
  inbox = yes
  separator = /
}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid={{.User}} gid={{.Group}} home={{.Dir}}/mail/%u allow_all_users=yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = {{.IMAP}}
  }
  inet_listener imaps {
    port = {{.IMAPS}}
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service lmtp {
  chroot =
  inet_listener lmtp {
    address = 127.0.0.1
    port = {{.LMTP}}
  }
}
service imap {
  vsz_limit = 1G
}
`))

// Server is how a client reaches the mailbox of user, without TLS.
func (d *Dovecot) Server(user string) config.Server {
	return config.Server{Host: "127.0.0.1", Port: d.IMAPPort, TLS: config.TLSNone, User: user, Password: "secret"}
}

// MailDir is the folder of the mailbox on disk (Maildir).
func (d *Dovecot) MailDir(user string) string { return filepath.Join(d.process.dir, "mail", user) }

// Deliver puts messages into the inbox of user, by LMTP, in this order.
func (d *Dovecot) Deliver(user string, messages ...[]byte) error {
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", d.LMTPPort))
	if err != nil {
		return fmt.Errorf("deliver to %s: %w", user, err)
	}
	client := smtp.NewClientLMTP(conn)
	defer client.Close()
	for _, message := range messages {
		if err := deliver(client, user, message); err != nil {
			return fmt.Errorf("deliver to %s: %w", user, err)
		}
	}
	return client.Quit()
}

func deliver(client *smtp.Client, user string, message []byte) error {
	if err := client.Mail("sender@company.example", nil); err != nil {
		return err
	}
	if err := client.Rcpt(user, nil); err != nil {
		return err
	}
	w, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(message); err != nil {
		return err
	}
	return w.Close()
}

// Doveadm does to a mailbox what a colleague or administrator would, such as
// ("flags", "add", "-u", user, `\Seen`, "mailbox", "INBOX", "all").
func (d *Dovecot) Doveadm(args ...string) (string, error) {
	out, err := exec.Command("doveadm", append([]string{"-c", d.conf}, args...)...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("doveadm %s: %w: %s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

// Stop ends the server and removes its mail.
func (d *Dovecot) Stop() { d.process.stop() }

// find finds a server's program, which Debian keeps off a plain user's PATH.
func find(program string) (string, error) {
	if path, err := exec.LookPath(program); err == nil {
		return path, nil
	}
	for _, dir := range []string{"/usr/sbin", "/usr/local/sbin", "/usr/lib/postfix/sbin"} {
		path := filepath.Join(dir, program)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s is not installed: apt-get install dovecot-imapd dovecot-lmtpd postfix", program)
}
