// Package register holds the words that everything else is written in: who
// employs whom, under which agreement, and the values that cannot be wrong.
//
// The story: the union's membership system delivers three CSV files a day
// (companies, members, agreements; contract.md "The register as files").
// [ReadFiles] turns them into a [Data] and names every bad line; [New] turns a
// Data into a [Register], an immutable snapshot with indexes. Reading a mail,
// checking a list and printing a month all ask the snapshot, never the files
// and never a database.
//
// The value types have one way in each:
//
//	text ── ParsePersonnummer ───────▶ Personnummer        String masks, Full reveals
//	text ── ParseOrganisationNumber ─▶ OrganisationNumber  String masks a sole trader's
//	text ── ParsePeriod ─────────────▶ Period              a calendar month
//	text ── ParseDate ───────────────▶ Date                a civil day in Sweden
//	text ── ParseAmount ─────────────▶ Amount              int64 öre
//	text ── ParsePercent ────────────▶ Percent             hundredths of a percent
//
// The package holds values and rules only: no SQL, no HTTP, no clock.
package register
