package imapbox

import "time"

// SetPatience sets how long one command may take.
func SetPatience(c *Client, d time.Duration) { c.patience = d }
