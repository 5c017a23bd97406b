package identity

import (
	"context"
	"fmt"
	"strings"

	"rsc.io/qr"
)

// Enrolment is what the holder of an enrolment link sees.
type Enrolment struct {
	Person Staff
	Secret string // for typing, in groups of four
	QR     string // SVG path data of the dark modules, one unit a module
	Size   int    // modules a side, quiet zone of four included
}

// Enrolment opens an enrolment link without using it. ErrNotFound, ErrSpent.
func (s *Service) Enrolment(ctx context.Context, token string) (Enrolment, error) {
	a, err := s.invited(ctx, token)
	if err != nil {
		return Enrolment{}, err
	}
	path, size, err := QRPath(enrolmentURL(a.TOTPSecret, a.Login))
	if err != nil {
		return Enrolment{}, fmt.Errorf("identity: QR code of account %d: %w", a.ID, err)
	}
	return Enrolment{Person: a.Staff, Secret: writtenSecret(a.TOTPSecret), QR: path, Size: size}, nil
}

// Enrol sets the password and confirms the second factor by a code; the link
// is spent and the account active. ErrNotFound, ErrSpent; *InputError and
// ErrWrong (the code does not fit) leave the link as it is.
func (s *Service) Enrol(ctx context.Context, token, password, code string) (Staff, error) {
	a, err := s.invited(ctx, token)
	if err != nil {
		return Staff{}, err
	}
	if problem := PasswordProblem(password, a.Login); problem != "" {
		return Staff{}, &InputError{problem}
	}
	step, err := codeStep(a.TOTPSecret, code, s.now(), a.TOTPStep)
	if err != nil {
		return Staff{}, fmt.Errorf("identity: enrolling account %d: %w", a.ID, err)
	}
	if step == 0 {
		return Staff{}, ErrWrong
	}
	if err := s.store.Enrol(ctx, tokenHash(token), hashPassword(password), step, s.now()); err != nil {
		return Staff{}, fmt.Errorf("identity: enrolling account %d: %w", a.ID, err)
	}
	return s.ByID(ctx, a.ID)
}

func (s *Service) invited(ctx context.Context, token string) (Account, error) {
	link, err := s.store.Link(ctx, tokenHash(token), LinkEnrol, s.now())
	if err != nil {
		return Account{}, fmt.Errorf("identity: enrolment link: %w", err)
	}
	a, err := s.store.AccountByID(ctx, link.StaffID)
	if err != nil {
		return Account{}, fmt.Errorf("identity: enrolment of account %d: %w", link.StaffID, err)
	}
	if a.Disabled {
		return Account{}, fmt.Errorf("identity: enrolment of disabled account %d: %w", a.ID, ErrSpent)
	}
	return a, nil
}

// LoginLink makes a one-time link that logs an account in without password
// and code. Only the demo may call it. ErrNotFound.
func (s *Service) LoginLink(ctx context.Context, id int64) (string, error) {
	if _, err := s.ByID(ctx, id); err != nil {
		return "", err
	}
	token := newToken()
	if err := s.store.AddLink(ctx, s.link(token, LinkLogin, id, loginLinkLife)); err != nil {
		return "", fmt.Errorf("identity: login link of account %d: %w", id, err)
	}
	return token, nil
}

// CheckLoginLink tells whether a login link would still be taken, without
// using it: a page that only shows a button must not burn the link.
// ErrNotFound, ErrSpent.
func (s *Service) CheckLoginLink(ctx context.Context, token string) (Staff, error) {
	link, err := s.store.Link(ctx, tokenHash(token), LinkLogin, s.now())
	if err != nil {
		return Staff{}, fmt.Errorf("identity: login link: %w", err)
	}
	return s.ByID(ctx, link.StaffID)
}

// UseLoginLink spends a login link and gives its account. ErrNotFound,
// ErrSpent; ErrWrong where the account is disabled.
func (s *Service) UseLoginLink(ctx context.Context, token string) (Staff, error) {
	link, err := s.store.SpendLink(ctx, tokenHash(token), LinkLogin, s.now())
	if err != nil {
		return Staff{}, fmt.Errorf("identity: login link: %w", err)
	}
	person, err := s.ByID(ctx, link.StaffID)
	if err != nil {
		return Staff{}, err
	}
	if person.Disabled {
		return Staff{}, ErrWrong
	}
	return person, nil
}

// QRPath draws text as the path of an SVG: a run of dark modules is one
// rectangle. The page draws it inline; no image is fetched or stored.
func QRPath(text string) (path string, size int, err error) {
	const quiet = 4
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", 0, err
	}
	var b strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for x+run < code.Size && code.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	return b.String(), code.Size + 2*quiet, nil
}
