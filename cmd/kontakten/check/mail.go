package check

import (
	"context"
	"strings"
	"time"

	"sef.se/kontakten/casework/mailout"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/mailtoken"
	"sef.se/kontakten/mailin/imapbox"
)

// certificateWarning is how long before its end a certificate is spoken of (practice.md R24).
const certificateWarning = 30 * 24 * time.Hour

// mailbox logs in as the poller does and opens each folder without touching it.
func (c *checker) mailbox(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	server := c.cfg.IMAP.Server
	tokens, ok := c.tokens("mailbox", server)
	if !ok {
		return
	}
	client, err := imapbox.Dial(ctx, server, imapbox.Token(tokens))
	if err != nil {
		c.fail("mailbox", "%s on %s:%d: %s", server.User, server.Host, server.Port, Reason(err))
		return
	}
	defer client.Close()
	c.ok("mailbox", "%s on %s:%d, %s, mail since %s", server.User, server.Host, server.Port, loginWord(server), c.cfg.IMAP.FromDay)
	if !client.CanMove() && c.cfg.Mode != config.ModeShadow {
		c.fail("mailbox", "the server cannot MOVE messages (RFC 6851); ask its owner, or use another")
	}
	c.folders(ctx, client)
}

// folderRule says what the program does in a folder.
type folderRule struct {
	name, rule string
	made       bool // the program makes it when it first needs it
}

// folders says what may happen in each folder (practice.md R5).
func (c *checker) folders(ctx context.Context, client *imapbox.Client) {
	m, f := c.cfg.IMAP, c.cfg.IMAP.Folders
	rules := []folderRule{
		{m.Mailbox, "read; only what has become an employer's case is moved out; unread marks stay; never emptied", false},
		{f.Handled, "filled by the program; may be emptied by a rule", true},
		{f.Intake, "read; what colleagues put here becomes a case and is moved out; never emptied", false},
		{f.Member, "filled on a clerk's \"Medlemsärende\"; never emptied", true},
		{f.NotOurs, "filled on a clerk's \"Inte vårt\"; never emptied", true},
		{f.Sent, "only read", false},
	}
	names := make([]string, 0, len(rules))
	for _, r := range rules {
		if r.name != "" {
			names = append(names, r.name)
		}
	}
	found := client.Check(ctx, names)
	for _, r := range rules {
		switch err := found[r.name]; {
		case r.name == "":
		case err == nil:
			c.note("  folder", "%q: %s", r.name, r.ruleIn(c.cfg.Mode))
		case r.made:
			c.note("  folder", "%q: not there yet, made when it is first needed: %s", r.name, r.ruleIn(c.cfg.Mode))
		default:
			c.fail("  folder", "%q: missing or not open to us (%s); make it in the mailbox, or correct [imap.folders]", r.name, err)
		}
	}
}

func (r folderRule) ruleIn(mode config.Mode) string {
	if mode == config.ModeShadow {
		return "mode shadow: nothing is moved or marked"
	}
	return r.rule
}

// mailOut logs in as the outbox does.
func (c *checker) mailOut(ctx context.Context) {
	if c.cfg.Mode == config.ModeShadow {
		c.note("mail out", "mode shadow: nothing is sent, the server is not asked")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	server := c.cfg.SMTP.Server
	tokens, ok := c.tokens("mail out", server)
	if !ok {
		return
	}
	sender, err := mailout.New(c.cfg.SMTP, mailout.Token(tokens), c.Now)
	if err == nil {
		err = sender.Check(ctx)
	}
	if err != nil {
		c.fail("mail out", "%s:%d: %s", server.Host, server.Port, Reason(err))
		return
	}
	who := "without a login (relay)"
	if !c.cfg.SMTP.Relay() {
		who = server.User + ", " + loginWord(server)
	}
	c.ok("mail out", "%s on %s:%d, from %s, %d a minute", who, server.Host, server.Port, c.cfg.SMTP.From, c.cfg.SMTP.PerMinute)
	if c.cfg.Mode == config.ModeTest {
		c.note("mail out", "mode test: sent only to %s", allowWord(c.cfg.SMTP.AllowList))
	}
}

// tokens prepares the login by token, gets one, and says which application it is and how long its certificate lasts.
func (c *checker) tokens(what string, server config.Server) (func(context.Context) (string, error), bool) {
	o := server.OAuth2
	if !o.Used() {
		return nil, true
	}
	source, certificate, err := mailtoken.Of(o, c.Now)
	if err != nil {
		c.fail(what, "%s", Reason(err))
		return nil, false
	}
	c.note(what, "tenant %s, application %s, scope %s", o.Tenant, o.ClientID, o.Scope)
	if certificate != nil {
		c.certificate(what, certificate)
	}
	return source.Token, true
}

func (c *checker) certificate(what string, certificate *mailtoken.Certificate) {
	left := certificate.Ends().Sub(c.Now())
	days := int(left / (24 * time.Hour))
	switch day := certificate.Ends().Format("2006-01-02"); {
	case left <= 0:
		c.fail(what, "the application's certificate ended on %s; make a new one and upload it (docs/exchange-online.md, step 1)", day)
	case left < certificateWarning:
		c.note(what, "WARNING: the application's certificate ends on %s, in %d days; make a new one and upload it before", day, days)
	default:
		c.note(what, "certificate ends on %s, in %d days", day, days)
	}
}

func loginWord(server config.Server) string {
	if server.OAuth2.Used() {
		return "by token (XOAUTH2)"
	}
	return "by password"
}

func allowWord(list []string) string {
	if len(list) == 0 {
		return "nobody (smtp.allow_list is empty)"
	}
	return strings.Join(list, ", ")
}
