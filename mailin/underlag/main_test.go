package underlag

import (
	"os"
	"testing"

	"sef.se/kontakten/internal/sandbox"
)

func TestMain(m *testing.M) {
	sandbox.Main(Functions())
	os.Exit(m.Run())
}
