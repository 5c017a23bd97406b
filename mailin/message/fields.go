package message

// Each calls do with every field from the top, its value unfolded but not decoded, until do gives false.
func (h Header) Each(do func(name, value string) bool) {
	for _, f := range h.fields {
		if !do(f.name, f.value) {
			return
		}
	}
}
