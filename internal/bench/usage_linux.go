package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// own puts a command into a process group of its own, which ends as a whole.
func own(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// peak returns the most memory that one of a command's processes had.
func peak(state *os.ProcessState) int64 {
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss << 10
	}
	return 0
}

// watchMemory samples how much memory the processes of a group have together.
// The function it returns ends that and returns the peak.
func watchMemory(group int) func() int64 {
	stop, result := make(chan struct{}), make(chan int64)
	go func() {
		var peak int64
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			select {
			case <-stop:
				tick.Stop()
				result <- peak
				return
			case <-tick.C:
				peak = max(peak, groupMemory(group))
			}
		}
	}()
	return func() int64 {
		close(stop)
		return <-result
	}
}

func groupMemory(group int) int64 {
	files, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0
	}
	var sum int64
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			continue // it ended
		}
		fields := bytes.Fields(data[bytes.LastIndexByte(data, ')')+1:])
		if len(fields) < 22 || string(fields[2]) != strconv.Itoa(group) {
			continue
		}
		if pages, err := strconv.ParseInt(string(fields[21]), 10, 64); err == nil {
			sum += pages * int64(os.Getpagesize())
		}
	}
	return sum
}

// load says how busy the machine is.
func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	return fmt.Sprintf(", load %s when the tables were printed", bytes.Fields(data)[0])
}
