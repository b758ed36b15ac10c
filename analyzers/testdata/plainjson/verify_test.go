package plainjson

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/context/attribute_context"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"example.com/fixtures/plainjson/events"
	"example.com/fixtures/plainjson/helper"
)

// TestVerify reads with protojson what bad functions write, and the other way
// round.
func TestVerify(t *testing.T) {
	retry := &errdetails.RetryInfo{RetryDelay: durationpb.New(time.Second)}
	text, err := duration(retry)
	if err != nil || protojson.Unmarshal(text, &errdetails.RetryInfo{}) == nil {
		t.Errorf("duration: protojson reads %s, %v", text, err)
	}
	request := &grpc_testing.SimpleRequest{ResponseType: grpc_testing.PayloadType_COMPRESSABLE, ResponseSize: 3, FillUsername: true}
	text, _ = protojson.Marshal(request)
	if got, err := enum(text); err == nil && proto.Equal(got, request) {
		t.Error("enum: the message was read")
	}
	if got, err := readByProtojson(text); err != nil || !proto.Equal(got, request) {
		t.Errorf("readByProtojson: %v, %v", got, err)
	}
	text, err = timestamp(timestamppb.New(time.Unix(1, 5)))
	if err != nil || protojson.Unmarshal(text, &timestamppb.Timestamp{}) == nil {
		t.Errorf("timestamp: protojson reads %s, %v", text, err)
	}
	if _, err := oneof([]byte(`{"strValue":"x"}`)); err == nil {
		if arg, _ := oneof([]byte(`{"strValue":"x"}`)); arg.GetStrValue() != "" {
			t.Error("oneof: the value was read")
		}
	}
	sent := &attribute_context.AttributeContext_Request{Id: "1", Time: timestamppb.New(time.Unix(1, 0))}
	text, _ = protojson.Marshal(sent)
	if got, err := decoder(bytes.NewReader(text)); err == nil && proto.Equal(got, sent) {
		t.Error("decoder: the message was read")
	}
	text, err = published(retry)
	if err != nil || protojson.Unmarshal(text, &errdetails.RetryInfo{}) == nil {
		t.Errorf("published: protojson reads %s, %v", text, err)
	}
	if e, err := events.New(retry); err != nil || protojson.Unmarshal(e.Data(), &errdetails.RetryInfo{}) == nil {
		t.Errorf("events.New: protojson reads %s, %v", e.Data(), err)
	}
	if e, err := encoded(retry); err != nil || protojson.Unmarshal(e.Data(), &errdetails.RetryInfo{}) != nil {
		t.Errorf("encoded: protojson does not read %s, %v", e.Data(), err)
	}
	if v, err := before([]byte(`{"stringValue":"x"}`)); err == nil && v.GetStringValue() != "" {
		t.Error("before: the value was read")
	}
	var b strings.Builder
	if err := wrapped(&b, []*helper.Envelope{{ID: "1", Request: retry}}); err != nil || !strings.Contains(b.String(), `"retry_delay":{`) {
		t.Errorf("wrapped: %s, %v", b.String(), err)
	}

	for name, write := range map[string]func(*grpc_testing.SimpleRequest) ([]byte, error){"byProtojson": byProtojson, "raw": raw} {
		text, err := write(request)
		if err != nil || !bytes.Contains(text, []byte(`"responseSize"`)) {
			t.Errorf("%s: %s, %v", name, text, err)
		}
	}
	peer := &attribute_context.AttributeContext_Peer{Port: 1 << 60, RegionCode: "eu"}
	text, err = answer(peer)
	if got := new(attribute_context.AttributeContext_Peer); err != nil || protojson.Unmarshal(text, got) != nil || !proto.Equal(got, peer) {
		t.Errorf("answer: protojson does not read %s, %v", text, err)
	}
	sum := &grpc_testing.StreamingInputCallResponse{AggregatedPayloadSize: 3}
	text, err = result(sum)
	if got := new(grpc_testing.StreamingInputCallResponse); err != nil || protojson.Unmarshal(text, got) != nil || !proto.Equal(got, sum) {
		t.Errorf("result: protojson does not read %s, %v", text, err)
	}
	text, err = put(&grpc_testing.ResponseParameters{Size: 3})
	if err != nil {
		t.Fatal(err)
	}
	if p, err := get(text); err != nil || p.GetSize() != 3 {
		t.Errorf("get: %v, %v", p, err)
	}
}
