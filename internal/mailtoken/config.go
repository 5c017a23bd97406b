package mailtoken

import (
	"net/http"
	"time"

	"sef.se/kontakten/internal/config"
)

// Of gives the source for a mail server's settings, with the certificate that signs, nil where a secret does.
func Of(settings config.OAuth2, now func() time.Time) (*Source, *Certificate, error) {
	credentials := Credentials{
		TokenURL: settings.TokenURL, ClientID: settings.ClientID, Scope: settings.Scope, Secret: settings.Secret.Reveal(),
	}
	if settings.CertificateFile != "" {
		certificate, err := LoadCertificate(settings.CertificateFile, settings.KeyFile)
		if err != nil {
			return nil, nil, err
		}
		credentials.Certificate = certificate
	}
	return New(credentials, &http.Client{}, now), credentials.Certificate, nil
}
