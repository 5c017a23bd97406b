// Package mailtoken gets access tokens for a mailbox by OAuth 2.0 client credentials (RFC 6749 §4.4), as Exchange
// Online wants them for XOAUTH2 over IMAP and SMTP.
//
// The program proves who it is with a secret, or better with a certificate: then it signs a short-lived assertion
// (RFC 7523) whose header names the certificate by its SHA-256 thumbprint, in the form that Microsoft Entra ID
// documents. A token is kept until five minutes before it ends.
package mailtoken
