// Package letter writes what goes out to companies about a case. It is an inner room: values in,
// text out. It imports no root and reaches nothing.
//
// What may be told to whom is decided before a text is written (R18):
//
//	a mail came in ──▶ Acknowledgement: the same words for everyone, known or not
//	a report was booked ──▶ ReceiptTo(addresses, sender, received)
//	                          ├─ known for the company before the mail came ──▶ Receipt
//	                          └─ anything else ──▶ nothing more
//	channel, contact or credentials changed ──▶ Confirmation to the registered addresses only
//
// No text holds a personnummer, a member's name or a quotation of the incoming mail. A receipt
// leaves the total out for a company with fewer than three members, where it would tell a wage.
package letter
