// Package authresult reads what the receiving mail server found out about a message's sender: SPF, DKIM, DMARC and
// Exchange's compauth, from Authentication-Results fields (RFC 8601).
//
// Anybody can write such a field into the mail that they send. What is believed is set for each deployment
// ([Trust]; practice.md R24): the topmost field of the message, and only where it stands above the Received line by
// which our own border took the message in. Every other field is ignored, whatever it says.
//
//	header, from the top            believed?
//	  Received: … by our mailbox
//	  Authentication-Results        the topmost: yes
//	  Received: … by our border     ── everything below came with the message ──
//	  Authentication-Results        no
//
// Exchange Online writes the field without an authserv-id ("spf=pass …" comes first); such a field is read by the
// tolerant parser here, one with an id by go-msgauth. A pass is evidence that a person sees, never authority: no
// decision, receipt or flag depends on it (reliability.md §2.3).
package authresult
