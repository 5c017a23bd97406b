// Package identity knows who works at the desk: staff accounts with a role,
// a password (argon2id), a second factor (TOTP) and sessions.
//
// The package holds the rules and the cryptography; what it keeps, it keeps
// through [Store], which casework/store fulfils over PostgreSQL. It knows
// nothing of HTTP beyond the session cookie that scs writes.
//
// # An account
//
//	           Service.Add                 Service.Enrol
//	(nobody) ───────────────▶ invited ─────────────────────▶ active
//	                            ▲  │                          │  ▲
//	              Service.Reset │  └──── Service.Disable ───┐ │  │ Service.Enable
//	                            │                           ▼ ▼  │
//	                            └──────────────────────── disabled
//
// An invited account has a TOTP secret but no password: the enrolment link is
// the only way in, it is used once and it ends after [LinkLife]. Reset makes
// an account invited again: old password and old secret are gone at once.
//
// # A session
//
//	no session ── password right ─▶ half (names the account, opens nothing)
//	half ── code right, code never used before ─▶ whole (new token)
//	whole ── idle too long, absolute limit, logout, other epoch ─▶ no session
//
// The epoch is a counter on the account: disabling, resetting and a change of
// role or permission raise it, and a session made under another epoch is dead
// at its next request, also on another machine.
package identity
