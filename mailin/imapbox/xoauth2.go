package imapbox

import (
	"fmt"

	"github.com/emersion/go-sasl"
)

// xoauth2 is the login of Exchange Online and Gmail with an access token, which
// go-sasl does not have (it has the later OAUTHBEARER, which Exchange does not).
type xoauth2 struct{ user, token string }

var _ sasl.Client = xoauth2{}

// Start gives the initial response.
func (x xoauth2) Start() (mechanism string, initial []byte, err error) {
	return "XOAUTH2", fmt.Appendf(nil, "user=%s\x01auth=Bearer %s\x01\x01", x.user, x.token), nil
}

// Next answers the challenge that tells of a failure, a JSON text, with nothing:
// the server then says NO and why.
func (x xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }
