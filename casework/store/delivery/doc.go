// Package delivery compares a delivery of the register's files with what the
// database holds, and says what an import would do, before anything is done.
//
// It is pure: values in, a [Plan] out. casework/store reads what stands, carries
// out the plan in one transaction and keeps its report.
//
//	read → refused                 a file cannot be used, a number contradicts ours
//	     → unchanged               nothing differs
//	     → waiting                 a guard stops it until a supervisor overrides (practice.md R1)
//	     → applied
//
// The membership system owns names, addresses, agreements, members and
// employments; channel and e-mail of the files only seed a company that is seen
// for the first time, and a later difference becomes a [Difference] for a person
// to settle. Absence marks and never ends.
package delivery
