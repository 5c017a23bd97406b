package delivery

import (
	"fmt"
	"time"

	"sef.se/kontakten/internal/register"
)

// guardShare is how much of the register an import may end, re-key or mark
// without a supervisor: one in fifty (practice.md R1).
const guardShare = 50

// Refusals names what makes a delivery unusable, with the mend (practice.md R9):
// a customer number that contradicts ours, or, where numbers are required, none.
func Refusals(standing Standing, files register.Data, requireNumbers bool) []string {
	var out []string
	byNumber := map[int]register.Company{}
	ours := map[register.OrganisationNumber]register.Company{}
	for _, c := range standing.Companies {
		byNumber[c.CustomerNumber], ours[c.OrganisationNumber] = c, c
	}
	unnumbered := 0
	for _, c := range files.Companies {
		if c.CustomerNumber == 0 {
			unnumbered++
			continue
		}
		if known, ok := ours[c.OrganisationNumber]; ok && known.CustomerNumber != c.CustomerNumber {
			out = append(out, fmt.Sprintf("companies.csv ger %s kundnummer %d, men företaget har redan %d. Ett kundnummer ändras aldrig: rätta filen.",
				c.Name, c.CustomerNumber, known.CustomerNumber))
			continue
		}
		if holder, taken := byNumber[c.CustomerNumber]; taken && holder.OrganisationNumber != c.OrganisationNumber {
			out = append(out, fmt.Sprintf("companies.csv ger %s kundnummer %d, men det tillhör %s. Ett kundnummer återanvänds aldrig: ge företaget ett eget.",
				c.Name, c.CustomerNumber, holder.Name))
			continue
		}
		byNumber[c.CustomerNumber] = c
	}
	if requireNumbers && unnumbered > 0 {
		out = append(out, fmt.Sprintf("companies.csv saknar customer_number för %d av %d företag. I skarp drift (mode = \"live\") måste varje företag ha sitt kundnummer.",
			unnumbered, len(files.Companies)))
	}
	return out
}

// Guards says, in Swedish, why a plan must wait for a supervisor; none where it
// may be carried out. filesDate is that of the delivery's newest file, lastDate
// that of the last delivery that was applied; zero where there is none.
func (p Plan) Guards(standing Standing, filesDate, lastDate time.Time) []string {
	var out []string
	if !filesDate.IsZero() && !lastDate.IsZero() && filesDate.Before(lastDate) {
		out = append(out, fmt.Sprintf("Filerna är från %s, äldre än den senaste inläsningens från %s.",
			filesDate.In(register.Stockholm).Format("2006-01-02 15:04"), lastDate.In(register.Stockholm).Format("2006-01-02 15:04")))
	}
	if n, of := p.NotInFiles, len(standing.Companies); n*guardShare > of {
		out = append(out, fmt.Sprintf("%d av %d företag saknas i filerna, fler än 2 %%.", n, of))
	}
	if n, of := p.touched(), len(standing.Members); n*guardShare > of {
		out = append(out, fmt.Sprintf("%d av %d medlemmar skulle avslutas, byta nummer eller märkas som saknade, fler än 2 %%.", n, of))
	}
	if p.PastRates > 0 {
		out = append(out, fmt.Sprintf("%d av avtalens procentsatser ändras för månader som har varit.", p.PastRates))
	}
	return out
}

// touched counts the members that the plan would end, re-key or mark, each
// absent employment of a present member as one.
func (p Plan) touched() int {
	gone, lostJob := map[register.Personnummer]bool{}, map[register.Personnummer]bool{}
	for _, m := range p.GoneMember {
		gone[m] = true
	}
	for _, j := range p.GoneJob {
		if !gone[j.Person] {
			lostJob[j.Person] = true
		}
	}
	return p.MembersNotInFiles + len(lostJob) + len(p.Rekeyed) + p.Ending
}
