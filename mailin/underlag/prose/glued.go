package prose

import (
	"strings"

	"sef.se/kontakten/internal/register"
)

// splitGlued parts amounts that only one blank keeps apart, so that they look
// like one large number: "32 000 608", "608 160 768", "624 164". A number is
// parted only where exactly one way of parting is confirmed by the agreement's
// rates or by its own sum.
func (r *reader) splitGlued(amounts []money) []money {
	var out []money
	for _, m := range amounts {
		parts := r.partings(m)
		if len(parts) == 0 {
			out = append(out, m)
			continue
		}
		out = append(out, parts...)
	}
	return out
}

// partings gives the parts of a number, nil where it stands as it is.
func (r *reader) partings(m money) []money {
	groups := strings.Fields(strings.TrimRight(m.text, "krseKRSE.-: "))
	if len(groups) < 2 || len(groups) > 8 || len(m.readings) == 1 && m.readings[0] < 100_000_00 && len(groups) < 3 {
		return nil
	}
	var found [][]money
	for cuts := 1; cuts < 1<<(len(groups)-1); cuts++ {
		if parts := cutAt(m, groups, cuts); parts != nil && r.confirms(parts) {
			found = append(found, parts)
		}
	}
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) == 0 && r.hasControl() && m.readings[0] > maxFee:
		return r.twoFees(m, groups)
	}
	return nil
}

// twoFees parts a number that is too large for one fee into a member fee and a
// smaller control fee, where that goes in one way only.
func (r *reader) twoFees(m money, groups []string) []money {
	var found [][]money
	for cuts := 1; cuts < 1<<(len(groups)-1); cuts++ {
		parts := cutAt(m, groups, cuts)
		if len(parts) == 2 && parts[1].readings[0] < parts[0].readings[0] && parts[0].readings[0] <= maxFee {
			found = append(found, parts)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// cutAt parts the groups where a bit of cuts is set; nil where a part is no
// well-formed number.
func cutAt(m money, groups []string, cuts int) []money {
	var parts []money
	start := 0
	for i := range groups {
		if i < len(groups)-1 && cuts&(1<<i) == 0 {
			continue
		}
		text := strings.Join(groups[start:i+1], " ")
		readings := register.AmountReadings(text)
		if len(readings) != 1 || len(groups[start]) > 1 && groups[start][0] == '0' {
			return nil
		}
		part := m
		part.text, part.readings = text, readings
		parts = append(parts, part)
		start = i + 1
	}
	return parts
}

// confirms tells whether rates or a sum say what each part is.
func (r *reader) confirms(parts []money) bool {
	v := make([]register.Amount, len(parts))
	for i, p := range parts {
		v[i] = p.readings[0]
	}
	switch len(v) {
	case 2:
		return r.isBaseOf(v[0], v[1]) || r.isPair(v[0], v[1])
	case 3:
		return r.isPair(v[0], v[1]) && v[0]+v[1] == v[2] || r.isBaseOf(v[0], v[1]) && r.isPair(v[1], v[2])
	case 4:
		return r.isBaseOf(v[0], v[1]) && r.isPair(v[1], v[2]) && v[1]+v[2] == v[3]
	}
	return false
}
