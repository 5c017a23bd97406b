package queuebook

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// live is the condition of the partial indexes: it must stand in the queries as it stands there.
func live(c string) string { return c + ".state IN ('new', 'open', 'waiting', 'aside')" }

// conditions writes what a filter means, for a case under some alias.
type conditions struct {
	filter casework.QueueFilter
	by     casework.Actor
	today  register.Date
	now    time.Time
}

// view is what a view means.
func (w conditions) view(v casework.QueueView, c string, args *arguments) (string, error) {
	switch v {
	case casework.ViewLive:
		return live(c), nil
	case casework.ViewNew, casework.ViewWaiting, casework.ViewAside:
		return live(c) + " AND " + c + ".state = " + args.add(string(v)), nil
	case casework.ViewMine:
		return live(c) + " AND " + c + ".holder_id = " + args.add(w.by.ID), nil
	case casework.ViewReplied:
		return live(c) + " AND " + c + ".replied_at IS NOT NULL", nil
	case casework.ViewLate:
		return live(c) + " AND " + c + ".due_on < " + args.add(registry.DateColumn(w.today)), nil
	case casework.ViewDue:
		return c + ".state = 'waiting' AND " + c + ".waiting_until <= " + args.add(registry.DateColumn(w.today)), nil
	case casework.ViewSecond:
		// Requests are few: they lead, and the cases follow.
		return live(c) + " AND " + c + ".id IN (SELECT q.case_id FROM decision_request q WHERE q.settled_at IS NULL)", nil
	case casework.ViewDone:
		return c + ".state IN ('decided', 'closed')", nil
	case casework.ViewKeySecond, casework.ViewDiffers:
		return "false", nil // they hold lists
	}
	return "", casework.Refuse(casework.Invalid, "Vyn finns inte.")
}

// where is the whole filter but its place in the order.
func (w conditions) where(c string, args *arguments) (string, error) {
	f := w.filter
	view, err := w.view(f.View, c, args)
	if err != nil {
		return "", err
	}
	where := []string{view}
	add := func(condition string, v any) { where = append(where, c+"."+condition+args.add(v)) }
	if f.Kind != "" {
		add("kind = ", f.Kind)
	}
	if f.Company != 0 {
		add("company_id = ", f.Company)
	}
	if !f.Period.IsZero() {
		where = append(where, "coalesce("+c+".period, '9999-12-01') = "+args.add(monthColumn(f.Period)))
	}
	if f.Flag != "" {
		add("flags @> ", []string{f.Flag})
	}
	if f.Tag != "" {
		where = append(where, "EXISTS (SELECT FROM case_tag g WHERE g.case_id = "+c+".id AND g.tag = "+args.add(f.Tag)+")")
	}
	if f.Holder != 0 {
		where = append(where, "coalesce("+c+".holder_id, 0) = "+args.add(f.Holder))
	}
	if f.Days > 0 {
		add("opened_at < ", w.now.AddDate(0, 0, -f.Days))
	}
	if len(f.Only) > 0 {
		add("id = ANY", f.Only)
		where[len(where)-1] = c + ".id = ANY(" + "$" + strconv.Itoa(len(*args)) + ")"
	}
	if !w.by.Protected && (f.Company != 0 || f.Flag != "" || f.Tag != "" || !f.Period.IsZero()) {
		// What a restricted case is about must not be found out by filtering (R8).
		where = append(where, "NOT "+c+".restricted")
	}
	return strings.Join(where, " AND "), nil
}

// order is how a view is sorted: a column or expression that an index holds, then the age.
type order struct {
	key        string // with % for the alias; "" for the age alone
	descending bool
}

func orderOf(f casework.QueueFilter) (order, error) {
	if f.Newest {
		f.Order = casework.OrderNewest
	}
	switch f.Order {
	case casework.OrderOldest:
		return order{}, nil
	case casework.OrderNewest:
		return order{descending: true}, nil
	case casework.OrderDue:
		return order{key: "%.due_on"}, nil
	case casework.OrderCompany:
		return order{key: "%.sort_name"}, nil
	case casework.OrderPeriod:
		return order{key: "coalesce(%.period, '9999-12-01')"}, nil
	case casework.OrderKind:
		return order{key: "%.kind"}, nil
	case casework.OrderHolder:
		return order{key: "coalesce(%.holder_id, 0)"}, nil
	}
	return order{}, casework.Refuse(casework.Invalid, "Ordningen finns inte.")
}

// columns are the key of a row under an alias.
func (o order) columns(c string) string {
	age := c + ".opened_at, " + c + ".id"
	if o.key == "" {
		return age
	}
	return strings.ReplaceAll(o.key, "%", c) + ", " + age
}

func (o order) by(c string) string {
	if o.descending {
		return strings.ReplaceAll(o.columns(c), ",", " DESC,") + " DESC"
	}
	return o.columns(c)
}

func (o order) after() string {
	if o.descending {
		return " < "
	}
	return " > "
}

func cursor(at time.Time, id casework.CaseID) string { return fmt.Sprintf("%d.%d", at.UnixMicro(), id) }

// start is the condition that a page begins after the row of its cursor. The key of an order is
// read from that row itself: an address carries no company's name.
func (b *Book) start(ctx context.Context, o order, after string, args *arguments) (string, error) {
	at, id, ok := strings.Cut(after, ".")
	micro, err := strconv.ParseInt(at, 10, 64)
	n, err2 := strconv.ParseInt(id, 10, 64)
	if !ok || errors.Join(err, err2) != nil {
		return "", casework.Refuse(casework.Invalid, "Adressen till nästa sida är fel. Börja om från kön.")
	}
	age := args.add(time.UnixMicro(micro)) + ", " + args.add(n) + ")"
	if o.key == "" {
		return "(" + o.columns("c") + ")" + o.after() + "(" + age, nil
	}
	var key any
	err = b.store.Pool().QueryRow(ctx, "SELECT "+strings.ReplaceAll(o.key, "%", "c")+" FROM case_file c WHERE c.id = $1", n).Scan(&key)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", casework.Refuse(casework.Invalid, "Ärendet som sidan börjar efter finns inte. Börja om från kön.")
	}
	if err != nil {
		return "", fmt.Errorf("queue after case %d: %w", n, err)
	}
	return "(" + o.columns("c") + ")" + o.after() + "(" + args.add(key) + ", " + age, nil
}

func monthColumn(p register.Period) any {
	if p.IsZero() {
		return nil
	}
	return time.Date(p.Year, p.Month, 1, 0, 0, 0, 0, time.UTC)
}
