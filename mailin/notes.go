package mailin

import (
	"fmt"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/message"
	"sef.se/kontakten/mailin/underlag"
)

// noteFiles makes findings of what the readers of the files saw: files that gave nothing, members of archives that did
// not, and what a clerk should know of those that were read. Only fee data raises the contract's flag; other mail has
// the sentence alone.
func (w *work) noteFiles(fees bool) {
	var unread, cut, aside []string
	for i, e := range w.extractions {
		at := fmt.Sprintf("Bilaga %d", i+1)
		switch {
		case e.Problem == underlag.None:
			for _, m := range lost(e.Files, "") {
				unread = append(unread, at+", "+m)
			}
		case w.content.files[i].image && len(w.reading.Draft.Rows) > 0:
		case !fees && (e.Problem == underlag.ImageOnly || e.Problem == underlag.NoReader):
		default:
			unread = append(unread, at+": "+underlag.WhyUnread(e.Problem, e.Notes))
		}
		w.noteRows(e.Document, i+1)
		for _, n := range notesOf(e.Document) {
			if text := at + ": " + n.Text; n.Code == underlag.NoteCut || n.Code == underlag.NoteFormula || n.Code == underlag.NotePageUnread {
				cut = append(cut, text)
			} else {
				aside = append(aside, text)
			}
		}
	}
	for _, p := range w.message.Problems {
		switch says := partsLost[p]; p {
		case message.ProblemTooDeep, message.ProblemTooManyParts:
			cut = append(cut, says)
		case message.ProblemHeaderTooLong, message.ProblemTransfer:
			aside = append(aside, says)
		}
	}
	if len(unread) > 0 && fees {
		w.find(FlagAttachmentUnreadable, avgiftslista.Error, sentences(unread))
	} else if len(unread) > 0 {
		w.remark(FlagAttachmentUnreadable, avgiftslista.WholeDraft, avgiftslista.Hint, sentences(unread))
	}
	if len(cut) > 0 {
		w.remark("file_partly_read", avgiftslista.WholeDraft, avgiftslista.Warning, sentences(cut))
	}
	if len(aside) > 0 {
		w.remark("file_notes", avgiftslista.WholeDraft, avgiftslista.Hint, sentences(aside))
	}
}

// partsLost says what of a message was left out when it was split.
var partsLost = map[message.Problem]string{
	message.ProblemTooDeep:       "Brevet har delar som ligger djupare i varandra än vad som läses; de är inte med.",
	message.ProblemTooManyParts:  "Brevet har fler delar än vad som läses; resten är inte med.",
	message.ProblemHeaderTooLong: "Brevhuvudet är längre än vad som läses; resten av det är inte med.",
	message.ProblemTransfer:      "En del av brevet är skadad på vägen.",
}

// sentences joins what is said of several files; a hundred bad files are told by the first of them.
func sentences(all []string) string {
	const most = 5
	all = slices.Compact(all)
	if more := len(all) - most; more > 0 {
		all = append(slices.Clip(all[:most]), fmt.Sprintf("Och %d till.", more))
	}
	return strings.Join(all, " ")
}

// lost names the members of an archive that may hold fees and could not be read; a picture or program beside them is
// none of these.
func lost(files []underlag.Document, within string) []string {
	var out []string
	for _, f := range files {
		name := within + f.Name
		switch f.Problem {
		case underlag.None:
			out = append(out, lost(f.Files, name+"/")...)
		case underlag.ImageOnly, underlag.NoReader:
		default:
			out = append(out, fmt.Sprintf("”%s”: %s", name, underlag.WhyUnread(f.Problem, f.Notes)))
		}
	}
	return out
}

// notesOf gives the remarks on a file that was read, and on its members, but for those on single rows.
func notesOf(doc underlag.Document) []underlag.Note {
	if doc.Problem != underlag.None {
		return nil
	}
	out := slices.DeleteFunc(slices.Clone(doc.Notes), func(n underlag.Note) bool { return n.Code == underlag.NoteDiffer })
	for _, f := range doc.Files {
		out = append(out, notesOf(f)...)
	}
	return out
}

// noteRows warns of the rows on which the two readers of a PDF do not agree.
func (w *work) noteRows(doc underlag.Document, attachment int) {
	for _, n := range doc.Notes {
		if n.Code != underlag.NoteDiffer {
			continue
		}
		for i, row := range w.reading.Draft.Rows {
			if p := row.Place; p.Attachment == attachment && p.Page == n.Page && p.Line == n.Line {
				w.remark(n.Code, i, avgiftslista.Warning, n.Text)
			}
		}
	}
	for _, f := range doc.Files {
		w.noteRows(f, attachment)
	}
}

// remark adds a finding that has no flag of the contract.
func (w *work) remark(code string, row int, severity avgiftslista.Severity, text string) {
	w.reading.Findings = append(w.reading.Findings, avgiftslista.Finding{Code: code, Row: row, Severity: severity, Text: text})
}
