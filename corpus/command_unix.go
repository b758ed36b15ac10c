//go:build unix

package corpus

import (
	"os/exec"
	"syscall"
)

// killGroup makes the end of the command's context end what the command has
// started too, such as compilers.
func killGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
