// Command leased keeps an entry in etcd for as long as it serves.
package main

import (
	"context"
	"log"
	"net"

	"example.com/fixtures/lostderegister/helper"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"
)

func main() {
	cli, err := clientv3.New(clientv3.Config{Endpoints: []string{"etcd:2379"}})
	if err != nil {
		log.Fatal(err)
	}
	lis, err := net.Listen("tcp", ":9000")
	if err != nil {
		log.Fatal(err)
	}
	id, err := helper.Announce(context.Background(), cli, "10.0.0.5:9000")
	if err != nil {
		log.Fatal(err)
	}
	defer helper.Withdraw(context.Background(), cli, id) // want `^the deferred helper.Withdraw does not run when the program is stopped: nothing handles SIGTERM$`
	if err := grpc.NewServer().Serve(lis); err != nil {
		log.Print(err)
	}
}
