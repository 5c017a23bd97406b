// Package kinds tells what a message is and asks for, by weighted evidence
// that a clerk can read.
//
//	headers, subject, new text ──┐
//	facts about rows and files ──┴─▶ Decide ─▶ Verdict{Kinds, FAQ, Evidence}
//
//	1. automatic?  a bounce, an automatic answer, a list: nothing else is asked
//	2. fees?       rows read, files announced, "samma som förra månaden"
//	3. errands     each sentence: which concepts stand in it, which rules they meet
//	4. nothing told? two sentences as one, then the weak rules over stems (weak.go),
//	   then a question on reporting; never in a member's mail, an advertisement
//	   or one that threatens an account
//	5. the kinds whose evidence weighs enough, the most important first
//	   (samples/README.md, rule 1); none: other
//
// The text is folded (small letters, no accents) and cut into sentences.
// concepts.go lists how writers say a thing ("inte fått", "kommit bort",
// "saknas"), rules.go which concepts together are evidence of what. A rule
// weighs 1 to 4; a kind needs Enough. What the words say about why a person is
// absent is never looked at (practice.md R21), and a text that gives orders to
// the reader is text like any other.
package kinds
