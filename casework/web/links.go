package web

import (
	"maps"
	"net/url"
	"strconv"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/queuepage"
	"sef.se/kontakten/casework/web/shell"
)

// queueRow is a line of the queue, which other pages show too.
type queueRow = queuepage.Row

func rowOf(c casework.QueueRow, now time.Time) queueRow { return queuepage.RowOf(c, now) }

// queryWith is shell.QueryWith from the first page on.
func queryWith(q url.Values, key, value string) string {
	next := url.Values{}
	maps.Copy(next, q)
	next.Del("efter")
	return shell.QueryWith(next, key, value)
}

func caseHref(id casework.CaseID) string { return "/arende/" + strconv.FormatInt(int64(id), 10) }

func companyHref(customer int) string { return "/foretag/" + strconv.Itoa(customer) }
