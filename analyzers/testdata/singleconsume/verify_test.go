package singleconsume

import (
	"context"
	"io"
	"log"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/IBM/sarama"
)

// counter counts the sessions that begin.
type counter struct{ sessions atomic.Int32 }

func (c *counter) Setup(sarama.ConsumerGroupSession) error {
	c.sessions.Add(1)
	return nil
}

func (*counter) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (*counter) ConsumeClaim(_ sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for range claim.Messages() {
	}
	return nil
}

// member joins a group, of a mock broker, that is rebalanced once.
func member(t *testing.T, topic string) sarama.ConsumerGroup {
	t.Helper()
	sarama.Logger = log.New(io.Discard, "", 0)
	broker := sarama.NewMockBroker(t, 0)
	t.Cleanup(broker.Close)
	broker.SetHandlerByMap(map[string]sarama.MockResponse{
		"MetadataRequest": sarama.NewMockMetadataResponse(t).
			SetBroker(broker.Addr(), broker.BrokerID()).SetLeader(topic, 0, broker.BrokerID()),
		"OffsetRequest": sarama.NewMockOffsetResponse(t).
			SetOffset(topic, 0, sarama.OffsetOldest, 0).SetOffset(topic, 0, sarama.OffsetNewest, 1),
		"FindCoordinatorRequest": sarama.NewMockFindCoordinatorResponse(t).SetCoordinator(sarama.CoordinatorGroup, "shop", broker),
		"HeartbeatRequest": sarama.NewMockSequence(
			sarama.NewMockHeartbeatResponse(t).SetError(sarama.ErrRebalanceInProgress),
			sarama.NewMockHeartbeatResponse(t),
		),
		"JoinGroupRequest": sarama.NewMockJoinGroupResponse(t).SetGroupProtocol(sarama.RangeBalanceStrategyName),
		"SyncGroupRequest": sarama.NewMockSyncGroupResponse(t).SetMemberAssignment(&sarama.ConsumerGroupMemberAssignment{
			Topics: map[string][]int32{topic: {0}},
		}),
		"OffsetFetchRequest": sarama.NewMockOffsetFetchResponse(t).
			SetOffset("shop", topic, 0, 0, "", sarama.ErrNoError).SetError(sarama.ErrNoError),
		"FetchRequest":      sarama.NewMockFetchResponse(t, 1),
		"LeaveGroupRequest": sarama.NewMockLeaveGroupResponse(t),
	})
	config := sarama.NewConfig()
	config.ApiVersionsRequest = false
	config.Version = sarama.V2_0_0_0
	config.Consumer.Group.Heartbeat.Interval = 20 * time.Millisecond
	config.Consumer.Group.Rebalance.Retry.Backoff = 0
	group, err := sarama.NewConsumerGroup([]string{broker.Addr()}, "shop", config)
	if err != nil {
		t.Fatal(err)
	}
	return group
}

// count starts a member and returns how many sessions it takes part in.
func count(t *testing.T, topic string, start func(context.Context, sarama.ConsumerGroup, sarama.ConsumerGroupHandler)) int32 {
	t.Helper()
	group := member(t, topic)
	ctx, cancel := context.WithCancel(context.Background())
	var c counter
	start(ctx, group, &c)
	for deadline := time.Now().Add(300 * time.Millisecond); c.sessions.Load() < 2 && time.Now().Before(deadline); {
		time.Sleep(5 * time.Millisecond)
	}
	cancel()
	group.Close()
	return c.sessions.Load()
}

func TestVerify(t *testing.T) {
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)
	want := int32(1)
	if os.Getenv("GOVLINT_FIXED") != "" {
		want = 2
	}
	startPayments := func(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
		(&payments{group, handler}).Start(ctx)
	}
	for _, test := range []struct {
		name, topic string
		start       func(context.Context, sarama.ConsumerGroup, sarama.ConsumerGroupHandler)
		want        int32
	}{
		{"StartOrders", "orders", StartOrders, want},
		{"payments", "payments", startPayments, want},
		{"StartRefunds", "refunds", StartRefunds, want},
		{"StartReturns", "returns", StartReturns, 1}, // no fix: the error is dropped
		{"StartLooped", "orders", StartLooped, 2},
		{"StartSupervised", "orders", func(ctx context.Context, group sarama.ConsumerGroup, handler sarama.ConsumerGroupHandler) {
			go StartSupervised(ctx, group, handler)
		}, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := count(t, test.topic, test.start); got != test.want {
				t.Errorf("%d sessions, want %d", got, test.want)
			}
		})
	}
}
