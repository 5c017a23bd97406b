// Package numeral reads numbers that are written in Swedish words, as people
// write an amount so that nobody mistakes it: "sexhundraåtta", "ett tusen
// sjuhundra tio".
package numeral

import "strings"

// roots are the words that numbers are made of, folded to a–z. The longer ones
// stand before those that they begin with.
var roots = []struct {
	word  string
	value int
}{
	{"sjutton", 17}, {"sjuttio", 70}, {"sexton", 16}, {"sextio", 60}, {"femton", 15}, {"femtio", 50}, {"fjorton", 14}, {"fyrtio", 40},
	{"tretton", 13}, {"trettio", 30}, {"nitton", 19}, {"nittio", 90}, {"arton", 18}, {"attio", 80}, {"tjugo", 20}, {"tolv", 12}, {"elva", 11},
	{"hundra", 100}, {"tusen", 1000}, {"tio", 10}, {"nio", 9}, {"atta", 8}, {"sju", 7}, {"sex", 6}, {"fem", 5}, {"fyra", 4}, {"tre", 3},
	{"tva", 2}, {"ett", 1}, {"en", 1},
}

// Read reads the number that the folded words at the front make up. It returns
// how many words it holds, 0 where none begins there.
func Read(words []string) (value, used int) {
	if len(words) > 0 && words[0] == "noll" {
		return 0, 1
	}
	var n number
	for _, w := range words {
		next := n
		if !next.take(w) {
			break
		}
		n = next
		used++
	}
	return n.thousands + n.rest, used
}

// Compound tells a number that is plainly one without a word after it: made of
// more than one root, hundreds or thousands among them. "Tusen tack" holds none.
func Compound(words []string) bool {
	value, used := Read(words)
	return used == len(words) && value > 100 && value != 1000
}

// number is a number in the making: what stands before "tusen", and after it.
type number struct {
	thousands, rest int
	past            bool // "tusen" was said
	last            int  // the root that was said last
}

// take adds the roots of one word.
func (n *number) take(word string) bool {
	word = strings.Replace(word, "ettusen", "tusen", 1)
	for word != "" {
		found := false
		for _, r := range roots {
			if rest, ok := strings.CutPrefix(word, r.word); ok && n.add(r.value) {
				word, found = rest, true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// add puts a root behind those before it, false where no number goes on so.
func (n *number) add(root int) bool {
	switch {
	case root == 1000:
		if n.past {
			return false
		}
		n.thousands, n.rest, n.past = max(n.rest, 1)*1000, 0, true
	case root == 100:
		if n.rest >= 100 {
			return false
		}
		n.rest = max(n.rest, 1) * 100
	case n.rest%100 == 0, root < 10 && n.rest%10 == 0 && n.last >= 20 && n.last < 100:
		n.rest += root
	default:
		return false
	}
	n.last = root
	return true
}
