package testmail

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"syscall"
	"time"
)

const (
	startPatience = 20 * time.Second
	stopPatience  = 10 * time.Second
)

// process is a server that we started, and its folder.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
	dir   string
}

// newFolder makes a folder that servers under another account may enter.
func newFolder(name string) (string, error) {
	dir, err := os.MkdirTemp("", "kontakten-"+name+"-")
	if err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o755)
}

// run starts a server and waits until it greets on port.
func run(dir string, port int, program string, args ...string) (*process, error) {
	cmd := exec.Command(program, args...)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	p := &process{cmd: cmd, ended: make(chan struct{}), dir: dir}
	go func() {
		_ = cmd.Wait()
		close(p.ended)
	}()
	if err := p.awaitGreeting(port); err != nil {
		p.stop()
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return p, nil
}

func (p *process) awaitGreeting(port int) error {
	deadline := time.Now().Add(startPatience)
	for time.Now().Before(deadline) {
		select {
		case <-p.ended:
			return errors.New("it ended at once; its log lies in " + p.dir)
		default:
		}
		conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", port), time.Second)
		if err == nil {
			_ = conn.SetReadDeadline(time.Now().Add(time.Second))
			n, _ := conn.Read(make([]byte, 1))
			_ = conn.Close()
			if n == 1 {
				return nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	return fmt.Errorf("no greeting on port %d; its log lies in %s", port, p.dir)
}

// stop ends the server and removes its folder.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(stopPatience):
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		<-p.ended
	}
	_ = os.RemoveAll(p.dir)
}

// freePorts finds ports that nobody listens on.
func freePorts(n int) ([]int, error) {
	ports := make([]int, n)
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		ports[i] = l.Addr().(*net.TCPAddr).Port
	}
	return ports, nil
}
