package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// newProgress shows how far a long command has come, on standard error where that is a terminal, and nothing
// elsewhere. It may be counted up from several goroutines.
func newProgress(env *environment, what string, total int) *progressbar.ProgressBar {
	file, ok := env.stderr.(*os.File)
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(env.stderr),
		progressbar.OptionSetVisibility(ok && term.IsTerminal(int(file.Fd()))),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish())
}
