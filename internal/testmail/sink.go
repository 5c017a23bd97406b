package testmail

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
)

// Turn is what a sink does at one point of a conversation.
type Turn string

// The turns. An answer such as "451 4.3.0 later" is a turn too.
const (
	Accept Turn = ""     // as a good server
	Drop   Turn = "drop" // the connection is closed without an answer
)

// Misbehave says how a sink treats one mail. The zero value accepts it.
type Misbehave struct {
	Rcpt     Turn // at RCPT TO
	Data     Turn // at DATA
	Dot      Turn // after the final dot; with Drop the mail is kept and not confirmed
	AfterDot Turn // with Drop: confirmed, and then the connection is closed
}

// Received is a mail that a sink has taken.
type Received struct {
	From, To string
	Data     string
	Auth     string // the AUTH command's argument, "" without a login
}

// Sink is an SMTP server that keeps what it takes and misbehaves when told to.
type Sink struct {
	Port int

	listener net.Listener
	mu       sync.Mutex
	received []Received
	next     map[string][]Misbehave
	refuse   bool
}

// StartSink starts a sink on a free port.
func StartSink() (*Sink, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("sink: %w", err)
	}
	s := &Sink{Port: l.Addr().(*net.TCPAddr).Port, listener: l, next: map[string][]Misbehave{}}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.serve(conn)
		}
	}()
	return s, nil
}

// Stop closes the sink.
func (s *Sink) Stop() { _ = s.listener.Close() }

// Next says how the next mails to a recipient are treated; those after them are
// accepted.
func (s *Sink) Next(recipient string, turns ...Misbehave) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next[recipient] = append(s.next[recipient], turns...)
}

// RefuseLogin has the sink refuse every login.
func (s *Sink) RefuseLogin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = true
}

// To gives the mails taken for a recipient, in order.
func (s *Sink) To(recipient string) (list []Received) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.received {
		if r.To == recipient {
			list = append(list, r)
		}
	}
	return list
}

func (s *Sink) turn(recipient string) (m Misbehave) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if queue := s.next[recipient]; len(queue) > 0 {
		m, s.next[recipient] = queue[0], queue[1:]
	}
	return m
}

// serve holds one conversation.
func (s *Sink) serve(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	var mail Received
	var turn Misbehave
	// say answers as the turn wants; false ends the conversation.
	say := func(t Turn, usual string) bool {
		if t == Drop {
			return false
		}
		if t != Accept {
			usual = string(t)
		}
		_, err := fmt.Fprint(conn, usual+"\r\n")
		return err == nil
	}
	open := say(Accept, "220 sink.test ESMTP")
	for open {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			open = say(Accept, "250-sink.test\r\n250-8BITMIME\r\n250 AUTH PLAIN XOAUTH2")
		case "AUTH":
			mail.Auth = rest
			open = say(s.loginTurn(), "235 2.7.0 welcome")
		case "MAIL":
			mail.From = address(rest)
			open = say(Accept, "250 ok")
		case "RCPT":
			mail.To = address(rest)
			turn = s.turn(mail.To)
			open = say(turn.Rcpt, "250 ok")
		case "DATA":
			if open = say(turn.Data, "354 go on"); open && (turn.Data == Accept) {
				mail.Data = readData(r)
				open = s.take(mail, turn, say)
			}
		case "QUIT":
			say(Accept, "221 bye")
			return
		default:
			open = say(Accept, "250 ok")
		}
	}
}

func (s *Sink) loginTurn() Turn {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse {
		return "535 5.7.8 wrong login"
	}
	return Accept
}

func (s *Sink) take(mail Received, turn Misbehave, say func(Turn, string) bool) bool {
	if turn.Dot == Accept || turn.Dot == Drop {
		s.mu.Lock()
		s.received = append(s.received, mail)
		s.mu.Unlock()
	}
	return say(turn.Dot, "250 2.0.0 taken") && turn.AfterDot != Drop
}

// readData reads to the lone dot.
func readData(r *bufio.Reader) string {
	var b strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil || line == ".\r\n" {
			return b.String()
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
}

// address takes the address out of "FROM:<a@b> SIZE=1".
func address(argument string) string {
	_, rest, _ := strings.Cut(argument, "<")
	a, _, _ := strings.Cut(rest, ">")
	return a
}
