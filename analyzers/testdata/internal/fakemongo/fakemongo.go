// Package fakemongo is a MongoDB server for tests: whatever is asked for, it
// answers with three numbers in two batches, and counts the cursors that are
// open. The second batch of the collection "broken" is an error.
package fakemongo

import (
	"encoding/binary"
	"io"
	"net"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Server is a server with one database.
type Server struct {
	Open    atomic.Int32 // cursors
	Outside atomic.Int32 // inserts that are not part of a transaction
	*mongo.Database
}

// Start starts a server and connects to it, for the time of a test.
func Start(t testing.TB) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{}
	go s.accept(listener)
	client, err := mongo.Connect(options.Client().
		SetHosts([]string{listener.Addr().String()}).
		SetDirect(true).
		SetServerAPIOptions(options.ServerAPI(options.ServerAPIVersion1)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.Disconnect(t.Context())
		listener.Close()
	})
	s.Database = client.Database("test")
	return s
}

func (s *Server) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return // the test is over
		}
		go s.serve(conn)
	}
}

// serve answers the messages of a connection. A message is a header of four
// 32-bit numbers, flags, a zero byte and a document.
func (s *Server) serve(conn net.Conn) {
	defer conn.Close()
	for {
		header := make([]byte, 16)
		if _, err := io.ReadFull(conn, header); err != nil {
			return // the client has gone
		}
		body := make([]byte, binary.LittleEndian.Uint32(header)-16)
		if _, err := io.ReadFull(conn, body); err != nil {
			return
		}
		reply, err := bson.Marshal(s.answer(bson.Raw(body[5:])))
		if err != nil {
			panic(err)
		}
		message := binary.LittleEndian.AppendUint32(nil, uint32(16+5+len(reply)))
		message = binary.LittleEndian.AppendUint32(message, 1)
		message = append(message, header[4:8]...) // in response to
		message = binary.LittleEndian.AppendUint32(message, 2013)
		message = append(message, 0, 0, 0, 0, 0)
		if _, err := conn.Write(append(message, reply...)); err != nil {
			return
		}
	}
}

const cursorID = int64(42)

func (s *Server) answer(command bson.Raw) bson.D {
	elements, err := command.Elements()
	if err != nil || len(elements) == 0 {
		return failure("no command")
	}
	switch elements[0].Key() {
	case "hello":
		return bson.D{{Key: "ok", Value: 1}, {Key: "isWritablePrimary", Value: true}, {Key: "maxWireVersion", Value: 21}, {Key: "minWireVersion", Value: 0},
			{Key: "setName", Value: "set"}, {Key: "logicalSessionTimeoutMinutes", Value: 30},
			{Key: "maxBsonObjectSize", Value: 16 << 20}, {Key: "maxMessageSizeBytes", Value: 48 << 20}, {Key: "maxWriteBatchSize", Value: 1000}}
	case "find", "aggregate":
		s.Open.Add(1)
		collection, _ := elements[0].Value().StringValueOK() // that of a command on the database is a number
		return batch(collection, "firstBatch", cursorID, 1, 2)
	case "getMore":
		collection := command.Lookup("collection").StringValue()
		if collection == "broken" {
			return failure("connection to the shard was cut")
		}
		s.Open.Add(-1)
		return batch(collection, "nextBatch", 0, 3)
	case "insert":
		if _, err := command.LookupErr("autocommit"); err != nil {
			s.Outside.Add(1)
		}
	case "killCursors":
		s.Open.Add(-1)
	}
	return bson.D{{Key: "ok", Value: 1}}
}

func batch(collection, name string, id int64, numbers ...int) bson.D {
	var docs bson.A
	for _, n := range numbers {
		docs = append(docs, bson.D{{Key: "_id", Value: bson.D{{Key: "token", Value: n}}}, {Key: "n", Value: n}})
	}
	cursor := bson.D{{Key: "id", Value: id}, {Key: "ns", Value: "test." + collection}, {Key: name, Value: docs}}
	return bson.D{{Key: "ok", Value: 1}, {Key: "cursor", Value: cursor}}
}

func failure(message string) bson.D {
	return bson.D{{Key: "ok", Value: 0}, {Key: "errmsg", Value: message}, {Key: "code", Value: 8}}
}
