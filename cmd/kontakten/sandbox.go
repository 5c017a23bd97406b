package main

import (
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag"
)

// A reader of untrusted files is this same binary, executed again (internal/sandbox): such a child must never reach the
// command line, and the test binary is one as well as the program. Hence init, before main and TestMain.
func init() { sandbox.Main(underlag.Functions()) }
