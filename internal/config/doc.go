// Package config reads the one configuration file of kontakten.
//
// A setting has one name, written with dots: imap.password. It comes from the TOML file and is overridden by the
// environment, where the same name is KONTAKTEN_IMAP_PASSWORD. Every secret can stand in a file of its own instead:
// imap.password_file, or KONTAKTEN_IMAP_PASSWORD_FILE. DATABASE_URL, as hosts set it, means database.url.
//
//	file (TOML) ──> environment ──> *_FILE contents ──> defaults ──> Validate(roles)
//
// What is wrong is told all at once: a Problem for every key, which names the key and how it is mended. A key that
// nobody knows is a problem too, because a misspelt key is a setting that silently does not hold. Secrets are of
// type Secret and print as "***".
package config
