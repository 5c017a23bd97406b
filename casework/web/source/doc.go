// Package source shows where each fee row of a case was read: the line in the mail's text, the cell in its sheet, or
// the page of a PDF with the line boxed.
//
//	case with its original ─▶ exhibits (bodies, files; read anew in the sandbox) ─▶ marks by place ─▶ View
//
// Every line and every row of a sheet has one of five marks, so that a clerk sees that nothing was overlooked: it is a
// fee row (with its number), a total that the sender states, data that was not understood, history or a signature, or
// text that holds no fee data. Nothing is left out of sight; what is cut is said.
//
// The page of a PDF is a picture from a route of the case's own, never stored; it is opened as the case is.
package source
