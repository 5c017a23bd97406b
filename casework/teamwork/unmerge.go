package teamwork

import (
	"time"

	"sef.se/kontakten/casework"
)

// EventUnmerged says in both histories that a merge was undone.
const EventUnmerged casework.EventKind = "unmerged"

// Unmerge undoes the merge of a case into this one: it is a case of its own again and stands as it
// did, with its mails. It keeps its own rows, tags, links and draft while it is merged, so they are
// there; what came into this case since, stays in it. It is no arrow of [casework.CaseArrows],
// because nothing that is done to a merged case itself may wake it.
type Unmerge struct{ From casework.CaseID }

// Valid wants the other case.
func (d Unmerge) Valid() error {
	if d.From == 0 {
		return casework.Refuse(casework.Invalid, "Välj vilket ärende som ska delas ut igen.")
	}
	return nil
}

// Leads nowhere: it is the other case that moves.
func (d Unmerge) Leads() casework.CaseState { return "" }

// Merged is a case that was merged into another and still is.
type Merged struct {
	Case  casework.CaseID
	Kinds []string
	By    string
	At    time.Time
	Hold  string // Swedish: why it cannot be undone, "" where it can
}

// Hold says why a merge stays once a decision of a kind has been taken after it: the company, the
// ledger or another case then builds on both; "" for what does not hold it. The kinds are those of
// decided_after in the database.
func Hold(kind casework.EventKind) string {
	done, ok := map[casework.EventKind]string{
		casework.EventApproved: "en redovisning bokförts", casework.EventDuplicate: "ärendet avslutats som dubblett", casework.EventAnnulled: "en redovisning makulerats",
		casework.EventRequested: "ett beslut lämnats till en andra person", casework.EventRejected: "ärendet avvisats", casework.EventReplied: "företaget fått svar",
		casework.EventCredentials: "inloggning beställts", casework.EventChannel: "företagets kanal bytts", casework.EventContact: "en kontaktperson ändrats",
		casework.EventListAgain: "en lista skickats igen", EventRespite: "anstånd getts", casework.EventDivided: "raderna delats på flera ärenden",
		EventSplit: "en del brutits ut", casework.EventMemberErrand: "mejlen lämnats vidare", casework.EventNotOurs: "mejlen lämnats vidare",
	}[kind]
	switch {
	case kind == "":
		return ""
	case !ok:
		done = "något beslutats"
	}
	return "Det går inte att dela upp igen: efter sammanslagningen har " + done + "."
}
