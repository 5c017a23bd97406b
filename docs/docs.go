// Package docs holds what the program carries of its documents: the handbook,
// which the staff pages show (F1). The other documents are for people who read
// the source.
package docs

import "embed"

// Handbook is handbok.md, the table of contents, handbok/*.md, one page a task,
// and the pictures that they show in images/handbok. The pictures are drawn by
// a browser test of casework/web (make fixtures).
//
//go:embed handbok.md handbok images/handbok
var Handbook embed.FS
