package templates

// helpTopics names the page of the handbook (docs/handbok) that F1 opens from
// each staff page: the task that is done there.
var helpTopics = map[string]string{
	"case.html":     "arende",
	"company.html":  "foretag",
	"control.html":  "kontroll",
	"divide.html":   "rader",
	"errand.html":   "nytt",
	"expected.html": "listor",
	"green.html":    "grona",
	"keying.html":   "registrera",
	"letters.html":  "brev",
	"list.html":     "listor",
	"lists.html":    "listor",
	"mailbox.html":  "brevlada",
	"member.html":   "foretag",
	"mentions.html": "arende",
	"month.html":    "listor",
	"ocr.html":      "rader",
	"outbox.html":   "utkorg",
	"overview.html": "oversikt",
	"queue.html":    "ko",
	"register.html": "register",
	"report.html":   "ratta",
	"returns.html":  "brev",
	"rows.html":     "rader",
	"scanner.html":  "installningar",
	"search.html":   "foretag",
	"settings.html": "installningar",
	"settle.html":   "kontroll",
	"sheet.html":    "registrera",
	"staff.html":    "personal",
	"texts.html":    "svara",
}

// Help is the address of a page's handbook; pages with no task of their own
// open the contents.
func Help(page string) string {
	if topic, ok := helpTopics[page]; ok {
		return "/handbok/" + topic
	}
	return "/handbok"
}
