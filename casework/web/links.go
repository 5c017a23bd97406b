package web

import (
	"net/url"
	"strconv"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/queuepage"
)

// queueRow is a line of the queue, which other pages show too.
type queueRow = queuepage.Row

func rowOf(c casework.QueueRow, now time.Time) queueRow { return queuepage.RowOf(c, now) }

// queryWith is the query with one value set, or removed where it is "".
func queryWith(q url.Values, key, value string) string {
	next := url.Values{}
	for k, v := range q {
		next[k] = v
	}
	next.Del("efter")
	if value == "" {
		next.Del(key)
	} else {
		next.Set(key, value)
	}
	if len(next) == 0 {
		return ""
	}
	return "?" + next.Encode()
}

func caseHref(id casework.CaseID) string { return "/arende/" + strconv.FormatInt(int64(id), 10) }

func companyHref(customer int) string { return "/foretag/" + strconv.Itoa(customer) }
