package ignoredleaseloss

import (
	"errors"
	"log"
	"time"

	"github.com/hashicorp/consul/api"
)

// counts gives up after some failures, and says so.
func counts(client *api.Client, id string) error {
	failures := 0
	for failures < 3 {
		time.Sleep(interval)
		if err := client.Agent().PassTTL("service:"+id, ""); err != nil {
			failures++
		} else {
			failures = 0
		}
	}
	return errors.New("the agent does not answer")
}

// beats leaves it to its caller.
func beats(client *api.Client, id string) {
	for {
		time.Sleep(interval)
		if err := client.Agent().PassTTL("service:"+id, ""); err != nil {
			return
		}
	}
}

// beatsAndAnnounces begins again when it returns.
func beatsAndAnnounces(client *api.Client, id string) {
	go func() {
		beats(client, id)
		log.Println(announce(client, id))
	}()
}

// closes tells who waits for it.
func closes(client *api.Client, id string) <-chan struct{} {
	lost := make(chan struct{})
	go func() {
		defer close(lost)
		for range time.Tick(interval) {
			if err := client.Agent().PassTTL("service:"+id, ""); err != nil {
				return
			}
		}
	}()
	return lost
}

// state is looked at by others.
type state struct {
	err  error
	last time.Time
}

// keepsError keeps the error.
func (s *state) keepsError(client *api.Client, id string) {
	for range time.Tick(interval) {
		s.err = client.Agent().PassTTL("service:"+id, "")
	}
}

// notesSuccess notes the last success.
func (s *state) notesSuccess(client *api.Client, id string) {
	for range time.Tick(interval) {
		if err := client.Agent().PassTTL("service:"+id, ""); err == nil {
			s.last = time.Now()
		}
	}
}

// beatsOnce is not the heartbeat.
func beatsOnce(client *api.Client, id string) error {
	return client.Agent().PassTTL("service:"+id, "")
}
